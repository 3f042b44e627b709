"""The instant that a day and an hour mean: where two are possible, none, and every reason why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from functools import cache
from zoneinfo import ZoneInfo

from makegood.conversations.drafts import Draft
from makegood.conversations.formats import formats
from makegood.conversations.moments import Clock, Day, common_era


class UnknownZone(ValueError):
    """The zone is no IANA name and no offset; the message says what was expected."""


class Order(Enum):
    """Which of day and month comes first in a date of three numbers."""

    day_first = "day_first"
    month_first = "month_first"


class Undecided(Exception):
    """The instant is open, for the reason whose code this carries."""


@dataclass(frozen=True, slots=True)
class Moments:
    """What decides the instants of one paste: the orders its dates prove, the zone and the day it was copied."""

    proved: frozenset[Order]
    zone: tzinfo | None
    on: date | None

    def of(self, draft: Draft) -> datetime | None:
        """The instant; None with every reason why not."""
        if draft.clock is None:
            if "no_time" not in draft.doubts and "time_place" not in draft.doubts:
                draft.doubt("no_time")
            return None
        zone = UTC if draft.utc else self.zone
        day: date | None = None
        try:
            if draft.day is None:
                raise Undecided("no_date")
            day = resolved(draft.day, self.proved, self.on)
        except Undecided as reason:
            draft.doubt(str(reason))
        try:
            at = instant(day or _ANY_DAY, draft.clock, zone if day else zone and UTC)
        except Undecided as reason:
            draft.doubt(str(reason))
            return None
        return at if day else None


_ANY_DAY = date(2000, 1, 1)  # to see whether the hour and its zone are good, where the day is open


def orders(days: Iterable[Day]) -> frozenset[Order]:
    """The orders that some date among these proves: a number above twelve is no month."""
    proved = set()
    for day in days:
        if day.numbers and not day.undecidable:
            first, second, _ = day.numbers
            if first > 12 >= second:
                proved.add(Order.day_first)
            elif second > 12 >= first:
                proved.add(Order.month_first)
    return frozenset(proved)


def resolved(day: Day, proved: frozenset[Order], on: date | None) -> date:
    """The day meant. Raises `Undecided`."""
    if day.numbers is not None:
        return _ordered(day, proved)
    if day.ago is not None or day.weekday is not None:
        if on is None:
            raise Undecided("needs_on")
        back = day.ago if day.ago is not None else (on.weekday() - (day.weekday or 0) - 1) % 7 + 1
        return _back(on, back)
    assert day.month is not None and day.day is not None
    if day.year is None:
        if on is None:
            raise Undecided("needs_on")
        this_year = _real(on.year, day.month, day.day)
        if this_year > on:  # a messenger leaves out the year only within it
            raise Undecided("year_unknown")
        return this_year
    return _real(day.year, day.month, day.day)


def _ordered(day: Day, proved: frozenset[Order]) -> date:
    assert day.numbers is not None
    first, second, year = day.numbers
    year = common_era(year + 2000 if year < 100 else year)
    if day.undecidable:
        raise Undecided("order_unknown")
    if first > 12 or first == second:
        return _real(year, second, first)
    if second > 12:
        return _real(year, first, second)
    if len(proved) != 1:
        raise Undecided("order_unknown")
    return _real(year, second, first) if Order.day_first in proved else _real(year, first, second)


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Undecided("time_unreal") from None


def _back(on: date, days: int) -> date:
    try:
        return on - timedelta(days=days)
    except OverflowError:
        raise Undecided("time_unreal") from None


def hour(clock: Clock) -> time:
    """The hour of the day meant. Raises `Undecided`."""
    hours = clock.hour
    if clock.half == "am":
        hours = 0 if hours == 12 else hours if hours < 12 else -1
    elif clock.half == "pm":
        hours = hours if hours >= 12 else hours + 12 if hours else -1
    elif clock.half == "evening":  # at twelve in the evening it is noon or midnight
        hours = hours + 12 if hours < 12 else -1 if hours == 12 else hours
    elif clock.half == "noon" and hours < 4:
        hours += 12
    try:
        return time(hours, clock.minute, clock.second)
    except ValueError:
        raise Undecided("time_unreal") from None


def goes_back(before: Clock | None, after: Clock | None) -> bool:
    """Is the hour an earlier one than that before it? Then a day has passed between them."""
    try:
        return before is not None and after is not None and hour(after) < hour(before)
    except Undecided:
        return False


def instant(day: date, clock: Clock, zone: tzinfo | None) -> datetime:
    """The instant in UTC; the zone written beside the hour outranks the one given. Raises `Undecided`."""
    local = datetime.combine(day, hour(clock))
    if clock.zone:
        zone = _written_zone(clock.zone)
    if zone is None:
        raise Undecided("no_zone")
    try:
        earlier = local.replace(tzinfo=zone).astimezone(UTC)
        if isinstance(zone, timezone):  # its clocks are never changed
            return earlier
        later = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
        exists = earlier == later or earlier.astimezone(zone).replace(tzinfo=None) == local
    except (OverflowError, ValueError):
        raise Undecided("time_unreal") from None
    if earlier != later:
        raise Undecided("time_twice" if exists else "time_skipped")
    return earlier


_OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE | re.ASCII)


def _written_zone(written: str) -> tzinfo:
    shift = _OFFSET.match(written)
    if shift:
        return _shifted(shift)
    letters = re.match(r"\(?([^()]{1,20}?)\)?(?:\s\(|$)", written)
    minutes = _zones().get(letters[1].strip().casefold(), -1) if letters else -1
    if minutes == -1:
        raise Undecided("zone_unknown")
    return timezone(timedelta(minutes=minutes))


@cache
def _zones() -> dict[str, int]:
    return {name.casefold(): minutes for name, minutes in formats()["zones"].items()}


def _shifted(shift: re.Match[str]) -> tzinfo:
    minutes = int(shift[2]) * 60 + int(shift[3] or 0)
    if minutes > 14 * 60:
        raise Undecided("time_unreal")
    return timezone(timedelta(minutes=-minutes if shift[1] == "-" else minutes))


def zone_named(name: str) -> tzinfo:
    """A zone by its IANA name or its offset. Raises `UnknownZone`."""
    shift = _OFFSET.fullmatch(name.strip())
    try:
        return _shifted(shift) if shift else UTC if name.strip().upper() in ("UTC", "Z") else ZoneInfo(name.strip())
    except (Undecided, KeyError, ValueError, OSError):
        expected = "an IANA zone such as Asia/Shanghai, or an offset such as +08:00"
        raise UnknownZone(f"zone: found {name[:40]!r}; expected {expected}") from None
