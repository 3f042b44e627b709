"""Clauses in the policies' addresses, for the matrix of rights."""

WORDS = {"clause": ["AE-NEGO-1"]}
