"""The lines of a paste, each looked at once: is it blank, is it a day, is it a time and nothing else?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import overload

from makegood.conversations.formats import LONGEST, filled, formats, plain
from makegood.conversations.moments import Clock, Day, clock_of, day_of


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time that is a whole line."""

    day: Day | None
    clock: Clock | None


class Lines(Sequence[str]):
    """The lines of a text, whichever way they end; the first has the number 1, so place 0 is empty."""

    def __init__(self, text: str) -> None:
        self.texts = ["", *text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
        self.is_blank = [not text or text.isspace() for text in self.texts]
        self.told = [line for line, blank in enumerate(self.is_blank) if not blank]
        self._days: dict[str, Day | None] = {}  # short lines come again and again
        self._ruled: dict[str, Day | None] = {}
        self._stamps: dict[str, Stamp | None] = {}

    @overload
    def __getitem__(self, line: int) -> str: ...

    @overload
    def __getitem__(self, line: slice) -> list[str]: ...

    def __getitem__(self, line: int | slice) -> str | list[str]:
        return self.texts[line]

    def __len__(self) -> int:
        return len(self.texts)

    def day(self, line: int) -> Day | None:
        """The day in a line that is nothing but a day, between rules or bare."""
        text = self.texts[line]
        if text not in self._days:
            self._days[text] = self.ruled(line) or _read_day(text, "day")
        return self._days[text]

    def ruled(self, line: int) -> Day | None:
        """The day in a line that is a day between two rules, as only WeChat's mailed record has it."""
        text = self.texts[line]
        if text not in self._ruled:
            begins = plain(text[:LONGEST]).lstrip()[:1]
            self._ruled[text] = _read_day(text, "ruled") if begins in _RULES else None
        return self._ruled[text]

    def is_word(self, line: int) -> bool:
        """A day that people say too: `Yesterday`, `Monday`, on a line that no rule and no blank line sets apart."""
        day = self.day(line)
        if day is None or (day.ago is None and day.weekday is None) or self.ruled(line):
            return False
        return not self.is_blank[line - 1] and not (line + 1 < len(self) and self.is_blank[line + 1])

    def begin(self, words: str) -> bool:
        """Does some line begin so?"""
        return any(text.startswith(words) for text in self.texts)

    def stamp(self, line: int) -> Stamp | None:
        """The time in a line that is nothing but a time."""
        text = self.texts[line]
        if text not in self._stamps:
            self._stamps[text] = _read_stamp(text)
        return self._stamps[text]


def _read_day(text: str, name: str) -> Day | None:
    if len(text) > LONGEST or ":" in text or not text.strip():  # no day is written with a colon
        return None
    found = line_pattern(name).fullmatch(plain(text).strip())
    return day_of(found) if found else None


def _read_stamp(text: str) -> Stamp | None:
    if len(text) > LONGEST or not (":" in text or "：" in text):
        return None
    found = line_pattern("stamp").fullmatch(plain(text).strip())
    return Stamp(day_of(found), clock_of(found)) if found else None


def is_mark(text: str) -> bool:
    """The messenger's `read` and `delivered`, beneath a bubble of ours."""
    return plain(text[:LONGEST]).strip() in marks() or is_timed_mark(text)


def is_timed_mark(text: str) -> bool:
    """`Read 16:05`: it looks like a name and an hour."""
    return len(text) <= LONGEST and line_pattern("mark").fullmatch(plain(text).strip()) is not None


def is_passed_on(text: str) -> bool:
    """Telegram's line above words that another wrote."""
    return text.lstrip().startswith(_passed_on())


@cache
def _passed_on() -> tuple[str, ...]:
    return tuple(formats()["notices"]["passed_on"])


@cache
def marks() -> frozenset[str]:
    return frozenset(formats()["notices"]["marks"])


_RULES = tuple("-—–─=_·•*")


@cache
def line_pattern(name: str) -> re.Pattern[str]:
    return filled(formats()["line"][name])
