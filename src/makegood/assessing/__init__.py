"""One case at one moment, assessed: who is liable, what is missing, what runs out, what it costs, the one next step."""

from makegood.assessing.folding import assess

__all__ = ["assess"]
