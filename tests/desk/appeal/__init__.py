"""The desk's room of appeal."""
