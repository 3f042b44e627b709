"""The platform's spellings of time: compact text with its offset in calls, a wall clock of China in messages, epoch milliseconds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
_COMPACT = re.compile(r"(\d{14})(\d{3})?([+-]\d{4})?", re.ASCII)


def compact(at: datetime | None) -> str | None:
    """Quirk (§1.3): `20180721172608000+0800`. What has not happened has no member."""
    if at is None:
        return None
    here = at.astimezone(CHINA)
    return f"{here:%Y%m%d%H%M%S}{here.microsecond // 1000:03d}+0800"


def from_compact(text: str) -> datetime:
    """Milliseconds and offset may be missing, as callers write them; then GMT+8. Raises `ValueError`."""
    match = _COMPACT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no time such as 20180721172608000+0800")
    at = datetime.strptime(match[1] + (match[3] or "+0800"), "%Y%m%d%H%M%S%z")
    return (at + timedelta(milliseconds=int(match[2] or 0))).astimezone(UTC)


def wall(at: datetime) -> str:
    """As messages spell it: no offset (§2.5)."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
