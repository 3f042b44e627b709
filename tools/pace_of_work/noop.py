"""What due rows cost when nothing is done about them: claimed, finished, one at a time and in batches."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from django.db import connections
from tests.store.making import scene

from makegood.store import due
from makegood.store.due import Work
from makegood.store.workers import Handler, Worker
from tools.pace_of_work.server import emptied, pgbench

ROWS = {1: 5_000, 500: 50_000}
"""Rows by how many are claimed at once."""


def rate(most: int) -> float:
    """Rows a second."""
    emptied()
    one, count = scene(), ROWS[most]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_due (kind, subject, organisation_id, due_at, attempts, problem) "
            "SELECT 'nothing', uuidv7(), %s, now() - interval '1 hour', 0, '' FROM generate_series(1, %s)",
            [one.organisation, count],
        )
        cursor.execute("VACUUM ANALYZE store_due")
    worker = Worker({"nothing": Handler(_finish, most)})
    begun = time.perf_counter()
    done = worker.until_idle()
    if done != count:
        raise SystemExit(f"{done} rows handled; expected {count}")
    return done / (time.perf_counter() - begun)


def _finish(claimed: Sequence[Work]) -> None:
    if len(claimed) == 1:
        due.finish(claimed[0])
    else:
        due.forget("nothing", [work.subject for work in claimed])


def report() -> Iterator[str]:
    tps = pgbench(1, 10)
    yield f"due rows about which nothing is done, one worker; pgbench -N with one client: {tps:,.0f} tps"
    for most in ROWS:
        found = rate(most)
        yield f"  claimed {most:3} at a time: {found:8,.0f} rows/s, {found / tps:6.2f} × pgbench"
