"""Policies: every clause, what it says on a day, where that comes from, and where it is used."""
