"""A ticket for Shopee (screens.md §10e): its parts, the fields to copy, its number, the answer, and the reshipment that follows."""
