"""When a read may be asked again: few times, with equal jitter, within a budget of all calls."""

from __future__ import annotations

from datetime import timedelta
from threading import Lock

ATTEMPTS = 3
"""House: of a read, the first included."""
FIRST, LONGEST = timedelta(milliseconds=500), timedelta(seconds=10)
"""House: before the second attempt, doubled each time; and the most that a platform's own wait is waited out here."""
SHARE = 0.1
"""Retries to calls (research/reliability.md §2, "Rate limits and storms")."""
IN_HAND = 5.0
"""House: retries that a quiet client may have saved up; so many it begins with."""


class Budget:
    """Retries left: each call earns a tenth of one, so that a platform in trouble is not asked twice as often."""

    def __init__(self) -> None:
        self._left = IN_HAND
        self._lock = Lock()

    def earn(self) -> None:
        with self._lock:
            self._left = min(IN_HAND, self._left + SHARE)

    def spend(self) -> bool:
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True


def pause(attempt: int, chance: float) -> timedelta:
    """Equal jitter: half of the doubled wait is sure, half is chance (0 to 1). Full jitter can fall to nothing."""
    doubled: timedelta = min(FIRST * 2 ** (attempt - 1), LONGEST)
    return doubled / 2 + doubled / 2 * chance
