"""Header lines: which of the tables' forms a line has, and what it says of its message."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from makegood.conversations.formats import LONGEST, filled, formats, place, plain
from makegood.conversations.lines import Lines, marks
from makegood.conversations.moments import Clock, Day, clock_of, day_of
from makegood.core.words import Channel


@dataclass(frozen=True, slots=True)
class Form:
    """One row of the table."""

    name: str
    channels: frozenset[Channel]
    sure: Channel | None
    is_inline: bool
    is_weak: bool
    is_utc: bool
    needs: str | None
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Header:
    """What a header line says; `text` is what stands on it of the message itself. Without an author it is a notice."""

    line: int
    author: str | None
    day: Day | None
    clock: Clock | None
    text: str = ""


@cache
def forms() -> tuple[Form, ...]:
    return tuple(
        Form(
            name=row["name"],
            channels=frozenset(map(Channel, row["channels"])),
            sure=Channel(row["sure"]) if "sure" in row else None,
            is_inline=row["place"] == "inline",
            is_weak=row.get("weak", False),
            is_utc=row.get("utc", False),
            needs=row.get("needs"),
            pattern=filled(row["pattern"]),
        )
        for row in formats()["header"]
    )


@dataclass(frozen=True, slots=True)
class Clocked:
    """A line with an hour near its beginning: only such a line can be a header.

    `head` is that beginning, plain; `whole` the line, plain, where it is short enough to be nothing but a header.
    """

    line: int
    text: str
    head: str
    blanks: int
    whole: str | None


_CLOCK = re.compile(r"\d[:：.]\d\d")


def with_clock(lines: Lines, besides: Container[int]) -> list[Clocked]:
    """Every line that can be a header, `besides` those that are something else."""
    every = []
    for line, text in enumerate(lines.texts):
        if text and _CLOCK.search(begins := plain(text[:LONGEST])) and line not in besides:
            head = begins.lstrip()
            whole = head.rstrip() if len(text.strip()) <= LONGEST else None
            every.append(Clocked(line, text, head, len(begins) - len(head), whole))
    return every


def header(form: Form, one: Clocked) -> Header | None:
    """The line as a header of this form, or None."""
    if not form.is_inline:
        found = form.pattern.fullmatch(one.whole) if one.whole is not None else None
        return Header(one.line, found["author"], day_of(found), clock_of(found)) if found else None
    found = form.pattern.match(one.head)
    if found is None:
        return None
    rest = one.text[place(one.text[: LONGEST + 1], one.blanks + found.end()) :]
    if "author" in found.re.groupindex:
        return Header(one.line, found["author"], day_of(found), clock_of(found), rest)
    author, text = _named(rest)
    return Header(one.line, author, day_of(found), clock_of(found), text)


_NAMED = re.compile(r"([^:：\"“”]{1,80}?)[:：](?:\s|$)")


def _named(rest: str) -> tuple[str | None, str]:
    """`Name: text` in two; no name where the messenger itself speaks."""
    found = _NAMED.match(rest)
    if found is None or not plain(found[1]).strip():
        return None, rest
    return plain(found[1]).strip(), rest[found.end() :]


class Headers:
    """The header lines of a text by form, each form looked for once, and only when it is asked for."""

    def __init__(self, lines: Lines, besides: Container[int]) -> None:
        self._lines = lines
        self._clocked = with_clock(lines, besides)
        self._found: dict[str, dict[int, Header]] = {}

    def of(self, form: Form) -> dict[int, Header]:
        """Every line of this form."""
        if form.name not in self._found:
            is_there = form.needs is None or self._lines.begin(form.needs)
            every = (header(form, one) for one in self._clocked) if is_there else ()
            self._found[form.name] = {one.line: one for one in every if one is not None and one.author not in marks()}
        return self._found[form.name]

    def foreign(self, form: Form) -> frozenset[int]:
        """The lines that look like the beginning of something else: a chat within a message, or two in one paste."""
        others = (line for other in forms() if other.sure and other is not form for line in self.of(other))
        records = (line for line, text in enumerate(self._lines.texts) if form.needs and text.startswith(form.needs))
        return frozenset((*others, *records))
