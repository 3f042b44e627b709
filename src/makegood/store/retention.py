"""How long personal data is kept (ALL-7): the day it goes is a row with a time, set when the reason to keep it ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from makegood.store import due
from makegood.store.models import Case, Content, Event, Order
from makegood.store.tenancy import organisation_id

ERASE = "erase"
AFTER_CLOSING = timedelta(days=30)
"""House: a buyer's contact data after the last case about the order is closed."""
WITHOUT_TROUBLE = timedelta(days=180)
"""House: the same of an order that no case was opened about; longer than any platform's window for opening one."""
UNATTRIBUTED = timedelta(days=30)
"""House: what a platform sent that could not be read, and may hold a buyer's data."""


def begin(subject: Order | Case | Event, *, at: datetime) -> None:
    """From now it is kept no longer than its reason allows: an order first told, a case closed, something unreadable."""
    match subject:
        case Order():
            until, key, rows = at + WITHOUT_TROUBLE, subject.pk, Content.objects.none()
        case Case():
            until, key, rows = at + AFTER_CLOSING, subject.order_id or subject.pk, of_case(subject)
        case _:
            until, key, rows = at + UNATTRIBUTED, subject.pk, Content.objects.filter(pk=subject.content_id)
    rows.update(keep_until=until)
    due.ensure(ERASE, key, organisation_id(), until)


def of_case(case: Case) -> QuerySet[Content]:
    """The personal data that a case holds: its own, its order's, its events'."""
    about = Q(case=case) | (Q(order_id=case.order_id) if case.order_id else Q(pk__in=()))
    own = [key for key in (case.content_id, case.order.content_id if case.order else None) if key]
    return Content.objects.filter(Q(pk__in=own) | Q(pk__in=Event.objects.filter(about).values("content_id")))
