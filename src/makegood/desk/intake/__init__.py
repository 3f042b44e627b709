"""What a person types in: a case opened by hand, and facts added to one as they become known (ALL-8)."""
