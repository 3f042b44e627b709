"""Announces clocks: at each rung once, in batches; at the first, the safe step stands prepared; at the last, the case is assessed anew."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from makegood.store import cases, due
from makegood.store.clocks import RUNGS, WARN, next_rung, rung
from makegood.store.due import Work
from makegood.store.models import Case, Deadline, Warning
from makegood.store.tenancy import within
from makegood.store.workers import Handler, Now

log = logging.getLogger("makegood.warn")

Announce = Callable[[Sequence[Warning]], None]
"""Told of warnings that are on record now; may be told again after a crash, so it must not mind."""


def _nobody(warnings: Sequence[Warning]) -> None:
    """What is on record is shown by the desk; nobody else is told."""


def warner(now: Now, announce: Announce = _nobody, *, most: int = 500) -> Handler:
    def run(claimed: Sequence[Work]) -> None:
        by_organisation: dict[UUID, list[Work]] = defaultdict(list)
        for work in claimed:
            by_organisation[work.organisation].append(work)
        for organisation, works in by_organisation.items():
            with within(organisation):
                made = _warn(works, at=now())
            announce(made)

    return Handler(run, most)


def _warn(works: Sequence[Work], *, at: datetime) -> list[Warning]:
    """One transaction: the rungs reached are on record, and each row is due at its next rung, or over."""
    clocks = {one.pk: one for one in Deadline.objects.filter(pk__in=[work.subject for work in works])}
    made: list[Warning] = []
    done: list[tuple[Work, datetime | None]] = []
    to_assess: list[UUID] = []
    for work in works:
        clock = clocks.get(work.subject)
        if clock is None or clock.due_at is None or clock.state == "ended":
            done.append((work, None))
            continue
        hours = rung(clock.due_at, at)
        if hours is not None:
            made.append(Warning(deadline=clock, due_at=clock.due_at, hours=hours, at=at))
        if hours in (RUNGS[0], 0):
            to_assess.append(clock.case_id)
        done.append((work, next_rung(clock.due_at, at)))
    kept = Warning.objects.bulk_create(made, ignore_conflicts=True)
    due.finish_many(done)
    _assess(to_assess, at=at)
    return list(kept)


def _assess(case_ids: Sequence[UUID], *, at: datetime) -> None:
    """The step to take is prepared at the first rung, and what a lapse changed is seen at once. One case's fault stops no other."""
    for case in Case.objects.filter(pk__in=set(case_ids)).select_related("shop", "order", "content"):
        try:
            with transaction.atomic():
                cases.assess(case, at=at)
        except Exception:  # its warning stands all the same
            log.exception("case %s cannot be assessed", case.pk)


__all__ = ["WARN", "Announce", "warner"]
