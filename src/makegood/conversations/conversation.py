"""A conversation as values: what was said, when, by which side; what is doubtful carries its doubts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from makegood.core.case import Event
from makegood.core.words import Channel, Direction, EventType


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that the copied text leaves open."""

    code: str
    en: str
    zh: str

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "en": self.en, "zh": self.zh}


@dataclass(frozen=True, slots=True)
class Message:
    """`first` and `last` are its lines in the pasted text, counted from 1, its header line with it."""

    at: datetime | None
    side: Direction | None
    author: str | None
    text: str
    first: int
    last: int
    doubts: tuple[Doubt, ...] = ()
    subject: str | None = None
    quoted: str | None = None

    @property
    def is_certain(self) -> bool:
        return self.at is not None and self.side is not None and not self.doubts


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that is part of no message: the day of what follows, the messenger's own words, or not understood."""

    line: int
    text: str
    why: Doubt


@dataclass(frozen=True, slots=True)
class Conversation:
    """Every line that is not blank lies within one message or stands in `unread`."""

    channel: Channel | None
    messages: tuple[Message, ...] = ()
    unread: tuple[Unread, ...] = ()


class Events(NamedTuple):
    """What may go into a case file as it stands, and what a person has to look at first."""

    certain: tuple[Event, ...]
    doubtful: tuple[Message, ...]


def events(conversation: Conversation) -> Events:
    """A case file's `message` event for every message that is certain; the others as they are."""
    certain = tuple(
        event(one, conversation.channel)
        for one in conversation.messages
        if one.is_certain and conversation.channel is not None
    )
    doubtful = tuple(one for one in conversation.messages if not one.is_certain or conversation.channel is None)
    return Events(certain, doubtful)


def event(message: Message, channel: Channel | None) -> Event:
    return Event(type=EventType.message, at=message.at, direction=message.side, channel=channel, text=message.text)


@cache
def doubt(code: str) -> Doubt:
    said = _sentences()[code]
    return Doubt(code, said["en"], said["zh"])


@cache
def doubts(codes: tuple[str, ...]) -> tuple[Doubt, ...]:
    return tuple(map(doubt, codes))


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("doubts.toml").read_text(encoding="utf-8"))
