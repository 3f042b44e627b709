"""The messages of a paste as a form: what was read, what is doubtful about it, and what a person made of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from django.utils.translation import gettext

from makegood.conversations import Conversation, Message, read_conversation
from makegood.core.words import Channel
from makegood.desk.intake.labels import DIRECTIONS
from makegood.desk.intake.typed import Fault, Typed

MOST_LINES = 200
"""House: messages put on record at once; a longer paste is taken in parts, so that each can be looked at."""
MOST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """One message: as read, or as a person left it. `number` names its fields."""

    number: int
    is_kept: bool
    at: str
    side: str
    text: str
    author: str = ""
    doubts: tuple[dict[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        return bool(self.doubts or self.faults)


@dataclass(frozen=True, slots=True)
class Paste:
    """A paste as read: its channel, its messages, and the lines that are part of none."""

    channel: str
    lines: list[Line]
    unread: list[tuple[int, str, dict[str, str]]]
    left_over: int


def read(
    text: str, *, channel: str | None, zone: tzinfo, zone_name: str, ours: Collection[str], theirs: Collection[str], on: date | None
) -> Paste:  # fmt: skip
    """`ours`, `theirs`: names as they stand in the text; `on`: the day of the paste, which `yesterday` counts from."""
    told: Conversation = read_conversation(
        text, channel=Channel(channel) if channel else None, zone=zone_name, ours=ours, theirs=theirs, on=on
    )
    lines = [_line(number, one, zone) for number, one in enumerate(told.messages[:MOST_LINES])]
    unread = [(one.line, one.text, one.why.as_json()) for one in told.unread]
    return Paste(str(told.channel or ""), lines, unread, max(0, len(told.messages) - MOST_LINES))


def _line(number: int, one: Message, zone: tzinfo) -> Line:
    at = one.at.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S") if one.at else ""
    return Line(
        number,
        is_kept=bool(one.text),
        at=at,
        side=str(one.side or ""),
        text=one.text,
        author=one.author or "",
        doubts=tuple(doubt.as_json() for doubt in one.doubts),
    )


def typed_lines(typed: Typed) -> tuple[list[Line], list[dict[str, Any]]]:
    """The lines as a person left them, and the messages they make; a kept line without its time or side has a fault."""
    count = min(int(typed.raw("count") or 0) if typed.raw("count").isdigit() else 0, MOST_LINES)
    lines, events = [], []
    for number in range(count):
        kept = typed.raw(f"keep-{number}") == "1"
        text = typed.text(f"text-{number}", needed=kept)
        at = typed.moment(f"at-{number}", needed=kept) if kept else None
        side = typed.word(f"side-{number}", DIRECTIONS, needed=kept)
        names = (f"at-{number}", f"side-{number}", f"text-{number}")
        faults = tuple(typed.faults[name] for name in names if name in typed.faults)
        author = typed.raw(f"author-{number}")[:200]
        lines.append(Line(number, kept, typed.raw(f"at-{number}"), side or "", text or "", author, faults=faults))
        if kept and at and side and text:
            events.append({"at": at, "type": "message", "direction": side, "text": text})
    return lines, events


def evidence_of(events: Sequence[dict[str, Any]], channel: str, number: str) -> dict[str, Any]:
    """The conversation as a piece of evidence: pasted, so it cannot be traced to where it was made."""
    last = max(str(one["at"]) for one in events)
    name = gettext("conversation, %(count)d messages") % {"count": len(events)}
    return {
        "id": number, "kind": "conversation", "by": "seller", "at": last, "file": name, "origin": "unknown",
        "reading": {"channel": channel},
    }  # fmt: skip
