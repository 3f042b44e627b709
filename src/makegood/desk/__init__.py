"""The desk in the browser: it shows and asks, and decides nothing."""
