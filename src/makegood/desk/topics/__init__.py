"""The seller's map of trouble (screens.md §10j, AE-TOPICS): every leaf of the guide's own index, to its kind, action, view or page."""
