"""The record: what was said and done, by whom, in order, and whether it is as it was sealed."""
