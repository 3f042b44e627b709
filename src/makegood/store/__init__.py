"""Keeps what happened and what is due: Django's models, the walls between organisations, the workers. It decides nothing."""
