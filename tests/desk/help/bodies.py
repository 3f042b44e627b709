"""Names of screens in the help's addresses."""

WORDS = {"screen": ["inbox"]}
