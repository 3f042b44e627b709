"""A rehearsed month of an AliExpress shop, worked by one and by two processes: both ledgers agree; rows and actions a second."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from makegood.core.instants import parse
from makegood.rehearsal.month import Month, Wound
from makegood.rehearsal.sandboxes import running
from makegood.store.models import Action
from makegood.store.tenancy import within
from tools.pace_of_work.server import emptied

ROOT = Path(__file__).parents[2]
START = parse("2026-10-01T00:00:00Z")
SEED, DAYS, ORDERS_A_DAY = 1, 30, 20
"""As `makegood simulate` plays it."""


@dataclass(slots=True)
class Team:
    """Worker processes that are told the time, and work at once until nothing is due."""

    clock: Wound
    processes: list[subprocess.Popen[str]]
    done: int = 0
    seconds: float = 0.0
    cpu: dict[int, float] = field(default_factory=dict)

    def until_idle(self) -> int:
        begun = time.perf_counter()
        for one in self.processes:
            assert one.stdin is not None
            one.stdin.write(f"{self.clock.at.isoformat()}\n")
            one.stdin.flush()
        count = 0
        for one in self.processes:
            done, spent = _line(one).split()
            count += int(done)
            self.cpu[one.pid] = float(spent)
        self.done += count
        self.seconds += time.perf_counter() - begun
        return count


@dataclass(frozen=True, slots=True)
class Played:
    workers: int
    rows: int
    seconds: float
    """While workers worked; the clerk's and the sandbox's own time is not in it."""
    cpu: float
    sent: int
    agreed: int
    """Entries of the platform's ledger that stand in ours, to the cent."""


def played(workers: int) -> Played:
    emptied()
    with running("aliexpress", now=START, seed=SEED) as sandbox, ExitStack() as stack:
        processes = [stack.enter_context(_started()) for _ in range(workers)]
        month = Month(sandbox, SEED, START, DAYS, ORDERS_A_DAY)
        teams: list[Team] = []

        def team(clock: Wound) -> Team:
            teams.append(Team(clock, processes))
            return teams[0]

        month.staff = team
        report = month.run()
        for one in processes:
            assert one.stdin is not None
            one.stdin.close()
    if report["ledgers"]["differences"]:
        raise SystemExit(f"the ledgers differ: {report['ledgers']['differences'][:3]}")
    with within(month.organisation):
        sent = Action.objects.filter(state="confirmed", first_sent_at__isnull=False).count()
    all_of_them = teams[0]
    cpu = sum(all_of_them.cpu.values())
    return Played(workers, all_of_them.done, all_of_them.seconds, cpu, sent, report["ledgers"]["agreed"])


def _started() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.pace_of_work.hands"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )  # fmt: skip
    _line(process)  # it is ready
    return process


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise SystemExit(f"a worker ended with {process.wait()}")
    return line


def report() -> Iterator[str]:
    yield f"{DAYS} days of {ORDERS_A_DAY} orders on the AliExpress sandbox, worked by processes of their own; both ledgers agree to the cent"
    for workers in (1, 2):
        one = played(workers)
        yield (
            f"  {workers} worker{'s' * (workers > 1)}: {one.sent} actions sent, {one.rows:,} rows handled, {one.agreed:,} entries agreed; "
            f"{one.seconds:6.1f} s of work = {one.rows / one.seconds:5.1f} rows/s, {one.sent / one.seconds:5.2f} actions/s; "
            f"{one.cpu / one.rows * 1000:.1f} ms of Python a row"
        )
