"""The wire: what it says of every way a call can end."""
