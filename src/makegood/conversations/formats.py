"""The tables of `formats.toml`, and the pieces its patterns are made of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LONGEST = 240
"""A header line is looked for in the first so many characters of a line."""


@cache
def formats() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("formats.toml").read_text(encoding="utf-8"))


@cache
def values(table: str) -> Mapping[str, Any]:
    """Each word of a table, in small letters, with the table's key for it."""
    return {word.casefold(): key for key, words in formats()[table].items() for word in words}


def one_of(words: Iterable[str]) -> str:
    """Any of the words, the longest that is there; letter by letter, so that hundreds of words cost no more than a few."""
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        tails.setdefault(word[:1], []).append(word[1:])
    is_end = bool(tails.pop("", None))
    every = [(_letter(first) + (one_of(rest) if any(rest) else "")) for first, rest in tails.items()]
    if not every:
        return ""
    return f"(?={begins(tails)})(?:{'|'.join(every)})" if not is_end else f"(?:{'|'.join(every)})?"


def begins(words: Iterable[str]) -> str:
    """Any letter that one of the words begins with."""
    return f"[{''.join(sorted({_letter(word[0]) for word in words}))}]"


def _letter(sign: str) -> str:
    return r"\s" if sign == " " else re.escape(sign)


@cache
def pieces() -> dict[str, str]:
    """What stands for `<day>`, `<clock>` and the rest; each may be used once in a pattern."""
    table = formats()
    month, weekday = one_of(values("months")), one_of(values("weekdays"))
    half, zone = one_of(values("halves")), one_of(table["zones"])
    party = {word for side in table["speakers"].values() for word in side["wish_ticket"]}
    first = begins(word for name in ("weekdays", "months", "days") for word in values(name))
    day = (
        rf"(?=\d|{first})(?:(?:{weekday})[.,，]{{0,2}}\s{{1,2}})?(?:"
        r"(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?:\s?[日号일]|\.)?"
        r"|(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<three>\d{4}|\d{2})"
        rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.|º)?[\s/-]{{0,2}}(?:de\s)?(?P<month2>{month})"
        r"[.,]{0,2}(?:[\s/-](?:de\s|del\s)?(?P<year2>\d{4}))?"
        rf"|(?P<month3>{month})\.?\s(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s{{1,2}}(?P<year3>\d{{4}})(?!:))?"
        r"|(?P<month4>\d{1,2})\s?[月월]\s?(?P<day4>\d{1,2})\s?[日号일]"
        rf"|(?P<ago>{one_of(values('days'))})"
        rf"|(?P<weekday>{weekday})"
        rf")(?:\s?[(（]?(?:(?:星期|周|週)[一二三四五六日天]|[월화수목금토일]요일)[)）]?)?"
    )
    clock = _clock(half, ":：")
    offset = r"(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?"
    zoned = rf"(?P<zone>\(?(?:{offset}|{zone})\)?(?:\s\([A-Za-z ]{{2,30}}\))?)"
    return {
        "day": day,
        "clock": clock,
        "clock.": _clock(half, ":：."),
        "zone": zoned,
        "moment": rf"{day}(?:[,，]?\s{{0,3}}|\s{{1,2}}(?:at|um|às|à|a\slas)\s{{1,2}}|T){clock}(?:\s{{0,2}}{zoned})?",
        "author": r"(?P<author>\S(?:.{0,62}?\S)?)",
        "name": r"(?P<author>[^\s:：，。！？,!?](?:[^:：，。！？,!?]{0,30}[^\s:：，。！？,!?])?)",
        "mark": f"(?:{one_of(table['notices']['marks'])})",
        "party": rf"(?P<author>(?-i:{one_of(party)}))",
    }


def _clock(half: str, signs: str) -> str:
    return (
        rf"(?:(?P<half>{half})\s?)?(?P<hour>\d{{1,2}})[{signs}](?P<minute>\d{{2}})"
        rf"(?:[{signs}](?P<second>\d{{2}})(?:\.\d{{1,6}})?)?(?:\s?(?P<half2>{half})(?![^\W\d_]))?"
    )


def filled(pattern: str) -> re.Pattern[str]:
    """A pattern of the table with its pieces put in."""
    whole = re.sub(r"<(day|clock\.?|moment|zone|author|name|mark|party)>", lambda found: pieces()[found[1]], pattern)
    return re.compile(whole, re.IGNORECASE)


_MARKS = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000\t"), " ")
_PLAIN: dict[int, str | None] = {**_MARKS, **_SPACES}


def plain(text: str) -> str:
    """Without the marks that set the direction of writing, every blank a space: for looking, not for keeping."""
    return text if text.isascii() and "\t" not in text else text.translate(_PLAIN)


def place(text: str, position: int) -> int:
    """Where in `text` the character lies that is at `position` in `plain(text)`."""
    if text.isascii():
        return min(position, len(text))
    for at, sign in enumerate(text):
        if position == 0 and ord(sign) not in _MARKS:
            return at
        position -= ord(sign) not in _MARKS
    return len(text)
