"""What a form of the case page says: read strictly, every fault beside its field; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from makegood.core.money import CURRENCIES, Money, digits
from makegood.core.words import Action, OrderFinding, Remedy

LONGEST = 4000
TEXTS = ("text", "tracking", "note")
NEEDS_A_NUMBER = frozenset(
    {Action.give_return_tracking, Action.fill_tracking, Action.correct_tracking, Action.replace_tracking}
)
NEEDS_AN_AMOUNT = frozenset({Remedy.partial_refund, Remedy.partial_refund_and_reship, Remedy.coupon})


@dataclass(frozen=True, slots=True)
class Asked:
    """An act as a person asks for it. `faults`: what is wrong, by field."""

    verb: Action | None = None
    said: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    seen: int = 0


def asked(given: Mapping[str, str], *, currency: str | None, what: list[str], is_whole: bool) -> Asked:
    """`is_whole`: a form that was sent; else an address, whose gaps are still to be filled."""
    verb = Action(given["act"]) if given.get("act") in set(Action) else None
    typed = {name: given.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in
             ("remedy", "amount", "finding", "reason", "cause", "measure", *TEXTS)}  # fmt: skip
    faults: dict[str, str] = {}
    if verb is None:
        faults["act"] = gettext("There is no such act.")
    said: dict[str, Any] = {"what": what, **{name: typed[name] for name in TEXTS if typed[name]}}
    if typed["remedy"] in set(Remedy):
        said["remedy"] = typed["remedy"]
    if typed["finding"] in set(OrderFinding):
        said["finding"] = typed["finding"]
    if typed["amount"]:
        money = _money(typed["amount"], currency)
        if money is None:
            shape = gettext("Found {found}; expected an amount above 0, such as 5.00, in {currency}.")
            faults["amount"] = shape.replace("{found}", typed["amount"]).replace("{currency}", currency or "?")
        else:
            said["money"] = money
    if is_whole and verb is not None:
        faults = _missing(verb, said) | faults
    return Asked(verb, said, typed, faults, _whole_number(given.get("seen", "")))


def _missing(verb: Action, said: Mapping[str, Any]) -> dict[str, str]:
    """What only a person can say, where the act cannot do without."""
    faults = {}
    if verb is Action.offer and "remedy" not in said:
        faults["remedy"] = gettext("Choose what is offered.")
    if verb is Action.offer and said.get("remedy") in NEEDS_AN_AMOUNT and "money" not in said:
        faults["amount"] = gettext("Say how much.")
    if verb is Action.verify_order and "finding" not in said:
        faults["finding"] = gettext("Say what checking showed.")
    if verb in NEEDS_A_NUMBER and "tracking" not in said:
        faults["tracking"] = gettext("The number is needed.")
    return faults


def _money(text: str, currency: str | None) -> Money | None:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    if currency not in CURRENCIES or not number.is_finite() or not 0 < number < 10**12:
        return None
    if number != round(number, digits(currency)):
        return None
    return Money(number, currency)


def _whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
