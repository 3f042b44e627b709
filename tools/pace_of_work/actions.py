"""Actions a second: approved refunds of as many orders, sent by one and by two worker processes through a connection that costs nothing or 5 ms."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections
from tests.store.making import InMemory, dispute, scene

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.store import actions
from makegood.store.intake import take_in
from makegood.store.models import Action, Case, Deadline, Event, Order
from makegood.store.tenancy import within
from makegood.store.workers import database_clock
from tools.pace_of_work.server import emptied, pgbench

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Pace:
    workers: int
    call: float
    """Seconds that the stub's call takes."""
    done: int
    seconds: float
    cpu: float
    """Seconds of processor time, all workers together."""
    commits: float
    """Transactions an action."""


def pace(count: int, workers: int, call: float) -> Pace:
    _approved(count)
    started = [_started(call) for _ in range(workers)]
    for one in started:
        _line(one)  # it is ready
    before = _commits()
    for one in started:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [_line(one).split() for one in started]
    for one in started:
        one.wait()
    confirmed = _count("store_action WHERE state = 'confirmed'")
    if confirmed != count:
        raise SystemExit(f"{confirmed} of {count} actions were confirmed")
    seconds = max(float(ended) for _, _, ended, _ in told) - min(float(begun) for _, begun, _, _ in told)
    cpu = sum(float(spent) for _, _, _, spent in told)
    return Pace(workers, call, count, seconds, cpu, (_commits() - before) / count)


def _started(call: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tools.pace_of_work.worker", str(call)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise SystemExit(f"a worker ended with {process.wait()}")
    return line


# --- as many approved refunds ---------------------------------------------------------------------------------


def _approved(count: int) -> None:
    """One goes the whole way through intake, proposal and approval; the others are its like, each of an order of its own."""
    emptied()
    one, at = scene(alone="50"), database_clock() - timedelta(hours=1)
    with within(one.organisation):
        case = take_in(one.shop, dispute(opened=at), by="aliexpress", at=at)
        assert case is not None
        money = Money(Decimal("5.00"), "USD")
        action = actions.propose(case, Verb.refund, {}, money=money, by="rule", at=at)
        actions.approve(action.pk, one.people["lead"], connection=InMemory(), at=at)
    own = {"order_id": "md5('order' || n)::uuid", "case_id": "md5('case' || n)::uuid"}
    more = count - 1
    _like(Order, "id", case.order_id, more, id=own["order_id"], number="t.number || '-' || n", in_flight="0")
    _like(Case, "id", case.pk, more, id=own["case_id"], order_id=own["order_id"], number="t.number || '-' || n")
    _like(Event, "case_id", case.pk, more, id="md5(t.id::text || n)::uuid", key="t.key || '-' || n", **own)
    _like(Deadline, "case_id", case.pk, more, id="md5(t.id::text || n)::uuid", case_id=own["case_id"])
    _like(Action, "id", action.pk, more, id="md5('action' || n)::uuid", **own)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_due (kind, subject, organisation_id, due_at, attempts, problem) "
            "SELECT 'send', id, organisation_id, %s, 0, '' FROM store_action ON CONFLICT (kind, subject) DO NOTHING",
            [at],
        )
        cursor.execute("DELETE FROM store_due WHERE kind <> 'send'")
        cursor.execute("VACUUM ANALYZE store_order, store_case, store_event, store_deadline, store_action, store_due")


def _like(model: Any, column: str, value: UUID | None, count: int, **differs: str) -> None:
    columns = [field.column for field in model._meta.local_concrete_fields]
    given = ", ".join(differs.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {given} FROM "{model._meta.db_table}" t, '
            f"generate_series(1, %s) n WHERE t.{column} = %s",
            [count, value],
        )


def _commits() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def _count(what: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {what}")
        return int(cursor.fetchone()[0])


def report(count: int) -> Iterator[str]:
    yield f"{count:,} approved refunds, sent by worker processes; pgbench -N with as many clients as the yardstick"
    for call in (0.0, 0.005):
        for workers in (1, 2):
            tps = pgbench(workers, 10)
            one = pace(count, workers, call)
            rate = one.done / one.seconds
            yield (
                f"  {workers} worker{'s' * (workers > 1)}, call {call * 1000:.0f} ms: {rate:6.1f} actions/s; pgbench {tps:6,.0f} tps, "
                f"{tps / rate:5.1f} × ours; {one.commits:.1f} transactions and {one.cpu / one.done * 1000:.1f} ms of Python an action; "
                f"workers busy {one.cpu / one.seconds / workers:.0%}"
            )
