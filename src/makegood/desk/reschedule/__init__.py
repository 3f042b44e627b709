"""A new dispatch date (screens.md §10k): cause, date beside the ship-by clock, coupon, message; then the buyer's answer, and kept."""
