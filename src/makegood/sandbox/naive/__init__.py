"""A platform at its worst: it pays on every POST, loses answers and lists late. Proofs that money moves once run against it."""
