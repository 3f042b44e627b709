"""Tests of the desk: jobs."""
