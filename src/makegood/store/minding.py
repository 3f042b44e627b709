"""Who minds a case, and until when it is put off; each change is on record, and what it was before is told, to take it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from makegood.core.text import Text
from makegood.store.models import Case, Membership
from makegood.store.record import Fact, keyed, record, stamp
from makegood.store.tenancy import organisation_id
from makegood.usecases.snoozing import TooLate, insist_safe

MOST = 500
"""House: how many cases one deed may name."""


@dataclass(frozen=True, slots=True)
class Before:
    """A case as it was minded before the change."""

    case: UUID
    owner: UUID | None
    snoozed_until: datetime | None


@dataclass(frozen=True, slots=True)
class Minded:
    """What was changed, as it was before; and what dropped out, with why."""

    changed: list[Before] = field(default_factory=list)
    refused: list[tuple[str, Text]] = field(default_factory=list)


def members() -> list[Membership]:
    """The people of the organisation entered."""
    rows = Membership.objects.filter(organisation_id=organisation_id()).select_related("person")
    return list(rows.order_by("person__username"))


def assign(cases: Iterable[UUID], owner: UUID | None, *, by: str, at: datetime) -> Minded:
    """Gives the cases to a member, or to nobody. Someone who is no member is nobody we know: nothing changes."""
    if owner is not None and not Membership.objects.filter(organisation_id=organisation_id(), person=owner).exists():
        return Minded(refused=[("", Text("no such member of this organisation", "本组织没有此成员"))])
    done = Minded()
    for case in _locked(cases):
        if case.owner_id != owner:
            _keep(case, done, owner=owner, snoozed_until=case.snoozed_until, by=by, at=at, what="case_assigned")
    return done


def snooze(cases: Iterable[UUID], until: datetime, *, by: str, at: datetime) -> Minded:
    """Puts off those whose clock allows it; the others drop out with why."""
    done = Minded()
    for case in _locked(cases):
        try:
            insist_safe(until, case.due_at, at)
        except TooLate as reason:
            done.refused.append((case.number, reason.text))
            continue
        _keep(case, done, owner=case.owner_id, snoozed_until=until, by=by, at=at, what="case_snoozed")
    return done


def put_back(before: Sequence[Before], *, by: str, at: datetime) -> Minded:
    """As it was: what a person takes back within a moment."""
    known = {one.person_id for one in members()}
    was = {one.case: one for one in before if one.owner is None or one.owner in known}
    done = Minded()
    for case in _locked(was):
        one = was[case.pk]
        _keep(case, done, owner=one.owner, snoozed_until=one.snoozed_until, by=by, at=at, what="case_put_back")
    return done


def _locked(cases: Iterable[UUID]) -> list[Case]:
    """In one order, whoever asks, so that two who ask at once wait for each other and do not embrace."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("shop", "order")
    return list(rows.filter(pk__in=list(cases)[:MOST], is_open=True).order_by("id"))


def _keep(
    case: Case, done: Minded, *, owner: UUID | None, snoozed_until: datetime | None, by: str, at: datetime, what: str
) -> None:
    done.changed.append(Before(case.pk, case.owner_id, case.snoozed_until))
    case.owner_id, case.snoozed_until = owner, snoozed_until
    case.save(update_fields=["owner", "snoozed_until"])
    body = {"owner": str(owner) if owner else None, "snoozed_until": stamp(snoozed_until) if snoozed_until else None}
    fact = Fact(what, at, by, keyed(what, case.pk, stamp(at), by), body=body)
    record([fact], at=at, shop=case.shop, order=case.order, case=case)
