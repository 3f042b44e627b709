"""How big a trial is, and how many disturbances fall into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Scale:
    start: datetime
    days: int
    cases: int
    outages: int
    steps: int
    crashes: int
    real: int
    """Cases that are taken in and assessed as any other; the rest is written to the tables in bulk."""
    every: int
    """Minutes between a worker's sweeps; a real one rests a fifth of a second."""
    near: int
    """The same around the edges of summer time."""
    longest: int = 35
    """Days from a clock's being told to its lapse, at most."""


YEAR = Scale(
    datetime(2026, 1, 1, tzinfo=UTC), 365, 100_000, outages=200, steps=60, crashes=200, real=400, every=60, near=1
)
MONTH = Scale(
    datetime(2026, 10, 20, tzinfo=UTC),
    30,
    2_000,
    outages=17,
    steps=12,
    crashes=20,
    real=4,
    every=90,
    near=10,
    longest=12,
)
"""Of autumn, with the last hours of summer time in Rome and in Los Angeles."""
CLOCKS = 5
"""Of each case written in bulk."""
