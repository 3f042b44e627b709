"""Tests of the desk: health."""
