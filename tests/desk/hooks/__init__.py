"""The desk's room of topics."""
