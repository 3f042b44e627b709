"""A simulated year of clocks on the real scheduler and a real PostgreSQL: outages, clock steps, crashes, DST; judged from its own plan."""
