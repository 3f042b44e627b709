"""What a sweep costs, with ten thousand cases open and with a million: it should cost what is due, not what is open."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction
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
    """Medians of five sweeps of `DUE` rows each, and of a SELECT of those rows before each: seconds, and buffers touched."""

    open: int
    sweep: float
    select: float
    first_claim: float
    processor: float
    """Seconds of processor time of a sweep, of the worker and of the backend that serves it."""
    touched: int
    """Buffers of a sweep: of the claims, the warnings, the rows due anew and the commits."""
    claim: Explained


@dataclass(frozen=True, slots=True)
class Explained:
    """What EXPLAIN (ANALYZE, BUFFERS) says of one claim of 500."""

    milliseconds: float
    scanned: int
    """Rows that the scan gave."""
    buffers: int
    scan: str


def cost(count: int) -> Cost:
    _opened(count)
    sweeps, selects, claims, spent, touched = [], [], [], [], []
    explained = []
    for hours in RUNGS:
        at = T0 + timedelta(hours=72 - hours)
        explained.append(_explained(at))
        selects.append(min(_timed(at) for _ in range(3)))
        claims.append(_claim(at))
        before = _so_far()
        sweeps.append(_sweep(at))
        after = _so_far()
        spent.append(after[0] - before[0])
        touched.append(after[1] - before[1])
        _assessed(at)
    middle = statistics.median
    claim = sorted(explained, key=lambda one: one.buffers)[len(explained) // 2]
    return Cost(count, middle(sweeps), middle(selects), middle(claims), middle(spent), int(middle(touched)), claim)


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
    return took


def _assessed(at: datetime) -> None:
    """Bulk cases have no facts to assess."""
    Worker({ASSESS: Handler(_forget, 5_000)}, now=lambda: at).until_idle()


def _forget(claimed: Sequence[due.Work]) -> None:
    due.forget(ASSESS, [work.subject for work in claimed])


def _so_far() -> tuple[float, int]:
    """Seconds of processor time that the worker and its backend have spent, and the buffers that backend has touched."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush(), pg_backend_pid()")
        backend = int(cursor.fetchone()[1])
        cursor.execute("SELECT coalesce(sum(hits + reads), 0) FROM pg_stat_get_backend_io(%s)", [backend])
        touched = int(cursor.fetchone()[0])
    fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), touched


def _explained(at: datetime) -> Explained:
    """Of one claim, taken back."""
    with transaction.atomic(), connection.cursor() as cursor:
        values = {"holder": "bench", "until": at + due.LEASE, "kind": WARN, "at": at, "most": 500}
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {due.CLAIM}", values)
        told = cursor.fetchone()[0]
        transaction.set_rollback(True)
    whole = (json.loads(told) if isinstance(told, str) else told)[0]
    scan = next(node for node in _nodes(whole["Plan"]) if "Index Name" in node or node["Node Type"] == "Seq Scan")
    return Explained(
        whole["Execution Time"],
        int(scan["Actual Rows"]),
        whole["Plan"]["Shared Hit Blocks"] + whole["Plan"]["Shared Read Blocks"],
        f"{scan['Node Type']} using {scan.get('Index Name', 'nothing')}",
    )


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for under in plan.get("Plans", ()):
        yield from _nodes(under)


def report() -> Iterator[str]:
    few, many = cost(10_000), cost(1_000_000)
    yield f"a sweep of {DUE:,} due clocks (all rungs recorded), with few and many cases open"
    for one in (few, many):
        claim = one.claim
        yield (
            f"  {one.open:9,} open: sweep {one.sweep:6.2f} s = {DUE / one.sweep:6,.0f} rows/s, processor {one.processor:5.2f} s, "
            f"{one.touched:,} buffers; SELECT of those rows {one.select * 1000:5.0f} ms"
        )
        yield (
            f"            a claim of 500: {one.first_claim * 1000:4.0f} ms; explained {claim.milliseconds:4.1f} ms, "
            f"{claim.scanned} rows scanned, {claim.buffers:,} buffers, {claim.scan}"
        )
    yield (
        f"  1,000,000 open / 10,000 open: sweep {many.sweep / few.sweep:.2f} ×, its processor time {many.processor / few.processor:.2f} ×, "
        f"its buffers {many.touched / few.touched:.2f} ×; claim {many.first_claim / few.first_claim:.2f} ×, "
        f"its buffers {many.claim.buffers / few.claim.buffers:.2f} ×"
    )
