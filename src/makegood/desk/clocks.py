"""Time left, as text and as urgency: the same arithmetic as the browser's, which counts on from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from django.utils.translation import gettext

HOUR, DAY = 3600, 86400


class Group(StrEnum):
    """The inbox's groups, soonest first."""

    overdue = "overdue"
    four_hours = "four_hours"
    today = "today"
    tomorrow = "tomorrow"
    this_week = "this_week"
    later = "later"
    unknown = "unknown"
    closed = "closed"


class Urgency(StrEnum):
    """How the chip looks: filled, red outline, amber, grey (screens.md §2, 13)."""

    overdue = "overdue"
    red = "red"
    amber = "amber"
    grey = "grey"


@dataclass(frozen=True, slots=True)
class Chip:
    """A clock as a page shows it. `given`: the platform gave the time; otherwise it is worked out from a clause."""

    due_at: datetime | None
    left: str
    urgency: Urgency
    given: bool
    clause: str | None = None


def left(due_at: datetime, now: datetime) -> str:
    """`2 d 4 h`, `3 h 12 min`, `12:04`; late: how long ago."""
    seconds = int((due_at - now).total_seconds() // 1)
    text = _span(abs(seconds))
    return gettext("overdue {left}").replace("{left}", text) if seconds < 0 else text


def _span(seconds: int) -> str:
    if seconds >= DAY:
        shape = gettext("{d} d {h} h")
    elif seconds >= HOUR:
        shape = gettext("{h} h {m} min")
    else:
        shape = gettext("{m}:{s}")
    days, rest = divmod(seconds, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, 60)
    return (
        shape.replace("{d}", str(days))
        .replace("{h}", str(hours))
        .replace("{m}", str(minutes) if seconds >= HOUR else f"{minutes:02}")
        .replace("{s}", f"{rest:02}")
    )


def urgency(due_at: datetime | None, now: datetime) -> Urgency:
    if due_at is None:
        return Urgency.grey
    if due_at <= now:
        return Urgency.overdue
    ahead = due_at - now
    return Urgency.red if ahead < timedelta(hours=4) else Urgency.amber if ahead < timedelta(hours=24) else Urgency.grey


def group(due_at: datetime | None, now: datetime, zone: tzinfo) -> Group:
    """Overdue and the next four hours by the clock; the days by the viewer's calendar, weeks from Monday."""
    if due_at is None:
        return Group.unknown
    if due_at <= now:
        return Group.overdue
    if due_at - now < timedelta(hours=4):
        return Group.four_hours
    today, then = now.astimezone(zone).date(), due_at.astimezone(zone).date()
    days = (then - today).days
    if days <= 0:
        return Group.today
    if days == 1:
        return Group.tomorrow
    return Group.this_week if days <= 6 - today.weekday() else Group.later


def end_of_day(now: datetime, zone: tzinfo) -> datetime:
    """The first instant of tomorrow, where the viewer is."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), zone)


def chip(due_at: datetime | None, now: datetime, *, source: str | None, clause: str | None) -> Chip:
    text = left(due_at, now) if due_at is not None else gettext("time unknown")
    return Chip(due_at, text, urgency(due_at, now), source == "platform", clause)
