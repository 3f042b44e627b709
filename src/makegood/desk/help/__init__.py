"""Help: for each screen its keys, a tour of a minute, and its page of documentation, in both languages."""
