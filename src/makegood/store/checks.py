"""The record is checked by a worker: once asked for, every six hours; what was found is itself put on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from makegood.store import due
from makegood.store.due import Work
from makegood.store.models import Due, Event
from makegood.store.record import Fact, keyed, record, stamp
from makegood.store.tenancy import organisation_id, within
from makegood.store.verifying import verify
from makegood.store.workers import Handler, Now

CHECK = "check_record"
CHECKED = "record_checked"
BEAT = timedelta(hours=6)
"""House: how often a record is gone through from its first entry."""
LEASE = timedelta(hours=2)
"""House: longer than any record takes."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the last check found. `broken`: the first entry that is not as it was sealed, and why; None: all is."""

    at: datetime
    events: int
    seals: int
    until: str | None
    broken: dict[str, Any] | None


def checker(now: Now) -> Handler:
    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            due.renew(work, at=now(), lease=LEASE)
            check(work.organisation, at=now())
            due.finish(work, again_at=now() + BEAT)

    return Handler(run)


def check(organisation: UUID, *, at: datetime) -> Checked:
    """Goes through the whole record now, outside of any transaction, and puts on record what it found."""
    verdict = verify(organisation)
    found = Checked(
        at,
        verdict.tally.events,
        verdict.tally.seals,
        verdict.tally.until,
        verdict.broken.as_json() if verdict.broken is not None else None,
    )
    body = {"events": found.events, "seals": found.seals, "until": found.until, "broken": found.broken}
    with within(organisation):
        record([Fact(CHECKED, at, "worker", keyed(CHECKED, stamp(at)), body=body)], at=at)
    return found


def ask(*, at: datetime) -> None:
    """The record of the organisation entered is due for a check at once; from then on it is checked on a beat."""
    due.ensure(CHECK, organisation_id(), organisation_id(), at)


def is_asked() -> bool:
    return Due.objects.filter(kind=CHECK, subject=organisation_id()).exists()


def is_due(at: datetime) -> bool:
    """Whether a check is to be made now, or is being made."""
    row = Due.objects.filter(kind=CHECK, subject=organisation_id()).first()
    return row is not None and (row.claim is not None or (row.due_at is not None and row.due_at <= at))


def last() -> Checked | None:
    """The newest check of the organisation entered; looked for only where one was ever asked for, not far back from the end."""
    if not is_asked():
        return None
    row = Event.objects.filter(type=CHECKED).order_by("-id").first()
    if row is None:
        return None
    told = row.body
    return Checked(row.at, told["events"], told["seals"], told["until"], told["broken"])
