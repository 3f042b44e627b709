"""Instants: RFC 3339 text to aware datetimes in UTC and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(?::\d\d(?:[.,](\d+))?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_NO_OFFSET = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?", re.ASCII)
_LATEST = datetime.max.replace(tzinfo=UTC)


class NotAnInstant(ValueError):
    """The text is no RFC 3339 instant with an offset; the message says what was expected."""


def parse(text: str) -> datetime:
    """`2026-10-25T13:00:00-07:00` as an aware datetime in UTC; platforms' pages leave out the seconds, and so may it.

    Raises `NotAnInstant`.
    """
    if text[4:5] == text[7:8] == "-" and text[13:14] == text[16:17] == ":" and text[10:11] == "T" and text[19:] == "Z":
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass  # a leap second, or no such day: the long way says which
    match = _RFC3339.fullmatch(text)
    if match is None:
        if _NO_OFFSET.fullmatch(text):
            raise NotAnInstant("a time with an offset, such as 2026-11-22T08:00:00Z; this one has none")
        raise NotAnInstant("an RFC 3339 time with an offset, such as 2026-11-22T08:00:00Z")
    fraction, leap = match[1], text[17:19] == "60"
    if fraction and len(fraction) > 6:  # datetime holds microseconds
        text = text[: match.start(1) + 6] + text[match.end(1) :]
    if leap:  # a leap second is taken as the last instant of its minute
        text = text[:17] + "59" + text[19:]
    try:
        return datetime.fromisoformat(text.upper().replace(",", ".")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotAnInstant("a time that exists, such as 2026-11-22T08:00:00Z") from None


def show(instant: datetime) -> str:
    """UTC with a Z; fractions only where there are some."""
    text = (instant if instant.tzinfo is UTC else instant.astimezone(UTC)).isoformat()
    return text[:-6] + "Z"


def after(instant: datetime, *, days: float = 0, hours: float = 0) -> datetime:
    """That many days of 24 h and hours later; the end of time where that lies beyond the calendar."""
    try:
        return instant + timedelta(days=days, hours=hours)
    except OverflowError:
        return _LATEST
