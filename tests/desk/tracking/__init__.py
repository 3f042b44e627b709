"""The desk's room of tracking."""
