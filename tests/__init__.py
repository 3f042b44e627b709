"""Tests, in the same shape as src/."""
