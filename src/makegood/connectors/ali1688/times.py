"""1688's forms of a time, as RFC 3339 in UTC."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from makegood.connectors.exact import words
from makegood.connectors.parts import At
from makegood.core.instants import show

HERE = ZoneInfo("Asia/Shanghai")
"""The zone of `yyyy-MM-dd HH:mm:ss`, which pushes give without an offset (sheet §2.5)."""

_COMPACT = re.compile(r"(\d{14})(\d{3})?([+-])(\d\d)(\d\d)", re.ASCII)
_WALL = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d{3}))?", re.ASCII)


def instant(at: At) -> str | None:
    """`yyyyMMddHHmmssSSS+0800` with whatever offset it bears (README: of the samples), or a wall-clock time of China."""
    text = words(at)
    if text is None:
        return None
    try:
        found = _compact(text) or _wall(text)
        if found is not None:
            return show(found)
    except (ValueError, OverflowError):  # a 13th month, the year 0
        pass
    raise at.refuse("a time such as 20180622141034000+0800 or 2018-06-22 14:10:34")


def _compact(text: str) -> datetime | None:
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    offset = timedelta(hours=int(match[4]), minutes=int(match[5]))
    zone = timezone(offset if match[3] == "+" else -offset)
    found = datetime.strptime(match[1], "%Y%m%d%H%M%S").replace(tzinfo=zone)
    return found + timedelta(milliseconds=int(match[2] or 0))


def _wall(text: str) -> datetime | None:
    match = _WALL.fullmatch(text)
    if match is None:
        return None
    found = datetime.strptime(match[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=HERE)
    return found + timedelta(milliseconds=int(match[2] or 0))
