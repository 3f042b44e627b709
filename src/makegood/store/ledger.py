"""Double-entry money: what moved, from where to where, once for each fact that moved it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from makegood.core.money import Money, digits
from makegood.store.keys import uuid7
from makegood.store.models import Account, Action, Case, Entry, Order, Shop


def minor(money: Money) -> int:
    """Whole minor units: 12.90 USD is 1290. Raises `ValueError` for a finer amount."""
    scaled = money.amount.scaleb(digits(money.currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{money.amount} {money.currency} is finer than the currency's minor unit")
    return int(scaled)


def major(units: int, currency: str) -> Money:
    return Money(Decimal(units).scaleb(-digits(currency)), currency)


def move(
    what: str,
    money: Money,
    *,
    source: Account,
    target: Account,
    key: str,
    at: datetime,
    shop: Shop,
    order: Order | None = None,
    case: Case | None = None,
    action: Action | None = None,
) -> bool:
    """Books one movement; false where this fact has moved it already."""
    units = minor(money)
    if not units or Entry.objects.filter(key=key).exists():
        return False
    shared = {
        "movement": uuid7(), "key": key, "currency": money.currency, "what": what, "at": at,
        "shop": shop, "order": order, "case": case, "action": action,
    }  # fmt: skip
    Entry.objects.bulk_create(
        [Entry(account=source, amount=-units, **shared), Entry(account=target, amount=units, **shared)]
    )
    return True
