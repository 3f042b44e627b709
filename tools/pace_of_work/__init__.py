"""How fast the workers work: sweeps over many open cases, actions a second with one and two worker processes, rows that cost nothing."""
