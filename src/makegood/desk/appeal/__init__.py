"""Penalty and appeal (screens.md §10h): the ground chosen and judged, the evidence demanded, the form to copy, the appeal itself."""
