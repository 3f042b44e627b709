"""Members of a message read exactly, and no wider than the case file takes: what cannot be said there is refused or stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Context, Decimal
from typing import Any

from makegood.connectors.parts import At, Document, NotUnderstood
from makegood.core.countries import COUNTRIES
from makegood.core.instants import parse, show
from makegood.core.money import CURRENCIES, digits
from makegood.core.shapes import LANGUAGE, TWICE

_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{0,30})?", re.ASCII)
_EXACT = Context(prec=80)
_MOST = 18
"""Digits before the point that an amount of the case file may have."""
_DEEPEST = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def refuse_twins(at: At) -> None:
    """An object that gives one name twice says two things at once: refused, wherever it stands. So is nesting without end."""
    waiting = [(at, 0)]
    while waiting:
        here, depth = waiting.pop()
        if depth > _DEEPEST:
            raise NotUnderstood(at.method, here.path[:200], "nesting without end", f"at most {_DEEPEST} levels")
        if isinstance(here.value, Mapping):
            if TWICE in here.value:
                twice = ", ".join(map(str, here.value[TWICE]))[:60]
                raise NotUnderstood(at.method, here.path, "a name twice in one object", f"each name once, also {twice}")
            inner = (At(what, here.method, f"{here.path}.{name}") for name, what in here.value.items())
            waiting.extend((member, depth + 1) for member in inner)
        elif isinstance(here.value, list):
            waiting.extend((item, depth + 1) for item in here.each())


def in_order(events: Iterable[Document]) -> list[Document]:
    """As they happened; platforms list the newest first."""
    return sorted(events, key=lambda event: parse(event["at"]))


def words(at: At) -> str | None:
    """Text as it stands, masked or not; blank is unknown, half a character (a lone surrogate) is refused."""
    text = at.text()
    if text is not None and not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise at.refuse("text without half characters (lone surrogates)") from None
    return text


def needed(at: At) -> str:
    text = words(at)
    if text is None:
        raise at.refuse("text that is not empty")
    return text


def filled(at: At, *names: str) -> At:
    """The first of these members that is neither absent nor blank: a string twin before the number, one spelling before another."""
    for name in names:
        member = at / name
        if member.value is not None and not (isinstance(member.value, str) and not member.value.strip()):
            return member
    return at / names[0]


def truth(at: At) -> bool | None:
    """A truth value, also as text: `true`, `"True"`, `"false"`."""
    if at.value is None or isinstance(at.value, bool):
        return at.value
    said = at.value.strip().lower() if isinstance(at.value, str) else None
    if said not in ("true", "false", ""):
        raise at.refuse("true or false")
    return {"true": True, "false": False}.get(said)


def number(at: At) -> Decimal | None:
    """A plain decimal number, from JSON's own or from text; no exponent so great that writing it out would never end."""
    value = at.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, Decimal) and value.is_finite():
        if -30 <= value.adjusted() <= 30 and len(value.as_tuple().digits) <= 60:
            return value
        if value.is_zero():
            return Decimal(0)
    plain = value.strip() if isinstance(value, str) else str(value)
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not _NUMBER.fullmatch(plain):
        raise at.refuse("a number")
    return Decimal(plain)


def whole(at: At) -> int | None:
    """A whole number, also as text or as 2.00; one with a fraction (half a ton) is no count and stays unknown."""
    found = number(at)
    if found is None or found != found.to_integral_value():
        return None
    return int(found)


def count(at: At) -> int | None:
    """How many pieces, at least one."""
    found = whole(at)
    return found if found is not None and 1 <= found < 10**15 else None


def _plain(amount: Decimal) -> str:
    """All digits of a decimal, without an exponent."""
    return f"{amount:f}"


def amount(at: At, currency: str | None, *, minor: int = 0) -> Document | None:
    """Money of the case file to the last digit, shifted exactly where the platform counts in fen; None where a part is unknown.

    Refused: less than nothing, more digits than money has, finer than the currency's minor unit.
    """
    found = number(at)
    if found is None or currency is None:
        return None
    shifted = found.scaleb(-minor, _EXACT)
    if shifted < 0:
        raise at.refuse("an amount that is not negative")
    before, _, behind = _plain(shifted.copy_abs()).partition(".")  # minus nought is nought
    if len(before) > _MOST or len(behind.rstrip("0")) > digits(currency):
        raise at.refuse(f"an amount of at most {_MOST} digits, no finer than {currency}'s minor unit")
    kept = behind[: max(digits(currency), len(behind.rstrip("0")))]
    return {"amount": f"{before}.{kept}" if kept else before, "currency": currency}


def price(at: At, currency: str | None) -> Document | None:
    """A unit price; one finer than the minor unit (0.015 a screw) is real, but no money of the case file: unknown there."""
    found = number(at)
    if found is not None and currency is not None and found > 0:
        behind = _plain(found).partition(".")[2].rstrip("0")
        if len(behind) > digits(currency):
            return None
    return amount(at, currency)


def currency(at: At) -> str | None:
    """An ISO 4217 code; another word is refused, for an amount in an unknown unit is no amount."""
    code = words(at)
    if code is not None and code not in CURRENCIES:
        raise at.refuse("an ISO 4217 currency in capitals, such as USD")
    return code


def country(at: At) -> str | None:
    """An ISO 3166 code, where it is one."""
    code = words(at)
    return code if code in COUNTRIES else None


def language(at: At) -> str | None:
    """A BCP 47 tag, where it is one; `pt_BR` is `pt-BR`."""
    tag = (words(at) or "").replace("_", "-")
    return tag if LANGUAGE.pattern is not None and LANGUAGE.pattern.fullmatch(tag) else None


def epoch(at: At, *, milliseconds: bool = False) -> str | None:
    """An instant from Unix seconds or milliseconds."""
    since = whole(at)
    if since is None:
        return None
    try:
        return show(_EPOCH + (timedelta(milliseconds=since) if milliseconds else timedelta(seconds=since)))
    except OverflowError:
        raise at.refuse("a Unix time") from None


def spelt(value: Any, known: Mapping[str, str]) -> str | None:
    """What a word of the platform is called here; None for any that the table does not hold, of whatever type."""
    return known.get(value) if isinstance(value, str) else None


def joined(parts: Iterable[str | None], by: str = " ") -> str | None:
    return by.join(part for part in parts if part) or None
