"""Runs a plan on the store: facts come in, the worker sweeps, dies and is started again; time is the plan's."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from makegood.store import due
from makegood.store.due import Work
from makegood.store.warning import ASSESS, WARN, assessor, warner
from makegood.store.workers import Handler, Worker
from tools.year.plan import Plan, Telling
from tools.year.telling import Teller

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Died(BaseException):
    """The worker is gone, as after a SIGKILL: what it had not committed is rolled back, what it had claimed is left to its lease."""


@dataclass(slots=True)
class Ticking:
    """The workers' clock: true time and what it is wrong by. The microseconds number the sweep, so that the record tells its true time."""

    plan: Plan
    true: int
    sweep: int = 0

    def __call__(self) -> datetime:
        return EPOCH + timedelta(seconds=self.true + self.plan.wrong_by(self.true), microseconds=self.sweep)


@dataclass(slots=True)
class Log:
    """What the run was like: which sweeps ended well, how much was handled and how long that took."""

    ended_well: list[bool] = field(default_factory=list)
    told_of: int = 0
    deaths: int = 0
    handled: int = 0
    working: float = 0.0
    telling: float = 0.0


class Run:
    def __init__(self, plan: Plan, teller: Teller) -> None:
        self.plan, self.teller, self.log = plan, teller, Log()
        self.clock = Ticking(plan, int(plan.scale.start.timestamp()))
        self.death: str | None = None
        self.worker = self._worker()

    def _worker(self) -> Worker:
        handlers = {
            WARN: self._mortal(warner(self.clock, self._announce)),
            ASSESS: self._mortal(Handler(self._assess, 500)),
        }
        return Worker(handlers, now=self.clock, holder="the trial's")

    def _announce(self, warnings: Sequence[Any]) -> None:
        if self.death == "writing":
            raise Died
        count = len(warnings)

        def stands() -> None:
            self.log.told_of += count

        transaction.on_commit(stands)

    def _assess(self, claimed: Sequence[Work]) -> None:
        """Cases written in bulk have no facts to assess; those taken in are assessed by the handler that all cases have."""
        real = [work for work in claimed if work.subject in self.teller.real]
        due.forget(ASSESS, [work.subject for work in claimed if work.subject not in self.teller.real])
        assessor(self.clock).run(real)

    def _mortal(self, handler: Handler) -> Handler:
        def run(claimed: Sequence[Work]) -> None:
            if self.death == "claimed":
                raise Died
            handler.run(claimed)
            if self.death == "done":
                raise Died

        return Handler(run, handler.most)

    def go(self, after: Callable[[], None]) -> Log:
        first, later = _Queue(self.plan.first), _Queue(self.plan.later)
        for number, sweep in enumerate(self.plan.sweeps):
            begun = time.perf_counter()
            self._tell(first.until(sweep.at), later.until(sweep.at))
            told = time.perf_counter()
            self.clock.true, self.clock.sweep, self.death = sweep.at, number, sweep.death
            self.log.ended_well.append(self._sweep())
            self.log.telling += told - begun
            self.log.working += time.perf_counter() - told
            after()
        return self.log

    def _tell(self, first: list[Telling], later: list[Telling]) -> None:
        """What came between two sweeps, in the order of time; tellings of bulk cases that are first go in together."""
        bulk = [one for one in first if not self.plan.is_real(one.case)]
        self.teller.start(bulk)
        for one in sorted([one for one in first if self.plan.is_real(one.case)] + later, key=lambda one: one.at):
            self.clock.true = one.at
            self.teller.tell(one, at=self.clock())

    def _sweep(self) -> bool:
        try:
            self.log.handled += self.worker.until_idle()
        except Died:
            self.log.deaths += 1
            connection.close()
            self.worker = self._worker()
            return False
        return True


class _Queue:
    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.tellings, self.place = tellings, 0

    def until(self, at: int) -> list[Telling]:
        begun = self.place
        while self.place < len(self.tellings) and self.tellings[self.place].at <= at:
            self.place += 1
        return list(self.tellings[begun : self.place])
