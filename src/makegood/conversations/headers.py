"""Header lines: which of the tables' forms a line has, and what it says of its message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from makegood.conversations.formats import LONGEST, filled, formats, place, plain
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
            pattern=filled(row["pattern"]),
        )
        for row in formats()["header"]
    )


@cache
def line_pattern(name: str) -> re.Pattern[str]:
    return filled(formats()["line"][name])


_CLOCK = re.compile(r"\d[:：.]\d\d")


def header(form: Form, line: int, text: str) -> Header | None:
    """The line as a header of this form, or None."""
    head = plain(text[:LONGEST]).lstrip()
    if not _CLOCK.search(head):
        return None
    if not form.is_inline:
        if len(text.strip()) > LONGEST:
            return None
        found = form.pattern.fullmatch(head.rstrip())
        return Header(line, found["author"], day_of(found), clock_of(found)) if found else None
    found = form.pattern.match(head)
    if found is None:
        return None
    blanks = len(plain(text[:LONGEST])) - len(head)
    rest = text[place(text[: LONGEST + 1], blanks + found.end()) :]
    if "author" in found.groupdict():
        return Header(line, found["author"], day_of(found), clock_of(found), rest)
    author, text = _named(rest)
    return Header(line, author, day_of(found), clock_of(found), text)


_NAMED = re.compile(r"([^:：\"“”]{1,80}?)[:：](?:\s|$)")


def _named(rest: str) -> tuple[str | None, str]:
    """`Name: text` in two; no name where the messenger itself speaks."""
    found = _NAMED.match(rest)
    if found is None or not plain(found[1]).strip():
        return None, rest
    return plain(found[1]).strip(), rest[found.end() :]


def with_clock(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The lines that hold an hour near their beginning; only they can be headers."""
    return [(line, text) for line, text in enumerate(lines) if text and _CLOCK.search(plain(text[:LONGEST]))]


def headers(form: Form, clocked: Iterable[tuple[int, str]]) -> dict[int, Header]:
    """Every line of this form."""
    every = (header(form, line, text) for line, text in clocked)
    return {one.line: one for one in every if one is not None}
