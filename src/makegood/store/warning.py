"""Announces clocks: at each rung once, in batches; at the first and at the lapse the case is due to be assessed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from makegood.store import cases, due
from makegood.store.clocks import RUNGS, WARN, next_rung, rung
from makegood.store.due import Work
from makegood.store.models import Case, Deadline, Warning
from makegood.store.tenancy import organisation_id, within
from makegood.store.workers import Handler, Now

ASSESS = "assess"

Announce = Callable[[Sequence[Warning]], None]
"""Told of new warnings inside the transaction that puts them on record: what it writes stands or falls with them, and it makes no call.

Where that transaction is rolled back it is told again.
"""


def _nobody(warnings: Sequence[Warning]) -> None:
    """What is on record is shown by the desk; nobody else is told."""


def warner(now: Now, announce: Announce = _nobody, *, most: int = 500) -> Handler:
    def run(claimed: Sequence[Work]) -> None:
        by_organisation: dict[UUID, list[Work]] = defaultdict(list)
        for work in claimed:
            by_organisation[work.organisation].append(work)
        for organisation, works in by_organisation.items():
            with within(organisation):
                if made := _warn(works, at=now()):
                    announce(made)

    return Handler(run, most)


def assessor(now: Now) -> Handler:
    """At the first rung the safe step stands prepared, and what a lapse changed is seen. No warning waits for it, and no other case."""

    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            with within(work.organisation):
                for case in Case.objects.filter(pk=work.subject).select_related("shop", "order", "content"):
                    cases.assess(case, at=now())
                due.finish(work)

    return Handler(run)


def _warn(works: Sequence[Work], *, at: datetime) -> list[Warning]:
    """The rungs reached are on record, and each row is due at its next rung, or over.

    Whoever ends or moves a clock takes its row in the same transaction; so of the rows still ours, the clocks are as read here.
    """
    found = Deadline.objects.filter(pk__in=[work.subject for work in works], due_at__isnull=False)
    clocks = {
        pk: (case, due_at) for pk, case, due_at in found.exclude(state="ended").values_list("pk", "case_id", "due_at")
    }
    ours = due.finish_many(
        [(work, next_rung(clocks[work.subject][1], at) if work.subject in clocks else None) for work in works]
    )
    warnings = []
    for subject in (work.subject for work in works if work.id in ours and work.subject in clocks):
        due_at = clocks[subject][1]
        if (hours := rung(due_at, at)) is not None:
            warnings.append(Warning(deadline_id=subject, due_at=due_at, hours=hours, at=at))
    made = _put(warnings)
    to_assess = {clocks[one.deadline_id][0] for one in made if one.hours in (RUNGS[0], 0)}
    due.ensure_many(ASSESS, [(case, at) for case in sorted(to_assess)], organisation_id())
    return made


def _put(warnings: Sequence[Warning]) -> list[Warning]:
    """Writes those that are not on record yet; gives the new ones."""
    if not warnings:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO store_warning (id, organisation_id, deadline_id, due_at, hours, at)
            SELECT i, %s, d, t, h, a FROM unnest(%s::uuid[], %s::uuid[], %s::timestamptz[], %s::int[], %s::timestamptz[])
              AS given (i, d, t, h, a)
            ON CONFLICT (deadline_id, due_at, hours) DO NOTHING RETURNING id
            """,
            [
                organisation_id(),
                [one.pk for one in warnings],
                [one.deadline_id for one in warnings],
                [one.due_at for one in warnings],
                [one.hours for one in warnings],
                [one.at for one in warnings],
            ],
        )
        new = {row[0] for row in cursor.fetchall()}
    return [one for one in warnings if one.pk in new]


__all__ = ["ASSESS", "WARN", "Announce", "assessor", "warner"]
