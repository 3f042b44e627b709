"""The naive platform's faults, drawn by seed: which way the next payment goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from random import Random
from threading import Lock


class Mishap(StrEnum):
    """How one POST ends. All but `error_before` and `lost_before` pay."""

    none = "none"
    lost_after = "lost_after"
    error_after = "error_after"
    error_before = "error_before"
    lost_before = "lost_before"


@dataclass(frozen=True, slots=True)
class Odds:
    """Shares of 1. The first two are those of the trial in research/reliability.md §0; the others are ours."""

    lost_after: float = 0.10
    error_after: float = 0.06
    error_before: float = 0.04
    lost_before: float = 0.02
    slow: float = 0.05
    delay: float = 0.05
    """A slow payment waits up to this many seconds *before* it pays. Keep it below the caller's time-out: no platform that
    may still pay after any wait can be asked whether it paid."""

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) < 0:
                raise ValueError(f"{field.name} is {getattr(self, field.name)}, expected 0 or more")
        certain = self.lost_after + self.error_after + self.error_before + self.lost_before
        if certain > 1:
            raise ValueError(f"the odds of mishaps add up to {certain}, expected at most 1")


class Faults:
    """Draws mishaps. The same seed gives the same run of draws, whichever requests they meet."""

    def __init__(self, odds: Odds, *, seed: int) -> None:
        self._odds, self._random, self._lock = odds, Random(seed), Lock()  # noqa: S311 (faults, not secrets)

    def draw(self) -> tuple[Mishap, float]:
        """The next mishap, and the seconds to wait before paying."""
        with self._lock:
            dice, slow, wait = self._random.random(), self._random.random(), self._random.random()
        return self._mishap(dice), self._odds.delay * wait if slow < self._odds.slow else 0.0

    def _mishap(self, dice: float) -> Mishap:
        for mishap in (Mishap.lost_after, Mishap.error_after, Mishap.error_before, Mishap.lost_before):
            dice -= getattr(self._odds, mishap)
            if dice < 0:
                return mishap
        return Mishap.none
