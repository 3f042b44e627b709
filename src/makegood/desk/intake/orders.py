"""Orders that an export has told and no open case is about: a case is opened from one with its facts filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404

from makegood.core.money import Money
from makegood.desk.clocks import DAY
from makegood.store.ledger import major
from makegood.store.models import Case, Order

MOST = 12
RECENT = 120 * DAY
"""House: how far back orders are offered without a number; longer than any platform's window for opening a trouble."""


@dataclass(frozen=True, slots=True)
class Told:
    """An order as an export told it."""

    id: UUID
    number: str
    shop: UUID
    platform: str
    shop_name: str
    placed_at: datetime | None
    paid: Money | None
    items: str
    status: str


def order_told(key: UUID | None) -> Told | None:
    """The order of that id; another organisation's is not found. None: no order is meant."""
    if key is None:
        return None
    found = Order.objects.select_related("shop").filter(pk=key).first()
    if found is None:
        raise Http404
    return _told(found)


def orders_found(number: str, *, now: datetime) -> list[Told]:
    """Orders whose number begins so; without one, the newest. Those with an open case are left out."""
    rows = Order.objects.select_related("shop").filter(~Exists(Case.objects.filter(order=OuterRef("pk"), is_open=True)))
    rows = rows.filter(number__startswith=number) if number else rows.filter(placed_at__gte=_since(now))
    return [_told(one) for one in rows.order_by("-placed_at", "-id")[:MOST]]


def _since(now: datetime) -> datetime:
    return datetime.fromtimestamp(now.timestamp() - RECENT, tz=now.tzinfo)


def _told(one: Order) -> Told:
    lines = one.facts.get("lines") or []
    items = ", ".join(str(line.get("title") or line.get("sku") or "") for line in lines[:3])
    paid = major(one.paid, one.currency) if one.paid is not None and one.currency else None
    return Told(
        one.pk, one.number, one.shop_id, one.shop.platform, one.shop.name, one.placed_at, paid,
        items, str(one.facts.get("status") or ""),
    )  # fmt: skip
