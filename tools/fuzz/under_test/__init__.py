"""How bytes are given to each parser, what it may refuse them with, and what must hold of what it read; `read` lets through the rest."""
