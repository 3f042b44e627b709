"""Wish's merchant API v3 as its documents describe it: tokens, orders, asynchronous writes, tickets and their 48 hours; faults on request."""
