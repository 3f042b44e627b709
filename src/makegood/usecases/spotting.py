"""Finds in a text what a message may promise or betray: amounts, days, numbers, ways to be reached, whom it greets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from makegood.core.case import plain_number
from makegood.core.money import CURRENCIES
from makegood.policies import remarks

_NUMBER = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?"
_SIGNS = {
    "US$": "USD", "R$": "BRL", "CN¥": "CNY", "HK$": "HKD", "€": "EUR", "£": "GBP", "₽": "RUB", "₩": "KRW", "$": None, "¥": None,
    "元": "CNY", "美元": "USD", "人民币": "CNY",
}  # fmt: skip
_NAMED = {"euro": "EUR", "dollar": None, "dólar": None, "dolar": None, "руб": "RUB", "real": "BRL", "reais": "BRL"}
_SIGN = "|".join(
    [re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)]
    + [rf"\b(?:{'|'.join(sorted(CURRENCIES))})\b"]
    + [rf"\b{name}\w*" for name in ("euro", "dollar", "dólar", "dolar", "руб", "reais")]
)
_AMOUNT = re.compile(
    rf"(?P<before>{_SIGN})\s?(?P<one>{_NUMBER})(?![\w-])|(?<![\w.,-])(?P<two>{_NUMBER})\s?(?P<after>{_SIGN})"
)
_LINK = re.compile(r"https?://\S+|www\.\S+|\b(?:[a-z0-9-]+\.)+(?:com|net|org|cn|shop|store|me|io|ru|es|fr|br|co|vip|top)\b(?:/\S*)?", re.IGNORECASE)  # fmt: skip
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+\d[\d\s().-]{7,}\d|(?:\btel\b|phone|\bcall\b|电话|手机|tel[ée]f|тел)[^\d\n]{0,8}\d[\d\s().-]{5,}\d", re.IGNORECASE)  # fmt: skip
_IDENTIFIER = re.compile(r"(?<![\w/@.-])[A-Za-z0-9](?:[A-Za-z0-9-]{8,38})[A-Za-z0-9](?![\w@-])")
_LEAST_DIGITS = 6
"""House: a word of ten signs or more with so many digits is taken for a number of an order or a parcel."""
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")
PLACES = re.compile(
    r"\{[^{}\n]{0,40}\}|\[(?:name|order|amount|date|tracking|姓名|订单号?|金额|日期|单号)\]|_{3,}|\bX{3,}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """`currency` None: the sign stands for several (`$`, `¥`)."""

    found: str
    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day named. Where day and month could change places, `days` holds both readings."""

    found: str
    days: tuple[date, ...]


def amounts(text: str) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(text):
        sign = match["before"] or match["after"]
        yield Amount(match[0].strip(), _decimal(match["one"] or match["two"]), _currency(sign))


def _currency(sign: str) -> str | None:
    if sign in _SIGNS:
        return _SIGNS[sign]
    return next((code for name, code in _NAMED.items() if sign.lower().startswith(name)), sign)


def _decimal(number: str) -> Decimal:
    """The last sign that one or two digits follow is the decimal point; every other one groups."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", number)
    match = re.search(r"[.,](\d{1,2})$", plain)
    whole = plain[: match.start()] if match else plain
    return Decimal(f"{re.sub(r'[.,]', '', whole)}.{match[1] if match else 0}")


# --- days -----------------------------------------------------------------------------------------------------

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?<![\d.,/])(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d.,/]?\d)")
_IN_CHINESE = re.compile(r"(?:(\d{4})\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]")


def days(text: str, *, today: date) -> Iterator[Day]:
    """Every day that the text names. One without its year: the one nearest to today."""
    for match in _ISO.finditer(text):
        yield from _day(match[0], [(match[1], match[2], match[3])], today)
    for match in _DOTTED.finditer(text):
        if match[3] or "/" in match[0]:
            yield from _day(match[0], [(match[3], match[2], match[1]), (match[3], match[1], match[2])], today)
    for match in _IN_CHINESE.finditer(text):
        yield from _day(match[0], [(match[1], match[2], match[3])], today)
    for match in _written().finditer(text):
        name = match["m1"] or match["m2"]
        month = next(place for place, one in enumerate(remarks.months(), 1) if re.fullmatch(one, name, re.IGNORECASE))
        yield from _day(match[0], [(match["year"], str(month), match["d1"] or match["d2"])], today)


@cache
def _written() -> re.Pattern[str]:
    month = "|".join(remarks.months())
    of, day = r"(?:\s+(?:de|of))?", r"\d{1,2}(?:st|nd|rd|th|\.|º|er)?"
    year = rf"(?:,?{of}\s+(?P<year>\d{{4}}))?"
    first = rf"(?P<d1>{day}){of}\s+(?P<m1>{month})\b"
    second = rf"\b(?P<m2>{month})\.?\s+(?P<d2>{day})\b"
    return re.compile(rf"(?<!\d)(?:{first}|{second}){year}", re.IGNORECASE)


def _day(found: str, read: list[tuple[str | None, str, str]], today: date) -> Iterator[Day]:
    known = [one for year, month, day in read if (one := _date(year, month, day, today)) is not None]
    if known:
        yield Day(found.strip(), tuple(dict.fromkeys(known)))


def _date(year: str | None, month: str, day: str, today: date) -> date | None:
    number = int(re.sub(r"\D", "", day) or 0)
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else [today.year - 1, today.year, today.year + 1]
    found = []
    for one in years:
        try:
            found.append(date(one, int(month), number))
        except ValueError:
            continue
    return min(found, key=lambda one: abs((one - today).days), default=None)


# --- numbers, ways to be reached, names --------------------------------------------------------------------------


def identifiers(text: str) -> Iterator[str]:
    """What looks like a number of an order or a parcel, as it stands there."""
    for match in _IDENTIFIER.finditer(text):
        if sum(sign.isdigit() for sign in match[0]) >= _LEAST_DIGITS and not _ISO.fullmatch(match[0]):
            yield match[0]


def is_number(found: str, known: frozenset[str]) -> bool:
    return plain_number(found) in known


def contacts(text: str) -> Iterator[str]:
    """Addresses, phones, messengers and links; a link to the platform itself is none."""
    mails = [match[0] for match in _MAIL.finditer(text)]
    yield from mails
    for match in _LINK.finditer(_MAIL.sub(" ", text)):
        if not remarks.words("own_hosts").search(match[0]):
            yield match[0]
    yield from (match[0].strip() for match in _PHONE.finditer(text))
    yield from (match[0] for match in remarks.words("messengers").finditer(text))


def chinese(text: str) -> str | None:
    match = _CHINESE.search(text)
    return match[0] if match else None


def greeted(text: str) -> str | None:
    """The name in the greeting, where there is one: words with capitals, or Chinese, before a comma or a colon."""
    match = _greeting().match(text.strip())
    return match["name"].strip() if match else None


@cache
def _greeting() -> re.Pattern[str]:
    word = r"[^\W\d_a-zà-ÿа-яё][\w'’-]*"
    return re.compile(
        rf"(?i:{remarks.words('greetings').pattern})[,\s]*\s*(?P<name>{word}(?:\s{word}){{0,3}})\s*[,:!：，！]"
    )
