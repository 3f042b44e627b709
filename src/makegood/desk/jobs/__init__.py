"""Jobs: what the desk's workers do for this organisation, how far each is, and what came of it."""
