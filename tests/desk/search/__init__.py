"""Tests of the desk: search."""
