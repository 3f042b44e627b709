"""When it is daytime where a buyer is: a message sent by night is read late, or wakes somebody."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

FROM, UNTIL = time(9), time(20)
"""House: the buyer's day. In a country of several zones it is day where it is day in all of them."""
SPARE = timedelta(hours=1)
"""House: a message put off leaves this long before the case's next clock runs out, at the latest."""
_STEP = timedelta(minutes=30)
_FAR = timedelta(days=2)


@cache
def _zones() -> dict[str, list[str]]:
    return tomllib.loads(files("makegood.usecases").joinpath("daytime.toml").read_text("utf-8"))


def zones_of(country: str | None) -> list[ZoneInfo]:
    """The zones of a country; empty where it is not known."""
    return [ZoneInfo(name) for name in _zones().get((country or "").upper(), [])]


def is_day(at: datetime, zones: Sequence[ZoneInfo]) -> bool:
    return all(FROM <= at.astimezone(zone).time() < UNTIL for zone in zones)


def next_day(now: datetime, zones: Sequence[ZoneInfo], *, before: datetime | None) -> datetime | None:
    """The first instant of daytime from now on, at a whole or half hour; None where the clock runs out before, or no zone is known."""
    if not zones:
        return None
    last = now + _FAR if before is None else min(before - SPARE, now + _FAR)
    at = now if is_day(now, zones) else _half_hour_after(now)
    while at <= last:
        if is_day(at, zones):
            return at
        at += _STEP
    return None


def _half_hour_after(now: datetime) -> datetime:
    start = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return next(at for at in (start + _STEP, start + 2 * _STEP) if at > now)
