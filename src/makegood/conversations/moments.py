"""Days and hours as the messengers write them, and the instant they mean: where two are possible, none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from zoneinfo import ZoneInfo

from makegood.conversations.formats import formats, values

_BUDDHIST = 543  # a Thai page counts its years from the Buddha


class UnknownZone(ValueError):
    """The zone is no IANA name and no offset; the message says what was expected."""


class Order(Enum):
    """Which of day and month comes first in a date of three numbers."""

    day_first = "day_first"
    month_first = "month_first"


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written; which fields are there depends on how, and `style` names the way."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    numbers: tuple[int, int, int] | None = None
    undecidable: bool = False
    ago: int | None = None
    weekday: int | None = None
    style: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int
    minute: int
    second: int
    half: str | None
    zone: str | None
    has_seconds: bool = False


class Undecided(Exception):
    """The instant is open, for the reason whose code this carries."""


def day_of(found: re.Match[str]) -> Day | None:
    """The date that a match holds."""
    part = found.groupdict()
    for year, month, day in (
        ("year", "month", "day"),
        ("year2", "month2", "day2"),
        ("year3", "month3", "day3"),
        ("", "month4", "day4"),
    ):
        if part.get(day):
            return Day(_year(part.get(year)), _month(part[month]), int(part[day]), style=_style(found, month))
    if part.get("one"):
        numbers = (int(part["one"]), int(part["two"]), int(part["three"]))
        # 26-11-20 may begin with its year, and so may whatever a Chinese clock follows
        short = len(part["three"]) == 2
        chinese = not (part.get("half") or "a").isascii()
        return Day(numbers=numbers, undecidable=short and (part["sign"] == "-" or chinese), style=part["sign"])
    if part.get("ago"):
        return Day(ago=int(values("days")[_spaced(part["ago"])]))
    if part.get("weekday"):
        return Day(weekday=int(values("weekdays")[_spaced(part["weekday"])]))
    return None


def _style(found: re.Match[str], month: str) -> str:
    """The group that held the month, and the sign after it."""
    return month + found.string[found.end(month) : found.end(month) + 1]


def _spaced(word: str) -> str:
    return re.sub(r"\s", " ", word).casefold()


def _year(written: str | None) -> int | None:
    if not written:
        return None
    year = int(written)
    return year - _BUDDHIST if 2400 < year < 2700 else year


def _month(written: str) -> int:
    return int(written) if written.isdigit() else int(values("months")[_spaced(written)])


def clock_of(found: re.Match[str]) -> Clock | None:
    """The hour that a match holds."""
    part = found.groupdict()
    if not part.get("hour"):
        return None
    half = part.get("half") or part.get("half2")
    return Clock(
        int(part["hour"]),
        int(part["minute"]),
        int(part.get("second") or 0),
        values("halves")[_spaced(half)] if half else None,
        part.get("zone"),
        bool(part.get("second")),
    )


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
    year = _year(str(year + 2000)) or 0 if year < 100 else _year(str(year)) or 0
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


def instant(day: date, clock: Clock, zone: tzinfo | None) -> datetime:
    """The instant in UTC; the zone written beside the hour outranks the one given. Raises `Undecided`."""
    local = datetime.combine(day, hour(clock))
    if clock.zone:
        zone = _written_zone(clock.zone)
    if zone is None:
        raise Undecided("no_zone")
    try:
        earlier, later = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        exists = earlier.astimezone(zone).replace(tzinfo=None) == local
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
    known = {name.casefold(): minutes for name, minutes in formats()["zones"].items()}
    minutes = known.get(letters[1].strip().casefold(), -1) if letters else -1
    if minutes == -1:
        raise Undecided("zone_unknown")
    return timezone(timedelta(minutes=minutes))


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
