"""A shop that is connected later finds what was entered by hand: the same order, the same case, told on by the platform."""

from __future__ import annotations

from datetime import datetime

from makegood.store.models import Case, Event, Order
from makegood.store.record import Fact, keyed, record


def own_number(platform: str, order: str) -> str:
    """The number of a case that knows no other than its order's: as exports and connectors name it too."""
    return f"{platform}:{order}"


def joined(order: Order, number: str, *, by: str, at: datetime) -> Case | None:
    """The order's case that people opened before the trouble had a number of the platform's, under that number from now on.

    None: there is none, or the platform has told of it under the order's own number already, and this is another trouble.
    """
    shop = order.shop
    found: Case | None = (
        Case.objects.select_for_update(of=("self",))
        .filter(shop=shop, order=order, number=own_number(shop.platform, order.number))
        .first()
    )
    if found is None or Event.objects.filter(case=found, by=shop.platform).exists():
        return None
    body = {"before": found.number, "after": number}
    found.number = number
    found.save(update_fields=["number"])
    fact = Fact("case_joined", at, by, keyed("case_joined", found.pk, number), body=body)
    record([fact], at=at, shop=shop, order=order, case=found)
    return found
