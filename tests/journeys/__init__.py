"""A person's whole way through the desk, in a real browser, to its end."""
