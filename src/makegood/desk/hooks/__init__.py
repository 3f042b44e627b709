"""Where platforms push to."""
