"""The ladder of warnings (ALL-2): each running clock is announced 72, 24, 8 and 2 hours ahead, and when it lapses, once each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from makegood.core.instants import parse
from makegood.store import due
from makegood.store.models import Case, Deadline
from makegood.store.tenancy import organisation_id

RUNGS = (72, 24, 8, 2, 0)
"""Hours ahead (design decision 11); 0 is the lapse itself."""
WARN = "warn"


def keep(case: Case, told: Iterable[Mapping[str, Any]], *, at: datetime) -> None:
    """The case's clocks as just assessed: new ones start their ladder, moved ones start anew, the others end."""
    known = {one.kind: one for one in Deadline.objects.filter(case=case)}
    running: list[tuple[Any, datetime]] = []
    over = []
    for clock in told:
        row = known.pop(clock["kind"], None) or Deadline(case=case, kind=clock["kind"])
        due_at = parse(clock["due_at"]) if clock["due_at"] else None
        state = "lapsed" if clock.get("lapsed") else "running"
        same = row.pk and (row.due_at, row.state, row.on_lapse) == (due_at, state, clock["on_lapse"])
        moved = not row.pk or row.due_at != due_at or row.state == "ended"
        if not same:
            row.due_at, row.state, row.on_lapse = due_at, state, clock["on_lapse"]
            row.clause, row.source = clock["clause"], clock["source"]
            row.save()
        if due_at is None:
            over.append(row.pk)
        elif moved:
            running.append((row.pk, first_rung(due_at, at)))
    for row in known.values():
        if row.state == "running":
            row.state = "ended"
            row.save(update_fields=["state"])
        over.append(row.pk)
    due.ensure_many(WARN, running, organisation_id())
    if over:
        due.forget(WARN, over)


def first_rung(due_at: datetime, at: datetime) -> datetime:
    """When the clock is announced first: at once where it ends within the longest rung."""
    return max(due_at - timedelta(hours=RUNGS[0]), at)


def rung(due_at: datetime, at: datetime) -> int | None:
    """The rung that stands at `at`: the least of those already reached; None where none is."""
    reached = [hours for hours in RUNGS if due_at - timedelta(hours=hours) <= at]
    return min(reached) if reached else None


def next_rung(due_at: datetime, at: datetime) -> datetime | None:
    """When the next rung after those reached comes; None after the last."""
    ahead = [due_at - timedelta(hours=hours) for hours in RUNGS if due_at - timedelta(hours=hours) > at]
    return min(ahead) if ahead else None
