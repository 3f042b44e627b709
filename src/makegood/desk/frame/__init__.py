"""What every page stands in: shops, search, health, language, theme, and the keys."""
