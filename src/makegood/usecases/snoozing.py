"""How long a case may be put off: never past its last safe moment, so that it is back before its clock is red."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from makegood.core.text import Text

RED = timedelta(hours=4)
"""House: below this a clock is red; a case put off is back by then."""
LONGEST = timedelta(days=30)
"""House: what has no clock comes back by itself all the same."""
MORNING, EVENING = time(9), time(18)


class Until(StrEnum):
    """When it comes back."""

    two_hours = "two_hours"
    evening = "evening"
    tomorrow = "tomorrow"
    three_days = "three_days"
    monday = "monday"


@dataclass(frozen=True, slots=True)
class Offer:
    until: Until
    at: datetime


class TooLate(Exception):
    """It may not be put off so long; says until when at most."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def last_safe(due_at: datetime | None, now: datetime) -> datetime:
    """The latest that a case with this clock may come back."""
    longest = now + LONGEST
    return longest if due_at is None else min(due_at - RED, longest)


def offers(now: datetime, clocks: Iterable[datetime | None], zone: tzinfo) -> list[Offer]:
    """The times that are safe for all of these cases, soonest first, each instant once."""
    most = min((last_safe(one, now) for one in clocks), default=now)
    here = now.astimezone(zone)
    found: dict[datetime, Until] = {}
    for until in Until:
        at = _instant(until, here)
        if now < at <= most:
            found.setdefault(at, until)
    return [Offer(until, at) for at, until in sorted(found.items())]


def insist_safe(until: datetime, due_at: datetime | None, now: datetime) -> None:
    """Raises `TooLate` where it would come back after its last safe moment, or has come already."""
    most = last_safe(due_at, now)
    if until <= now:
        raise TooLate(Text("that time is past", "该时间已过"))
    if until > most:
        raise TooLate(
            Text(
                f"its clock allows {most:%Y-%m-%d %H:%M %Z} at the latest"
                if most > now
                else "it lapses too soon to be put off",
                f"时限只允许暂缓到 {most:%Y-%m-%d %H:%M %Z}" if most > now else "即将到期，不能再暂缓",
            )
        )


def _instant(until: Until, here: datetime) -> datetime:
    match until:
        case Until.two_hours:
            return (here + timedelta(hours=2)).replace(second=0, microsecond=0)
        case Until.evening:
            return datetime.combine(here.date(), EVENING, here.tzinfo)
        case Until.tomorrow:
            return datetime.combine(here.date() + timedelta(days=1), MORNING, here.tzinfo)
        case Until.three_days:
            return datetime.combine(here.date() + timedelta(days=3), MORNING, here.tzinfo)
        case Until.monday:
            return datetime.combine(here.date() + timedelta(days=7 - here.weekday()), MORNING, here.tzinfo)
