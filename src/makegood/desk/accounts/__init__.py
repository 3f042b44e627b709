"""Who sits here: sign-in, second factor, roles, and what each person has set."""
