"""The desk's room of return_terms."""
