"""Which of a person's memberships they sit in now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from makegood.store.models import Membership

CHOSEN = "organisation"


def seat_of(person: Any, session: Any) -> Membership | None:
    """The membership chosen, where it still is one; else the first. None: a member of nothing."""
    seats = list(Membership.objects.filter(person=person).select_related("organisation").order_by("id")[:100])
    chosen = session.get(CHOSEN)
    return next((one for one in seats if str(one.organisation_id) == chosen), seats[0] if seats else None)


def choose(person: Any, session: Any, organisation: UUID) -> Membership | None:
    """Sits down elsewhere; None where the person is no member there."""
    seat = Membership.objects.filter(person=person, organisation=organisation).first()
    if seat is not None:
        session[CHOSEN] = str(organisation)
    return seat
