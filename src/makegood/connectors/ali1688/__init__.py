"""1688: its JSON in, our case files out."""
