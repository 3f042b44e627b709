"""What every sandbox stands on: a clock that is wound, an agenda, faults, a ledger, a server on loopback, and its own doors."""
