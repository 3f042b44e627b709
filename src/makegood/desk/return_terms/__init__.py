"""Return terms (screens.md §10a): agreed line by line, sent and confirmed on Wangwang."""
