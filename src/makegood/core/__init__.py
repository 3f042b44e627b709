"""The words and values of the trade: no I/O, no clock, standard library only."""
