"""Policies and the small reference data they read."""
