"""Export files read into case files."""
