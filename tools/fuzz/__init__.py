"""Fuzzes every parser: `python -m tools.fuzz PARSER --minutes 15`; what is found is kept under build/fuzz/PARSER/."""
