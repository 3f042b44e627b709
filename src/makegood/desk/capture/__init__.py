"""A conversation pasted from any messenger: read into messages, each line put right by a person, saved with who pasted it."""
