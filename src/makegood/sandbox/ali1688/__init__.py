"""1688's open platform as its documents say it behaves (platforms/ali1688.md), with its own clock, faults and people."""
