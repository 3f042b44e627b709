"""Declaring a shipment's number and replacing it (sheet §2.2), checked first against the form that the service publishes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from makegood.connectors.aliexpress.asking import LOGISTICS, Shop, order, services
from makegood.connectors.aliexpress.calls import Call
from makegood.connectors.aliexpress.fields import rows, take
from makegood.connectors.aliexpress.planning import Plan
from makegood.connectors.aliexpress.refusing import no
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At
from makegood.usecases.ports import Act, Look, Receipt, Sight

DECLARE = "aliexpress.logistics.sellershipmentfortop"
MODIFY = "aliexpress.logistics.sellermodifiedshipmentfortop"
_LONGEST = 64
"""Of a number that is put to a service's own pattern, which is not ours to trust."""


def prepare_declare(shop: Shop, act: Act, urgent: bool) -> Plan:
    found = order(shop, act, urgent=urgent)
    number = _new_number(act)
    if _same(number) in {_same(listed) for listed, _ in _listed(found)}:
        return Plan(receipt=Receipt(number, {"found": "listed"}))
    service = _service(shop, act.details.get("carrier"), urgent=urgent)
    _fits(number, service)
    params = {
        "out_ref": act.order,
        "service_name": text(take(service, "service_name")),
        "logistics_no": number,
        "send_type": _send_type(act),
        "description": _description(act),
        "tracking_website": _detail(act, "tracking_website"),
        "actual_carrier": _detail(act, "actual_carrier"),
    }
    return Plan((Call(DECLARE, params, LOGISTICS),), Receipt(number))


def prepare_modify(shop: Shop, act: Act, urgent: bool) -> Plan:
    found = order(shop, act, urgent=urgent)
    number, listed = _new_number(act), list(_listed(found))
    if _same(number) in {_same(one) for one, _ in listed}:
        return Plan(receipt=Receipt(number, {"found": "listed"}))
    old, old_service = _replaced(act, listed)
    service = _service(shop, act.details.get("carrier") or old_service, urgent=urgent)
    _fits(number, service)
    params = {
        "out_ref": act.order,
        "old_service_name": old_service,
        "old_logistics_no": old,
        "new_service_name": text(take(service, "service_name")),
        "new_logistics_no": number,
        "send_type": _send_type(act),
        "description": _description(act),
        "tracking_website": _detail(act, "tracking_website"),
        "actual_carrier": _detail(act, "actual_carrier"),
    }
    return Plan((Call(MODIFY, params, LOGISTICS),), Receipt(number))


def seen_number(shop: Shop, act: Act, _: frozenset[str]) -> Look:
    """The order lists the number: then it was declared, by whichever attempt."""
    number = _new_number(act)
    listed = list(_listed(order(shop, act, urgent=False)))
    if _same(number) in {_same(one) for one, _ in listed}:
        return Look(Sight.done, Receipt(number, {"listed": [one for one, _ in listed]}))
    return Look(Sight.not_done)


def _listed(found: At) -> Iterator[tuple[str, str | None]]:
    """Every number the order lists, with its service."""
    for parcel in rows(take(found, "logistic_info_list", "logistics_info_list")):
        number = text(take(parcel, "logistics_no"))
        if number is not None:
            yield number, text(take(parcel, "logistics_type_code", "logistics_service_name"))


def _replaced(act: Act, listed: list[tuple[str, str | None]]) -> tuple[str, str]:
    """The number to be replaced and its service: as named, else the only one."""
    named = act.details.get("replaces")
    fitting = [one for one in listed if not named or _same(one[0]) == _same(str(named))]
    if len(fitting) != 1:
        raise no("which_number", ", ".join(number for number, _ in listed) or "none")
    number, service = fitting[0]
    told = service or _detail(act, "old_carrier")
    if told is None:
        raise no("missing", "old_carrier")
    return number, told


def _service(shop: Shop, told: object, *, urgent: bool) -> At:
    """The service of that key or name; the key must be one of the platform's list."""
    word = str(told or "").strip()
    if not word:
        raise no("missing", "carrier")
    every = list(services(shop, urgent=urgent))
    by_key = [one for one in every if text(take(one, "service_name")) == word]
    by_name = [one for one in every if word.casefold() in {name.casefold() for name in _names(one)}]
    found = by_key or by_name
    if len(found) != 1:
        raise no("service", word)
    return found[0]


def _names(service: At) -> list[str]:
    told = (text(take(service, name)) for name in ("service_name", "display_name", "logistics_company"))
    return [name for name in told if name]


def _fits(number: str, service: At) -> None:
    """Raises `Refused` where the number is not of the form published. A pattern that is none of ours to read lets it pass."""
    pattern = text(take(service, "tracking_no_regex"))
    if pattern is None:
        return
    try:
        fits = len(number) <= _LONGEST and re.fullmatch(pattern.removeprefix("^").removesuffix("$"), number)
    except re.error:
        return
    if not fits:
        raise no("tracking", f"{number}, {text(take(service, 'service_name'))}: {pattern}")


def _new_number(act: Act) -> str:
    number = str(act.details.get("tracking") or "").strip()
    if not number:
        raise no("missing", "tracking")
    return number


def _same(number: str) -> str:
    """Numbers are compared without case, spaces and hyphens, as everywhere here."""
    return "".join(sign for sign in number.upper() if sign not in " -")


def _send_type(act: Act) -> str:
    return "part" if act.details.get("send_type") == "part" else "all"


def _description(act: Act) -> str | None:
    """English, at most 512 characters (sheet §2.2)."""
    told = _detail(act, "description")
    return told[:512] if told is not None else None


def _detail(act: Act, name: str) -> str | None:
    told = act.details.get(name)
    return str(told) if told else None
