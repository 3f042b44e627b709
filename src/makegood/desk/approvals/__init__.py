"""Approvals: what waits for a person's yes, soonest lapse first."""
