"""One suite for all platforms, and what each spells in its own way."""
