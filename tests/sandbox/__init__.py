"""The sandboxes: each behaves as its platform's documents say, faults included."""
