"""The ladder of warnings (ALL-2): each running clock is announced 72, 24, 8 and 2 hours ahead, and when it lapses, once each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

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
            new.append(row) if before is None else row.save()
        if due_at is None:
            over.append(row.pk)
        elif moved:
            running.append((row.pk, first_rung(due_at)))
    for row in known.values():
        if row.state == "running":
            row.state = "ended"
            row.save(update_fields=["state"])
        over.append(row.pk)
    Deadline.objects.bulk_create(new)
    due.ensure_many(WARN, running, organisation_id())
    if over:
        due.forget(WARN, over)


def first_rung(due_at: datetime) -> datetime:
    """When the clock is announced first. That may be past: then it is due now, by any worker's clock, the soonest to lapse before others."""
    return _ahead(due_at, RUNGS[0])


def rung(due_at: datetime, at: datetime) -> int | None:
    """The rung that stands at `at`: the least of those already reached; None where none is."""
    return min((hours for hours in RUNGS if _ahead(due_at, hours) <= at), default=None)


def next_rung(due_at: datetime, at: datetime) -> datetime | None:
    """When the next rung after those reached comes; None after the last."""
    return min((then for hours in RUNGS if (then := _ahead(due_at, hours)) > at), default=None)


def _ahead(due_at: datetime, hours: int) -> datetime:
    """That many hours earlier; the beginning of time where that lies beyond the calendar."""
    try:
        return due_at - timedelta(hours=hours)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)
