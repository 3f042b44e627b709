"""Cases for the tests of the case page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from makegood.core.instants import show
from makegood.store.tenancy import within
from tests.store.making import Scene, dispute


def fresh(one: Scene, number: int = 1, *, total: str = "25.90", hours: float = 1, **more: Any) -> UUID:
    """A dispute opened an hour ago: nothing presses yet."""
    from makegood.store import intake

    now = timezone.now()
    with within(one.organisation):
        told = dispute(number, total=total, opened=now - timedelta(hours=hours))
        told["claim"] |= more.pop("claim", {})
        told["events"] += more.pop("events", [])
        case = intake.take_in(one.shop, told | more, by="aliexpress", at=now)
    assert case is not None
    return UUID(str(case.pk))


def ago(minutes: float) -> str:
    """So long ago, as a case file has it."""
    return show(timezone.now() - timedelta(minutes=minutes))


def looked_into(one: Scene, number: int = 1, *, total: str = "25.90", **claim: Any) -> UUID:
    """Checked, written to, pictures here: the next step is an offer. A small flaw: a coupon; a grave one: all of it."""
    now = timezone.now()
    at = show(now - timedelta(minutes=30))
    return fresh(
        one, number, total=total, claim=claim,
        events=[
            {"at": at, "type": "order_verified", "finding": "unknown"},
            {"at": at, "type": "message", "direction": "out", "channel": "ae_message", "text": "Lo sentimos"},
        ],
        evidence=[
            {"id": "e1", "kind": "goods_photo", "by": "buyer", "at": at, "origin": "original", "file": "a.jpg"},
            {"id": "e2", "kind": "packaging_photo", "by": "buyer", "at": at, "origin": "original", "file": "b.jpg"},
        ],
    )  # fmt: skip


def said(one: Scene, case: UUID, count: int) -> None:
    """The buyer writes that many times."""
    from makegood.store import intake
    from makegood.store.models import Case

    now = timezone.now()
    with within(one.organisation):
        told = [
            {"at": show(now - timedelta(minutes=count - place)), "type": "message", "direction": "in", "channel": "ae_message",
             "text": f"mensaje {place}"}
            for place in range(count)
        ]  # fmt: skip
        intake.add_events(Case.objects.get(pk=case), told, by="aliexpress", at=now)


def actions_of(one: Scene, case: UUID) -> list[Any]:
    """What was asked for in the case, oldest first."""
    from makegood.store.models import Action

    with within(one.organisation):
        return list(Action.objects.filter(case_id=case).order_by("id"))


def events_of(one: Scene, case: UUID, type_: str) -> list[Any]:
    from makegood.store.models import Event

    with within(one.organisation):
        return list(Event.objects.filter(case_id=case, type=type_).order_by("id"))


def seen(one: Scene, case: UUID) -> int:
    """The mark that a page looked at now would carry."""
    from makegood.store import moved
    from makegood.store.models import Case

    with within(one.organisation):
        return moved.mark(Case.objects.get(pk=case))
