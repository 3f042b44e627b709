"""What the forms of typing in send, for the matrix of rights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

TYPED = "cancelled"


def plant(people: Mapping[str, UUID], now: datetime) -> None:
    """A fact that a clerk typed, to be taken back."""
    from makegood.core.instants import show
    from makegood.store import intake
    from makegood.store.models import Case

    case = Case.objects.filter(order__isnull=False).order_by("id").first()
    told = {"schema": "makegood.case/1", "id": case.number, "platform": case.shop.platform}
    order = {"order": {"id": case.order.number}, "events": [{"at": show(now), "type": TYPED}]}
    intake.take_in(case.shop_id, told | order, by=f"person:{people['clerk']}", at=now)


def _typed() -> list[dict[str, Any]]:
    from makegood.store.models import Event

    return [{"case": one.case_id, "event": one.pk} for one in Event.objects.filter(type=TYPED, in_file=True)]


PATHS = {"withdraw_fact": _typed}
BODIES = {
    "open_case": [
        {"shop": "{shop}", "order": "77001", "kind": "damaged"},
        {"known": "{order}", "kind": "damaged"},
        {"platform": "wish", "shop_name": "New", "order": "77002", "kind": "wrong_item"},
    ],
    "add_fact": [
        {"sort": "event", "type": "delivered", "at": "2026-11-20T10:00"},
        {"sort": "evidence", "evidence": "goods_photo", "from_whom": "buyer"},
    ],
    "put_sample": [{}],
    "withdraw_fact": [{"why": "typed for another order"}],
}
