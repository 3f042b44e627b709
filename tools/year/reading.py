"""Reads the warnings back from the record, some thousand cases at a time, and sums up what the judge says of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connections

from tools.year.judging import Judge, Warned
from tools.year.plan import Plan
from tools.year.telling import clock_id, clock_of, lives

Clocks = dict[tuple[int, str], list[Warned]]
_TIMES = (
    "extract(epoch FROM w.due_at)::bigint, w.hours, extract(epoch FROM date_trunc('second', w.at))::bigint, "
    "(extract(microseconds FROM w.at) %% 1000000)::int"
)
"""As the judge has them; the microseconds number the sweep (running.py). The database takes the instants apart, on its own core."""


def judged(plan: Plan, judge: Judge) -> Counter[str]:
    total: Counter[str] = Counter()
    real = _of_real(plan)
    every = lives(plan)
    while chunk := list(islice(every, 5_000)):
        found = _of_bulk(plan, chunk[0][0], chunk[-1][0])
        for case, by_kind in chunk:
            source = real if plan.is_real(case) else found
            for kind, mine in by_kind.items():
                total.update(judge.clock(mine, source.pop((case, kind), [])))
        total["of no clock"] += sum(len(left) for left in found.values())
    total["of no clock"] += sum(len(left) for left in real.values())
    return total


def _of_bulk(plan: Plan, first: int, last: int) -> Clocks:
    rows = _rows(
        f"SELECT deadline_id, {_TIMES} FROM store_warning w WHERE deadline_id >= %s AND deadline_id < %s",
        [clock_id(first, "negotiation"), clock_id(last + 1, "negotiation")],
    )
    found: Clocks = defaultdict(list)
    for id_, *times in rows:
        found[clock_of(id_)].append(_warned(plan, *times))
    return found


def _of_real(plan: Plan) -> Clocks:
    """Of a real case's number (`aliexpress:6…`) the digits behind the six are the plan's."""
    rows = _rows(
        f"SELECT c.number, d.kind, {_TIMES} FROM store_warning w JOIN store_deadline d ON d.id = w.deadline_id "
        "JOIN store_case c ON c.id = d.case_id WHERE length(c.number) = 25",
        [],
    )
    found: Clocks = defaultdict(list)
    for number, kind, *times in rows:
        found[int(number[12:]), kind].append(_warned(plan, *times))
    return found


def _warned(plan: Plan, due: int, hours: int, shown: int, sweep: int) -> Warned:
    return Warned(due, hours, plan.sweeps[sweep].at, shown)


def _rows(statement: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        yield from cursor.fetchall()
