"""Pacific wall clock both ways: what is asked for loses nothing to the hour that comes twice, and what is read there stays in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.connectors.aliexpress.fields import PACIFIC, instant
from makegood.connectors.parts import At
from makegood.core.instants import parse

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as the platform tells it: in the hour that comes twice in autumn it may be either of two."""

    first: datetime
    last: datetime

    @property
    def is_sure(self) -> bool:
        return self.first == self.last


def moment(at: At) -> Moment | None:
    """Raises `NotUnderstood`."""
    told = instant(at)
    if told is None:
        return None
    first = parse(told)
    return Moment(first, first + HOUR if _comes_twice(first) else first)


def from_wall(since: datetime) -> str:
    """The wall time that a list is asked from: at or before `since`, and outside the hour that comes twice."""
    at = since
    while _is_doubtful(at):
        at = at.replace(minute=0, second=0, microsecond=0) - timedelta(seconds=1)
    return _wall(at)


def until_wall(until: datetime) -> str:
    """The wall time that a list is asked up to: at or after `until`, and outside that hour."""
    at = until if until.microsecond == 0 else until + timedelta(seconds=1)
    while _is_doubtful(at):
        at = at.replace(minute=0, second=0, microsecond=0) + HOUR
    return _wall(at)


def _wall(at: datetime) -> str:
    return at.astimezone(PACIFIC).strftime("%Y-%m-%d %H:%M:%S")


def _naive(at: datetime) -> datetime:
    return at.astimezone(PACIFIC).replace(tzinfo=None)


def _comes_twice(first: datetime) -> bool:
    return _naive(first) == _naive(first + HOUR)


def _is_doubtful(at: datetime) -> bool:
    return _comes_twice(at) or _comes_twice(at - HOUR)
