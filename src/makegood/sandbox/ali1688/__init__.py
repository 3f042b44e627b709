"""1688's open platform as its documents say it behaves (platforms/ali1688.md): its own clock, faults and people."""
