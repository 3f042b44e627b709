"""One trial from seed to verdict, on a store that is open and empty."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connections

from tools.year import weighing
from tools.year.judging import Judge
from tools.year.plan import Plan, plan
from tools.year.reading import judged
from tools.year.running import Run
from tools.year.scale import Scale
from tools.year.telling import Teller

FAULTS = (
    "unannounced", "rungs missing", "warned twice", "warned before it was known", "warned after its end", "wrong rung", "of no clock",
    "told of once more or less",
)  # fmt: skip
"""What must be nought."""


def trial(
    seed: int, scale: Scale, *, server: int | None = None, say: Callable[[str], None] | None = None
) -> dict[str, Any]:
    """Runs the plan of `seed`. `server`: PostgreSQL's process, whose memory is to be watched."""
    made = plan(seed, scale)
    teller = Teller(made)
    begun, spent = time.perf_counter(), weighing.spent(server)
    teller.load()
    loaded = time.perf_counter()
    run = Run(made, teller)
    memory = Memory(server)
    log = run.go(memory.watch(made, say))
    ran = time.perf_counter()
    verdict = judged(made, Judge(made, log.ended_well))
    kept = _count("store_warning")
    verdict["told of once more or less"] = abs(log.told_of - kept)
    own, servers = (after - before for after, before in zip(weighing.spent(server), spent, strict=True))
    return {
        "seed": seed,
        "cases": len(made.first), "timers": sum(len(one.clocks) for one in made.first), "real cases": len(teller.real),
        "told anew": len(made.later), "outages": len(made.outages), "clock steps": len(made.steps), "deaths": log.deaths,
        "sweeps": len(made.sweeps), "warnings": kept, "rows handled": log.handled,
        **{name: verdict[name] for name in sorted(verdict)}, **{name: verdict[name] for name in FAULTS},
        "rows left due": _count("store_due WHERE kind = 'warn' AND due_at IS NULL"),
        "seconds": {
            "loading": round(loaded - begun), "telling": round(log.telling), "working": round(log.working),
            "judging": round(time.perf_counter() - ran), "processor of the worker": round(own), "processor of PostgreSQL": round(servers),
        },
        "rows a second": round(log.handled / log.working), "MB": memory.summed(),
    }  # fmt: skip


class Memory:
    """Looks at the memory every thousandth sweep or so."""

    def __init__(self, server: int | None) -> None:
        self.server = server
        self.own = [weighing.own()]
        self.servers = [weighing.server(server)] if server else []
        self.database = weighing.database()

    def watch(self, made: Plan, say: Callable[[str], None] | None) -> Callable[[], None]:
        step = max(1, len(made.sweeps) // 50)
        done = 0
        begun = time.perf_counter()

        def after() -> None:
            nonlocal done
            done += 1
            if done % step:
                return
            self.own.append(weighing.own())
            if self.server:
                self.servers.append(weighing.server(self.server))
            (say or _nothing)(
                f"{done:7,} of {len(made.sweeps):,} sweeps, {time.perf_counter() - begun:5.0f} s, {self.own[-1]:.0f} MB"
            )

        return after

    def summed(self) -> dict[str, int]:
        found = {"worker before": self.own[0], "worker at most": max(self.own)}
        if self.servers:
            found |= {"PostgreSQL before": self.servers[0], "PostgreSQL at most": max(self.servers)}
        return {name: round(much) for name, much in found.items()} | {
            "database before": round(self.database), "database after": round(weighing.database())
        }  # fmt: skip


def _count(what: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {what}")
        return int(cursor.fetchone()[0])


def _nothing(line: str) -> None:
    """Nobody listens."""
