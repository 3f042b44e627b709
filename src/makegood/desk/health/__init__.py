"""System health: what waits, what is late, whether every clock was announced; words before graphs."""
