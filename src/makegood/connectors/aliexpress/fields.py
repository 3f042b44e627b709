"""AliExpress's field forms: both spellings of a name, wrapped lists, Pacific wall clock, money objects and money text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, Document
from makegood.core import instants
from makegood.core.money import CURRENCIES, digits

PACIFIC = ZoneInfo("America/Los_Angeles")
"""Every order and issue time is wall clock there, DST and all (sheet §2.1)."""

_WALL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?", re.ASCII)
_COMPACT = re.compile(r"(\d{14})(\d{3})([+-]\d{4})", re.ASCII)  # gen A, as on 1688: 20260801154220368-0700
_AMOUNT = re.compile(r"\d{1,15}(?:\.\d{1,12})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,18}", re.ASCII)
_FACTORS = {"1": 0, "10": 1, "100": 2, "1000": 3, "10000": 4}
_TRUTHS = {"true": True, "1": True, "y": True, "false": False, "0": False, "n": False}


def camel(name: str) -> str:
    """`gmt_create` as gen A spells it: `gmtCreate`."""
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)


def blank(value: Any) -> bool:
    return value is None or value in ({}, []) or (isinstance(value, str) and not value.strip())


def take(at: At, *names: str) -> At:
    """The first of these members that says something, in either spelling; else the first name's place, empty."""
    for name in names:
        for spelling in (name, camel(name)):
            member = at / spelling
            if not blank(member.value):
                return member
    return At(None, at.method, f"{at.path}.{names[0]}")


def has(at: At, *names: str) -> bool:
    return any(not blank(take(at, name).value) for name in names)


def rows(at: At) -> Iterator[At]:
    """The objects of a list, plain or one level down under its item type's name (sheet §1.6); `{}` is an empty one."""
    inner = unwrapped(at)
    for place, row in enumerate(inner.value or ()):
        here = At(row, at.method, f"{inner.path}[{place}]")
        if not isinstance(row, Mapping):
            raise here.refuse("an object")
        yield here


def unwrapped(at: At) -> At:
    """The list itself, without the item type's name around it."""
    value, path = at.value, at.path
    if isinstance(value, Mapping) and len(value) == 1:
        name = next(iter(value))
        value, path = value[name], f"{path}.{name}"
    inner = At(value, at.method, path)
    if blank(value):
        return At([], at.method, path)
    if not isinstance(value, list):
        raise inner.refuse("a list, plain or under its item type's name")
    return inner


def truth(at: At) -> bool | None:
    """True or false, from JSON's own, or from text or a number: "True", "Y", 1."""
    if blank(at.value):
        return None
    found = _TRUTHS.get(str(at.value).strip().lower()) if isinstance(at.value, (bool, int, str)) else None
    if found is None:
        raise at.refuse("true or false")
    return found


def whole(at: At) -> int | None:
    """A whole number of at least 1, from a number or from text."""
    found = text(at)
    if found is None:
        return None
    if not _WHOLE.fullmatch(found) or not 1 <= int(found) < 10**15:
        raise at.refuse("a whole number of at least 1")
    return int(found)


def instant(at: At) -> str | None:
    """RFC 3339 in UTC. Of an hour that comes twice in autumn the earlier is taken; one skipped in spring is refused."""
    found = text(at)
    if found is None:
        return None
    try:
        return instants.show(_moment(found))
    except (ValueError, OverflowError):
        raise at.refuse("a Pacific time such as 2026-11-22 08:00:00") from None


def _moment(found: str) -> datetime:
    compact = _COMPACT.fullmatch(found)
    if compact:
        stamp = datetime.strptime(compact[1] + compact[3], "%Y%m%d%H%M%S%z")
        return stamp.replace(microsecond=int(compact[2]) * 1000).astimezone(UTC)
    if not _WALL.fullmatch(found):
        return instants.parse(found)
    wall = datetime.fromisoformat(found).replace(tzinfo=PACIFIC)
    moment = wall.astimezone(UTC)
    if moment.astimezone(PACIFIC).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise ValueError("the clock was put forward over this hour")
    return moment


# --- money --------------------------------------------------------------------------------------------------


def priced(amount: At, currency: At) -> Document | None:
    """Money told as two texts in major units, as `refund_money` and `refund_money_currency` are (sheet §2.3), or as one object."""
    if isinstance(amount.value, Mapping):
        return money(amount)
    code = _currency(currency)
    if blank(amount.value) or code is None:
        return None
    return _money(amount, _decimal(amount), code)


def money(at: At) -> Document | None:
    """A money object: `amount` in major units, or `cent` over `cent_factor`; the two must say the same (sheet §2.1)."""
    if blank(at.value):
        return None
    if not isinstance(at.value, Mapping):
        raise at.refuse("a money object with amount and currency_code")
    told = take(at, "currency_code", "currency")
    code = _currency(take(told, "currency_code") if isinstance(told.value, Mapping) else told)
    amount, cents = take(at, "amount"), _of_cents(at)
    if code is None or (blank(amount.value) and cents is None):
        return None
    if cents is not None and blank(amount.value):
        return _money(take(at, "cent"), cents, code)
    number = _decimal(amount)
    if cents is not None and number != cents:
        raise amount.refuse(f"the same as cent and cent_factor, {cents:f}")
    return _money(amount, number, code)


def _of_cents(at: At) -> Decimal | None:
    cent, factor = take(at, "cent"), take(at, "cent_factor")
    if blank(cent.value):
        return None
    found = text(cent)
    if found is None or not _WHOLE.fullmatch(found):
        raise cent.refuse("a whole number of minor units")
    shift = _FACTORS.get(text(factor) or "")
    if shift is None:
        if blank(factor.value) and has(at, "amount"):
            return None
        raise factor.refuse("1, 10, 100, 1000 or 10000")
    return Decimal(found).scaleb(-shift)


def _currency(at: At) -> str | None:
    found = text(at)
    if found is not None and found not in CURRENCIES:
        raise at.refuse("an ISO 4217 currency in capitals, such as USD")
    return found


def _decimal(at: At) -> Decimal:
    value = at.value
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        shown = format(value, "f") if isinstance(value, Decimal) and abs(value.adjusted()) < 20 else str(value).strip()
        if _AMOUNT.fullmatch(shown):
            return Decimal(shown)
    raise at.refuse('an amount in major units, not negative, such as "12.90"')


def _money(at: At, number: Decimal, currency: str) -> Document:
    shown = f"{number:f}"
    if len(shown.partition(".")[2].rstrip("0")) > digits(currency):
        raise at.refuse(f"no finer than {currency}'s minor unit ({digits(currency)} digits)")
    return {"amount": shown, "currency": currency}


def alike(*told: Document | None) -> Document | list[Document] | None:
    """One amount told in several currencies (buyer's and USD): all of them, for joining to take the order's."""
    known = {one["currency"]: one for one in reversed(told) if one is not None}
    every = [one for one in told if one is not None and known[one["currency"]] is one]
    return every if len(every) > 1 else next(iter(every), None)
