"""The plan of a trial, from its seed alone: what is told when, when no worker runs, how wrong its clock is, when it dies.

All instants are true seconds since 1970. The judge reads the plan, never the code that is tried.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from tools.year.chance import DAY, HOUR, KINDS, MINUTE, ZONES, due, edges, on_edge
from tools.year.scale import CLOCKS, Scale

FOREVER = 1 << 60
STEP = 10 * MINUTE
DEATHS = ("claimed", "writing", "done")
"""Where a worker dies: its rows claimed, its transaction written and not committed, or just after that commit."""

Told = Mapping[str, int]
"""A case's clocks as told: kind to the instant of the lapse."""


@dataclass(frozen=True, slots=True)
class Life:
    """One clock, running towards one instant: from its being told until it was ended or moved."""

    known: int
    until: int
    due: int


@dataclass(frozen=True, slots=True)
class Telling:
    at: int
    case: int
    clocks: Told


@dataclass(frozen=True, slots=True)
class Sweep:
    at: int
    death: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    seed: int
    scale: Scale
    first: list[Telling]
    """Each case as it is first told, in the order of time."""
    later: list[Telling]
    """What is told anew of some of them: moved, ended, given again."""
    outages: list[tuple[int, int]]
    steps: list[tuple[int, int]]
    """From when on the workers' clock is wrong by how many seconds."""
    sweeps: list[Sweep] = field(default_factory=list)

    @property
    def end(self) -> int:
        return int((self.scale.start + timedelta(days=self.scale.days)).timestamp())

    def is_real(self, case: int) -> bool:
        """Whether the case is taken in and assessed as any other; spread over the whole plan."""
        return case % (self.scale.cases // self.scale.real) == 0

    def wrong_by(self, at: int) -> int:
        place = bisect_right(self.steps, (at, FOREVER))
        return self.steps[place - 1][1] if place else 0

    def lives(self) -> dict[int, dict[str, list[Life]]]:
        """Case to kind to that clock's lives."""
        tellings: dict[int, list[Telling]] = {}
        for one in (*self.first, *self.later):
            tellings.setdefault(one.case, []).append(one)
        return {case: lives_of(told) for case, told in tellings.items()}


def lives_of(tellings: list[Telling]) -> dict[str, list[Life]]:
    found: dict[str, list[Life]] = {}
    running: dict[str, tuple[int, int]] = {}
    for one in tellings:
        for kind, (known, due_at) in list(running.items()):
            if one.clocks.get(kind) != due_at:
                found.setdefault(kind, []).append(Life(known, one.at, due_at))
                del running[kind]
        for kind, due_at in one.clocks.items():
            running.setdefault(kind, (one.at, due_at))
    for kind, (known, due_at) in running.items():
        found.setdefault(kind, []).append(Life(known, FOREVER, due_at))
    return found


def plan(seed: int, scale: Scale) -> Plan:
    chance = Random(seed)
    start = int(scale.start.timestamp())
    end = start + scale.days * DAY
    first = _cases(chance, scale, start, end)
    later = sorted((one for told in first for one in _later(chance, told)), key=lambda one: one.at)
    outages = _outages(chance, scale.outages, start, end)
    steps = _steps(chance, scale.steps, start, end)
    made = Plan(seed, scale, first, later, outages, steps)
    made.sweeps.extend(_sweeps(chance, made, start, end))
    return made


def _cases(chance: Random, scale: Scale, start: int, end: int) -> list[Telling]:
    """A tenth arrives in imports, many at one instant; a fiftieth lapses around an edge of summer time; the rest at any time."""
    last = end - scale.longest * DAY
    imports = [chance.randrange(start, last) for _ in range(max(2, scale.cases // 5_000))]
    brinks = edges(start, end)
    tellings = []
    for case in range(scale.cases):
        kinds, zone, draw = chance.sample(KINDS, CLOCKS), chance.choice(ZONES), chance.random()
        if draw < 0.02:
            zone, edge = chance.choice(brinks)
            brink = int(edge.timestamp())
            at = brink - chance.randrange(10 * MINUTE, min(6 * DAY, brink - start))
            clocks = {kind: on_edge(chance, zone, edge) for kind in kinds}
        else:
            at = chance.choice(imports) if draw < 0.12 else chance.randrange(start, last)
            clocks = {kind: due(chance, kind, zone, at, scale.longest) for kind in kinds}
        tellings.append(Telling(at, case, clocks))
    return sorted(tellings, key=lambda one: one.at)


def _later(chance: Random, told: Telling) -> list[Telling]:
    """One case in eight is told anew, and half of those once more, with what had ended given again."""
    if chance.random() > 0.125:
        return []
    at = told.at + chance.randrange(MINUTE, 8 * DAY)
    clocks = {}
    for kind, due_at in told.clocks.items():
        draw = chance.random()
        if draw < 0.4:
            clocks[kind] = due_at
        elif draw < 0.7:
            clocks[kind] = at + chance.randrange(MINUTE, 2 * DAY) if draw < 0.6 else due_at + chance.randrange(DAY)
    again = [Telling(at, told.case, clocks)]
    if chance.random() < 0.5:
        once_more = at + chance.randrange(MINUTE, 4 * DAY)
        given = {
            kind: chance.choice((due_at, due_at + DAY)) for kind, due_at in told.clocks.items() if kind not in clocks
        }
        again.append(Telling(once_more, told.case, {**clocks, **given}))
    return again


def _outages(chance: Random, count: int, start: int, end: int) -> list[tuple[int, int]]:
    """Up to two hours each, apart by half an hour at least; some over the edges of summer time."""
    found: list[tuple[int, int]] = []
    wanted = [int(edge.timestamp()) - chance.randrange(2 * HOUR) for _, edge in edges(start, end)]
    while len(found) < count:
        begin = wanted.pop() if wanted else chance.randrange(start, end - DAY)
        until = begin + chance.choice((2 * HOUR, chance.randrange(5 * MINUTE, 2 * HOUR)))
        if all(until + 30 * MINUTE < other or begin > last + 30 * MINUTE for other, last in found):
            found.append((begin, until))
    return sorted(found)


def _steps(chance: Random, count: int, start: int, end: int) -> list[tuple[int, int]]:
    """The clock jumps, up to ten minutes off either way, and at half of the steps is put right."""
    instants = sorted(chance.randrange(start, end) for _ in range(count))
    return [(at, chance.choice((0, -STEP, STEP, chance.randrange(-STEP, STEP)))) for at in instants]


def _sweeps(chance: Random, made: Plan, start: int, end: int) -> list[Sweep]:
    """At regular times; oftener around the edges and after outages; a second after a clock of under an hour is told; after each death."""
    every = set(range(start, end + DAY, made.scale.every * MINUTE))
    for _, edge in edges(start, end):
        brink = int(edge.timestamp())
        every.update(range(brink - 3 * HOUR, brink + 3 * HOUR, made.scale.near * MINUTE))
    for _, until in made.outages:
        every.update((until, until + MINUTE, until + 10 * MINUTE))
    for one in (*made.first, *made.later):
        if any(0 < due_at - one.at < HOUR for due_at in one.clocks.values()):
            every.add(one.at + 1)
    deaths = dict.fromkeys(chance.sample(sorted(every), made.scale.crashes))
    deaths = {at: chance.choice(DEATHS) for at in deaths}
    every.update(at + wait for at in deaths for wait in (30, 90))  # before its leases end, and after
    down = made.outages

    def runs(at: int) -> bool:
        place = bisect_right(down, (at, FOREVER))
        return not place or at >= down[place - 1][1]

    return [Sweep(at, deaths.get(at)) for at in sorted(every) if runs(at)]
