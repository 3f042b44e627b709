"""Shopee: its JSON in, our case files out."""
