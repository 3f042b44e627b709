"""Everything a sandbox knows stands behind one lock; time passes only here, and what is due happens in order of time."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random
from threading import RLock
from typing import Any, ClassVar, TypeVar

from makegood.sandbox.stage.agenda import Agenda, Happenings
from makegood.sandbox.stage.clock import Clock
from makegood.sandbox.stage.ledger import Ledger

HORIZON = timedelta(hours=1)
"""How far back a lagging list can look; older versions are dropped."""
CALLS_KEPT = 5000
"""Calls that `/_sandbox/calls` still tells of."""

Seen = TypeVar("Seen")


class World:
    """A platform's state inherits this. Callers hold `lock` around whatever they do, and call `advance` first."""

    FIRST: ClassVar[Mapping[str, int]] = {}
    """The first number of each kind; 1 where none is given."""
    STEP: ClassVar[Mapping[str, int]] = {}

    def __init__(self, clock: Clock, happenings: Happenings, *, seed: int = 1, lag: float = 0.0) -> None:
        self.clock, self.lag, self.seed = clock, lag, seed
        self.lock = RLock()
        self.at = clock.now()
        self.random = Random(seed)  # noqa: S311 (a made-up world, no secret)
        self.agenda, self.ledger = Agenda(happenings), Ledger()
        self.calls: list[dict[str, Any]] = []
        self.real_time: Callable[[], float] = time.time
        self._next: dict[str, int] = dict(self.FIRST)
        self._versions: dict[tuple[str, Any], list[tuple[datetime, Any]]] = defaultdict(list)

    def number(self, kind: str) -> int:
        """The next number of that kind."""
        number = self._next.setdefault(kind, 1)
        self._next[kind] = number + self.STEP.get(kind, 1)
        return number

    def advance(self) -> None:
        """Lets everything happen that is due by now, each at its own instant."""
        self.run_until(self.clock.now())

    def run_until(self, to: datetime) -> None:
        """What was planted in the past happens in the past: each due sets the moment it runs at."""
        while (due := self.agenda.take(to)) is not None:
            self.at = due.at
            self.agenda.happen(due, self)
        self.at = to

    def wind(self, to: datetime) -> None:
        self.clock.wind(to)
        self.advance()

    def called(self, call: dict[str, Any]) -> None:
        """A line of the calls' record: enough to count what was sent twice; no tokens, no signatures."""
        self.calls.append(call)
        del self.calls[:-CALLS_KEPT]

    def version(self, kind: str, key: Any, copy: object) -> None:
        """Keeps how something stands from now on, for lists that lag."""
        versions = self._versions[kind, key]
        versions.append((self.at, copy))
        while len(versions) > 1 and versions[1][0] <= self.at - HORIZON:
            versions.pop(0)

    def seen(self, kind: str, key: Any, now: Seen, *, lag: float) -> Seen | None:
        """It as a list shows it that lags so many seconds behind; None: not there yet."""
        if lag <= 0:
            return now
        found: Seen | None = None
        for at, version in self._versions[kind, key]:
            if at <= self.at - timedelta(seconds=lag):
                found = version
        return found
