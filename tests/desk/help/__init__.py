"""Tests of the desk: help."""
