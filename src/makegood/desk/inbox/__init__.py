"""The inbox: what must be done, soonest lapse first."""
