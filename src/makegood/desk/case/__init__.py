"""The case page: where it stands, what happened, what can be done, and the one next step."""
