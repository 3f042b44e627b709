"""Days and hours as the messengers write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from makegood.conversations.formats import values

_BUDDHIST = 543  # a Thai page counts its years from the Buddha


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


def day_of(found: re.Match[str]) -> Day | None:
    """The date that a match holds."""
    if "day" not in found.re.groupindex:
        return None
    first, sign, year, *days, ago, weekday = found.group("one", "sign", "three", *_DAYS, "ago", "weekday")
    if first:
        # 26-11-20 may begin with its year, and so may whatever a Chinese clock follows
        short = len(year) == 2
        chinese = "half" in found.re.groupindex and not (found["half"] or "a").isascii()
        numbers = (int(first), int(found["two"]), int(year))
        return Day(numbers=numbers, undecidable=short and (sign == "-" or chinese), style=sign)
    for (year, month), day in zip(_DATES, days, strict=True):
        if day:
            written = found[year] if year else None
            return Day(
                common_era(int(written)) if written else None,
                _month(found[month]),
                int(day),
                style=_style(found, month),
            )
    if ago:
        return Day(ago=int(values("days")[_spaced(ago)]))
    if weekday:
        return Day(weekday=int(values("weekdays")[_spaced(weekday)]))
    return None


_DAYS = ("day", "day2", "day3", "day4")
_DATES = (("year", "month"), ("year2", "month2"), ("year3", "month3"), ("", "month4"))


def _style(found: re.Match[str], month: str) -> str:
    """The group that held the month, and the sign after it."""
    return month + found.string[found.end(month) : found.end(month) + 1]


def _spaced(word: str) -> str:
    return word.casefold() if word.isalpha() else re.sub(r"\s", " ", word).casefold()


def common_era(year: int) -> int:
    return year - _BUDDHIST if 2400 < year < 2700 else year


def _month(written: str) -> int:
    return int(written) if written.isdigit() else int(values("months")[_spaced(written)])


def clock_of(found: re.Match[str]) -> Clock | None:
    """The hour that a match holds."""
    if "hour" not in found.re.groupindex or not found["hour"]:
        return None
    half = found["half"] or found["half2"]
    return Clock(
        int(found["hour"]),
        int(found["minute"]),
        int(found["second"] or 0),
        values("halves")[_spaced(half)] if half else None,
        found["zone"] if "zone" in found.re.groupindex else None,
        bool(found["second"]),
    )
