"""The crash proof: workers are killed at random instants while they pay refunds on a platform at its worst; then its books are compared with ours."""
