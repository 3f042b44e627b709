"""Exports brought in: dropped, their columns named, looked at, tried, run; the result is a file with a column of its own."""
