"""One folder per platform: an HTTP server that behaves as the platform's documents say, and imports nothing of ours."""
