"""Money limits as a form shows and gives them: a row for each currency, a figure for each role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.store.actions import NotPossible, limits
from makegood.store.governing import LIMITED, Amounts
from makegood.store.ledger import major
from makegood.store.models import Action, Order
from makegood.usecases.approving import Role

LATELY = timedelta(days=30)
SPARE = 1
"""Empty rows for further currencies."""


@dataclass(frozen=True, slots=True)
class Line:
    currency: str
    alone: str
    most: list[tuple[Role, str]]


@dataclass(frozen=True, slots=True)
class Effect:
    """What the limits meant for the money asked for in the last thirty days."""

    currency: str
    count: int
    two: int
    largest: Money


def lines() -> list[Line]:
    kept = limits()
    used = Order.objects.exclude(currency=None).order_by("currency").values_list("currency", flat=True).distinct()[:20]
    named = {*kept.alone, *(one for amounts in kept.role_most.values() for one in amounts), *used}
    shown = [
        Line(
            currency,
            _shown(kept.alone.get(currency)),
            [(role, _shown(kept.role_most.get(role, {}).get(currency))) for role in LIMITED],
        )
        for currency in sorted(named)
    ]
    return [*shown, *[Line("", "", [(role, "") for role in LIMITED])] * SPARE]


def effects(now: datetime) -> list[Effect]:
    """One query for the amounts of thirty days."""
    alone = limits().alone
    rows = Action.objects.filter(money__gt=0, created_at__gte=now - LATELY).values_list("currency", "money")[:10_000]
    by_currency: dict[str, list[Decimal]] = {}
    for currency, units in rows:
        by_currency.setdefault(currency, []).append(major(units, currency).amount)
    return [
        Effect(
            currency,
            len(amounts),
            sum(amount > alone.get(currency, Decimal(0)) for amount in amounts),
            Money(max(amounts), currency),
        )
        for currency, amounts in sorted(by_currency.items())
    ]


def given(posted: Mapping[str, list[str]]) -> tuple[Amounts, dict[Role, Amounts]]:
    """What a form says. Raises `NotPossible`, naming what was found where."""
    if "currency" not in posted:
        raise NotPossible(Text("the form names no currency; nothing was changed", "表单未含任何币种，未作改动"))
    currencies = [text.strip().upper() for text in posted.get("currency", [])][:50]
    if len(set(filter(None, currencies))) != len([one for one in currencies if one]):
        raise NotPossible(Text("a currency stands twice", "币种重复"))
    alone = _column(currencies, posted.get("alone", []))
    return alone, {role: _column(currencies, posted.get(f"most_{role}", [])) for role in LIMITED}


def _column(currencies: list[str], texts: list[str]) -> dict[str, Decimal]:
    found = {}
    for currency, text in zip(currencies, texts, strict=False):
        plain = text.replace(",", "").strip()
        if not plain:
            continue
        try:
            found[currency] = Decimal(plain)
        except InvalidOperation:
            raise NotPossible(
                Text(
                    f"{currency}: found {text[:40]}; expected a number, such as 50.00",
                    f"{currency}：{text[:40]} 不是数字，应为 50.00 这样的金额",
                )
            ) from None
    return found


def _shown(amount: Decimal | None) -> str:
    return f"{amount:f}" if amount is not None else ""
