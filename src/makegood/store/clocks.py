"""The ladder of warnings (ALL-2): each running clock is announced 72, 24, 8 and 2 hours ahead, and when it lapses, once each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from makegood.core.instants import parse
from makegood.store import due
from makegood.store.models import Case, Deadline
from makegood.store.tenancy import organisation_id

RUNGS = (72, 24, 8, 2, 0)
"""Hours ahead (design decision 11); 0 is the lapse itself."""
WARN = "warn"


def keep(case: Case, told: Iterable[Mapping[str, Any]]) -> None:
    """The case's clocks as just assessed: new ones start their ladder, moved ones start anew, the others end."""
    known = {one.kind: one for one in Deadline.objects.filter(case=case)}
    new: list[Deadline] = []
    changed: list[Deadline] = []
    running: list[tuple[UUID, datetime]] = []
    over: list[UUID] = []
    for clock in told:
        before = known.pop(clock["kind"], None)
        row = before or Deadline(case=case, kind=clock["kind"], organisation_id=organisation_id())
        due_at = parse(clock["due_at"]) if clock["due_at"] else None
        state = "lapsed" if clock.get("lapsed") else "running"
        same = before is not None and (row.due_at, row.state, row.on_lapse) == (due_at, state, clock["on_lapse"])
        moved = before is None or row.due_at != due_at or row.state == "ended"
        if not same:
            row.due_at, row.state, row.on_lapse = due_at, state, clock["on_lapse"]
            row.clause, row.source = clock["clause"], clock["source"]
            (new if before is None else changed).append(row)
        if due_at is None:
            over.append(row.pk)
        elif moved:
            running.append((row.pk, first_rung(due_at)))
    if new:
        Deadline.objects.bulk_create(new)
    _change(changed)
    if running_no_more := [row.pk for row in known.values() if row.state == "running"]:
        Deadline.objects.filter(pk__in=running_no_more).update(state="ended")
    due.ensure_many(WARN, running, organisation_id())
    if over := over + [row.pk for row in known.values()]:
        due.forget(WARN, over)


def _change(rows: Sequence[Deadline]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE store_deadline SET due_at = t, state = s, on_lapse = l, clause = c, source = f
            FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[]) AS told (i, t, s, l, c, f)
            WHERE store_deadline.id = i
            """,
            [
                [one.pk for one in rows],
                [one.due_at for one in rows],
                [one.state for one in rows],
                [one.on_lapse for one in rows],
                [one.clause for one in rows],
                [one.source for one in rows],
            ],
        )


def first_rung(due_at: datetime) -> datetime:
    """When the clock is announced first. That may be past: then it is due now, by any worker's clock, the soonest to lapse before others."""
    try:
        return due_at - timedelta(hours=RUNGS[0])
    except OverflowError:  # beyond the calendar
        return datetime.min.replace(tzinfo=UTC)
