"""Serial numbers as Shopee writes them: the day, then letters and digits (platforms/shopee.md §2, Envelope)."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

LETTERS = "0123456789ABCDEFGHJKMNPQRSTUVWXY"
LOCAL = timezone(timedelta(hours=8))
STRIDE = 7_368_787
"""Odd, so that counting by it visits every number of a power of two once."""


def serial(at: datetime, number: int, letters: int) -> str:
    """`201214JAJXU6G7` has eight letters after its day, a return's number nine."""
    rest, written = (number * STRIDE + 40_503) % len(LETTERS) ** letters, ""
    for _ in range(letters):
        rest, place = divmod(rest, len(LETTERS))
        written = LETTERS[place] + written
    return f"{at.astimezone(LOCAL):%y%m%d}{written}"
