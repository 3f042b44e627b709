"""Wish: its JSON in, our case files out."""
