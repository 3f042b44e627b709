"""Giving an order its tracking number, or another one: the same call, done some time after it is accepted (sheet §2)."""

from __future__ import annotations

import re

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.connectors.wish.addresses import part
from makegood.connectors.wish.asking import (
    LATER,
    ORDERS,
    Shop,
    at_work,
    carriers,
    has_failed,
    moment,
    not_at_work,
    order,
    state,
)
from makegood.connectors.wish.calls import Call
from makegood.connectors.wish.orders import member
from makegood.connectors.wish.planning import Plan, since
from makegood.connectors.wish.refusing import no
from makegood.usecases.ports import Act, Look, Receipt, Sight, Unanswered, Unavailable

TRACKING = "orders.tracking"
SOURCE = "UPDATE_TRACKING"
SHIPPABLE = frozenset({"APPROVED", "SHIPPED"})
LETTERS_AND_DIGITS = re.compile(r"[A-Za-z0-9]+", re.ASCII)


def prepare(shop: Shop, act: Act, urgent: bool) -> Plan:
    number = _number(act)
    found = order(shop, act, urgent=urgent)
    listed = _listed(found)
    if listed and _same(listed[0][0]) == _same(number):
        return Plan(receipt=Receipt(number, {"found": "listed"}))
    if state(found) not in SHIPPABLE:
        raise no("order_state", state(found))
    not_at_work(found)
    body = {
        "tracking_number": number,
        "shipping_provider": _carrier(shop, act, listed, urgent=urgent),
        "origin_country": _origin(shop, act, listed),
    }
    call = Call(TRACKING, "PUT", f"/orders/{part(act.order or '')}/tracking", ORDERS, body=body)
    return Plan(call, lambda answer: _accepted(answer, number))


def _accepted(answer: At, number: str) -> Receipt:
    """Quirk (sheet §2): 200 means that Wish took it on."""
    listed = _listed(answer)
    if not at_work(answer, SOURCE) and listed and _same(listed[0][0]) == _same(number):
        return Receipt(number)
    told = text(answer / "processing_status") or "no status"
    raise Unanswered(f"Wish took it on ({SOURCE}, {told}); the order itself will tell whether it was done")


def seen(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """The order lists the number: then it was given, by whichever attempt. Only the two newest are listed."""
    number = _number(act)
    found = order(shop, act, urgent=False)
    numbers = [one for one, _, _ in _listed(found)]
    if _same(number) in {_same(one) for one in numbers}:
        return Look(Sight.done, Receipt(number, {"listed": numbers}))
    if at_work(found, SOURCE):
        raise Unavailable("Wish is still working on the tracking number", wait=LATER)
    if has_failed(found, SOURCE) and since(act, moment(found / "updated_at")) is not False:
        raise no("failed", SOURCE)
    return Look(Sight.not_done, why=f"the order is {state(found)}")


def _listed(found: At) -> list[tuple[str, str | None, str | None]]:
    """Number, carrier and country of origin, the newest first."""
    return [
        (number, text(member(one, "shipping_provider", "name")), text(one / "origin_country"))
        for one in (found / "tracking_information").each()
        if (number := text(one / "tracking_number")) is not None
    ]


def _number(act: Act) -> str:
    """Quirk (sheet §2): letters and digits only; blanks and hyphens, which only group them, are left out."""
    told = "".join(sign for sign in str(act.details.get("tracking") or "") if sign not in " -")
    if not told:
        raise no("missing", "tracking")
    if not LETTERS_AND_DIGITS.fullmatch(told):
        raise no("tracking", told)
    return told


def _carrier(shop: Shop, act: Act, listed: list[tuple[str, str | None, str | None]], *, urgent: bool) -> str:
    """The one named, as Wish spells it; none named, the one that carries the parcel already."""
    word = str(act.details.get("carrier") or "").strip() or next((name for _, name, _ in listed if name), "")
    if not word:
        raise no("missing", "carrier")
    found = [name for name in carriers(shop, urgent=urgent) if name.casefold() == word.casefold()]
    if len(found) != 1:
        raise no("carrier", word)
    return found[0]


def _origin(shop: Shop, act: Act, listed: list[tuple[str, str | None, str | None]]) -> str:
    told = act.details.get("origin_country") or next((where for _, _, where in listed if where), None)
    told = told or shop.origin_country
    if not told:
        raise no("missing", "origin_country")
    return str(told)


def _same(number: str) -> str:
    """Numbers are compared without case, spaces and hyphens, as everywhere here."""
    return "".join(sign for sign in number.upper() if sign not in " -")
