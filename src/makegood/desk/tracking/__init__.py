"""Tracking numbers put right (screens.md §10b): the one correction that applies, the others greyed with why."""
