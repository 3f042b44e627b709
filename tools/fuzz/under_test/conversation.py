"""Pasted conversations."""

from __future__ import annotations

from datetime import UTC, date

from makegood.conversations import events, read_conversation
from makegood.core.words import Channel
from tools.fuzz.parsers import Broken

CHANNELS = (None, *Channel)
ZONES = (None, "UTC", "Asia/Shanghai", "Europe/Berlin", "America/Los_Angeles")
NAMES = ((), ("Desk", "店小二"), ("我", "五金厂", "Lin"), ("", "a"))
DAYS = (None, date(2026, 11, 24), date.min, date.max, date(2024, 2, 29))


def read(content: bytes) -> None:
    """Four bytes choose what the caller says; the rest is the text, its broken bytes as half characters."""
    chosen, text = (*content[:4], 0, 0, 0, 0), content[4:].decode("utf-8", "surrogateescape")
    read = read_conversation(
        text,
        channel=CHANNELS[chosen[0] % len(CHANNELS)],
        zone=ZONES[chosen[1] % len(ZONES)],
        ours=NAMES[chosen[2] % len(NAMES)],
        theirs=NAMES[chosen[2] // len(NAMES) % len(NAMES)],
        on=DAYS[chosen[3] % len(DAYS)],
    )
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    held = [line for one in read.messages for line in range(one.first, one.last + 1)] + [
        one.line for one in read.unread
    ]
    if len(held) != len(set(held)) or not {at for at, line in enumerate(lines, 1) if line.strip()} <= set(held):
        raise Broken("a line is lost, or in two places")
    for one in read.messages:
        if not (one.doubts or (one.at and one.side)) or (one.at and one.at.tzinfo is not UTC):
            raise Broken("what is open does not say why")
    certain, doubtful = events(read)
    if len(certain) + len(doubtful) != len(read.messages):
        raise Broken("a message is lost among the events")
