"""Tests of the desk: frame."""
