"""Connectors: one folder a platform; their API on one side, our words on the other."""
