"""A step that a person does on the platform's own page: where to go, what to copy, what to check, and the receipt (ALL-8)."""
