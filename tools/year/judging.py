"""Judges the warnings on record by the plan alone: what had to be said, when it was said, and what should never have been."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.year.chance import HOUR
from tools.year.plan import FOREVER, STEP, Life, Plan

RUNGS = (72, 24, 8, 2, 0)
"""Design decision 11, written again: the judge reads nothing of the code it judges."""
LEASE = 60


@dataclass(frozen=True, slots=True)
class Warned:
    due: int
    hours: int
    true: int
    shown: int
    """By the workers' clock."""


class Judge:
    def __init__(self, plan: Plan, ended_well: Sequence[bool]) -> None:
        self.plan = plan
        self.sure = _sure(plan, ended_well)
        self.outages = plan.outages

    def sweeps(self, since: int, until: int) -> bool:
        """Whether a sweep ended well in [since, until), with no rows of a dead worker still under its lease."""
        place = bisect_left(self.sure, since)
        return place < len(self.sure) and self.sure[place] < until

    def clock(self, lives: Sequence[Life], warned: Sequence[Warned]) -> Counter[str]:
        """One clock of one case, all its lives, and every warning of it."""
        count: Counter[str] = Counter()
        for one in lives:
            count["lives"] += 1
            if one.due < one.until:
                count.update(self._lapsed(one, [w for w in warned if w.due == one.due]))
        for lapse in {one.due for one in lives}:
            mine = [one for one in lives if one.due == lapse]
            count.update(self._ladder(mine, {w.hours for w in warned if w.due == lapse}))
        count.update(self._astray(lives, warned))
        return count

    def _lapsed(self, one: Life, warned: Sequence[Warned]) -> Iterable[str]:
        """A clock that ran to its lapse: was it announced before?"""
        yield "lapsed"
        before = [w for w in warned if w.true < one.due]
        if one.known >= one.due:
            yield "told after the lapse"
        elif not self.sweeps(one.known, one.due):
            yield "no sweep between telling and lapse"
        else:
            yield "had to be announced"
            if not before:
                yield "unannounced"
            elif all(w.hours == 0 for w in before):
                yield "announced as lapsed, by a clock ahead"
            if self._is_down(max(one.known, one.due - HOUR), one.due):
                yield "missed by one warning an hour ahead"

    def _ladder(self, lives: Sequence[Life], hours: set[int]) -> Iterable[str]:
        """Each rung during which the workers ran, well inside what their clock may be wrong by, is on record."""
        for rung, after in zip(RUNGS, (*RUNGS[1:], None), strict=True):
            for one in lives:
                begin = max(one.known, one.due - rung * HOUR + STEP)
                end = min(one.until, one.due - after * HOUR - STEP) if after is not None else one.until
                if self.sweeps(begin, end):
                    yield "rungs due"
                    if rung not in hours:
                        yield "rungs missing"
                    break

    def _astray(self, lives: Sequence[Life], warned: Sequence[Warned]) -> Iterable[str]:
        seen = set()
        for w in warned:
            of = [one for one in lives if one.due == w.due]
            if (w.due, w.hours) in seen:
                yield "warned twice"
            seen.add((w.due, w.hours))
            if not any(one.known <= w.true for one in of):
                yield "warned before it was known"
            elif not any(one.known <= w.true < one.until for one in of):
                yield "warned after its end"
            if rung_at(w.due, w.shown) != w.hours:
                yield "wrong rung"

    def _is_down(self, since: int, until: int) -> bool:
        """Whether no worker ran at any time of [since, until)."""
        place = bisect_right(self.outages, (since, FOREVER)) - 1
        return place >= 0 and self.outages[place][0] <= since and until <= self.outages[place][1]


def rung_at(lapse: int, shown: int) -> int | None:
    reached = [hours for hours in RUNGS if lapse - hours * HOUR <= shown]
    return reached[-1] if reached else None


def _sure(plan: Plan, ended_well: Sequence[bool]) -> list[int]:
    leased, sure = 0, []
    for sweep, well in zip(plan.sweeps, ended_well, strict=True):
        shown = sweep.at + plan.wrong_by(sweep.at)
        if not well:
            leased = max(leased, shown + LEASE)
        elif shown > leased:
            sure.append(sweep.at)
    return sure
