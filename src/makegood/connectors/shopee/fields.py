"""Shopee's single values: serial numbers, Unix seconds and JSON floats, read exactly or refused with their path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from makegood.connectors.exact import needed
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, Document
from makegood.core.countries import COUNTRIES
from makegood.core.instants import show
from makegood.core.money import CURRENCIES, digits
from makegood.core.words import Platform
from makegood.policies.policy import book

EMPTY = frozenset({"", "-"})
"""What a success says as its `error`, blanks aside (platforms/shopee.md §2, Envelope)."""

_AMOUNT = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?", re.ASCII)
_WRITTEN = re.compile(r"\d{1,18}(?:\.\d{1,12})?", re.ASCII)
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)
_YEAR_10000 = 253_402_300_800
_MOST = 10**15


def number_as_id(at: At) -> str | None:
    """An int64 id, for which 0 says that there is none."""
    found = text(at)
    return None if found == "0" else found


def texts(at: At) -> list[str]:
    """A list of text, or the one text that stands where the table promises a list."""
    if isinstance(at.value, list):
        return [found for one in at.each() if (found := text(one)) is not None]
    found = text(at)
    return [] if found is None else [found]


def instant(at: At) -> str | None:
    """Unix seconds as RFC 3339 in UTC; 0 and null are no time at all. Milliseconds are refused, not guessed."""
    value = at.value
    if value is None or value == "":
        return None
    if isinstance(value, str) and _SECONDS.fullmatch(value.strip()):
        value = int(value.strip())
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _YEAR_10000:
        raise at.refuse("a time in whole Unix seconds")
    return show(datetime.fromtimestamp(value, UTC)) if value else None


def whole(at: At, *, least: int = 0) -> int | None:
    value = at.value
    if value is None or value == "":
        return None
    if isinstance(value, str) and _SECONDS.fullmatch(value.strip()):
        value = int(value.strip())
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value < _MOST:
        raise at.refuse(f"a whole number of at least {least}")
    return value


def money(at: At, currency: At) -> Document | None:
    """An amount in major units, every digit kept; its currency stands beside it in the order or return."""
    number = _decimal(at)
    if number is None:
        return None
    code = needed(currency)
    if code not in CURRENCIES:
        raise currency.refuse("an ISO 4217 currency in capitals, such as SGD")
    if number.is_signed() and number:
        raise at.refuse("an amount that is not negative")
    written = f"{abs(number):f}" if -40 < number.adjusted() < 40 else ""  # noqa: PLR2004
    if not _WRITTEN.fullmatch(written) or len(written.partition(".")[2].rstrip("0")) > digits(code):
        raise at.refuse(f"an amount in {code}, no finer than its {digits(code)} decimals")
    return {"amount": written, "currency": code}


def _decimal(at: At) -> Decimal | None:
    value = at.value
    if value is None or value == "":
        return None
    if isinstance(value, Decimal) and value.is_finite() and abs(int(value.as_tuple().exponent)) < 10**6:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**40:
        return Decimal(value)
    if isinstance(value, str) and _AMOUNT.fullmatch(value.strip()):
        return Decimal(value.strip())
    raise at.refuse("an amount of money")


def country(at: At) -> str | None:
    """A two-letter country; one that is starred out (TW) is unknown."""
    found = text(at)
    if found is None or not found.strip("*"):
        return None
    if found not in COUNTRIES:
        raise at.refuse("a two-letter country, such as SG")
    return found


def reason(word: str | None) -> str | None:
    """Our reason for the platform's word, where the pack names one."""
    return book(Platform.shopee).reasons.get(word) if word is not None else None


def rows(at: At, item: str) -> Iterator[At]:
    """The objects of a list, also of one wrapped under its item's name."""
    for row in at.each(item):
        if not isinstance(row.value, dict):
            raise row.refuse("an object")
        yield row
