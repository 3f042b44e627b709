"""The sandbox's own clock: it starts where it is told, stands still or runs at a rate, and is wound forward, never back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """`rate` is sandbox seconds per real second; 0 stands still."""

    def __init__(self, at: datetime, *, rate: float = 0.0, tick: Callable[[], float] = time.monotonic) -> None:
        if at.tzinfo is None:
            raise ValueError(f"the clock starts at {at!s}, which has no zone; write it as 2026-10-01T00:00:00Z")
        self._base, self._rate, self._tick = at.astimezone(UTC), 0.0, tick
        self._since = tick()
        self.run(rate)

    @property
    def rate(self) -> float:
        return self._rate

    def now(self) -> datetime:
        return self._base + timedelta(seconds=(self._tick() - self._since) * self._rate)

    def run(self, rate: float) -> None:
        if rate < 0:
            raise ValueError(f"the clock's rate is {rate}, expected 0 (standing still) or more")
        self._base, self._since, self._rate = self.now(), self._tick(), rate

    def wind(self, to: datetime) -> None:
        """Moves the clock forward to that instant."""
        now = self.now()
        if to < now:
            raise ValueError(f"the clock is at {now.isoformat()} and cannot be wound back to {to.isoformat()}")
        self._base, self._since = to.astimezone(UTC), self._tick()
