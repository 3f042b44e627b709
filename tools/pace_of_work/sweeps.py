"""What a sweep costs, with ten thousand cases open and with a million: it should cost what is due, not what is open."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, connections
from tests.store.making import scene

from makegood.store import due
from makegood.store.warning import ASSESS, WARN, warner
from makegood.store.workers import Handler, Worker
from tools.pace_of_work.server import emptied

T0 = datetime(2026, 11, 24, 8, tzinfo=UTC)
RUNGS = (72, 24, 8, 2, 0)
DUE = 10_000
_OPEN = """
INSERT INTO store_case (id, organisation_id, shop_id, number, facts, opened_at, is_open, version, hold)
SELECT md5('case' || n)::uuid, %(organisation)s, %(shop)s, 'wish:' || n, '{}', %(at)s, true, 1, false FROM generate_series(1, %(count)s) n
"""
_CLOCKS = """
INSERT INTO store_deadline (id, organisation_id, case_id, kind, due_at, on_lapse, clause, source, state)
SELECT md5(k || n)::uuid, %(organisation)s, md5('case' || n)::uuid, k,
  CASE WHEN k = 'respond' AND n <= %(due)s THEN %(at)s + interval '72 hours'
       ELSE %(at)s + interval '80 days' + random() * interval '200 days' END,
  'auto_refund', 'ALL-2', 'platform', 'running'
FROM generate_series(1, %(count)s) n, unnest(ARRAY['respond', 'appeal']) k
"""
_STARTED = """
INSERT INTO store_due (kind, subject, organisation_id, due_at, attempts, problem)
SELECT 'warn', id, organisation_id, due_at - interval '72 hours', 0, '' FROM store_deadline
"""
_DUE = """
SELECT deadline.id, deadline.case_id, deadline.due_at FROM store_due due JOIN store_deadline deadline ON deadline.id = due.subject
WHERE due.kind = 'warn' AND due.due_at <= %s
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Median seconds of five sweeps of `DUE` rows each, and of a SELECT of those rows before each."""

    open: int
    sweep: float
    select: float
    first_claim: float
    plan: str


def cost(count: int) -> Cost:
    _opened(count)
    sweeps, selects, claims = [], [], []
    plan = ""
    for hours in RUNGS:
        at = T0 + timedelta(hours=72 - hours)
        plan = plan or _plan(at)
        selects.append(min(_timed(at) for _ in range(3)))
        claims.append(_claim(at))
        sweeps.append(_sweep(at))
    return Cost(count, statistics.median(sweeps), statistics.median(selects), statistics.median(claims), plan)


def _opened(count: int) -> None:
    emptied()
    one = scene()
    values: dict[str, Any] = {"organisation": one.organisation, "shop": one.shop, "at": T0, "count": count, "due": DUE}
    with connections["owner"].cursor() as cursor:
        for statement in (_OPEN, _CLOCKS, _STARTED):
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE store_case, store_deadline, store_due")


def _timed(at: datetime) -> float:
    begun = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute(_DUE, [at])
        rows = cursor.fetchall()
    if len(rows) != DUE:
        raise SystemExit(f"{len(rows)} rows are due at {at}; expected {DUE}")
    return time.perf_counter() - begun


def _claim(at: datetime) -> float:
    """One claim, taken back."""
    from django.db import transaction

    begun = time.perf_counter()
    with transaction.atomic():
        claimed = due.claim(WARN, at=at, holder="bench", most=500)
        transaction.set_rollback(True)
    if len(claimed) != 500:
        raise SystemExit(f"{len(claimed)} rows claimed; expected 500")
    return time.perf_counter() - begun


def _sweep(at: datetime) -> float:
    worker = Worker({WARN: warner(lambda: at)}, now=lambda: at)
    begun = time.perf_counter()
    done = worker.until_idle()
    took = time.perf_counter() - begun
    if done != DUE:
        raise SystemExit(f"{done} rows handled; expected {DUE}")
    Worker({ASSESS: Handler(_forget, 5_000)}, now=lambda: at).until_idle()  # bulk cases have no facts to assess
    return took


def _forget(claimed: Sequence[due.Work]) -> None:
    due.finish_many([(work, None) for work in claimed])


def _plan(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN SELECT id FROM store_due WHERE kind = 'warn' AND due_at <= %s ORDER BY due_at LIMIT 500 FOR UPDATE SKIP LOCKED",
            [at],
        )
        return next((row[0].strip() for row in cursor.fetchall() if "Scan" in row[0]), "no scan")


def report() -> Iterator[str]:
    few, many = cost(10_000), cost(1_000_000)
    yield f"a sweep of {DUE:,} due clocks (all rungs recorded), with few and many cases open"
    for one in (few, many):
        yield (
            f"  {one.open:9,} open: sweep {one.sweep:6.2f} s = {DUE / one.sweep:6,.0f} rows/s; SELECT of those rows "
            f"{one.select * 1000:5.0f} ms; sweep / SELECT {one.sweep / one.select:5.1f}; a claim of 500 {one.first_claim * 1000:4.0f} ms"
        )
        yield f"            {one.plan}"
    yield f"  1,000,000 open / 10,000 open: sweep {many.sweep / few.sweep:.2f} ×, claim {many.first_claim / few.first_claim:.2f} ×"
