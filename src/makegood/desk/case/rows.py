"""What the case page shows, in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.desk.case.ribbon import Mark
from makegood.desk.clocks import Chip


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of the case. `source`: seed, public, house, shop, platform, unknown."""

    kind: str
    chip: Chip
    on_lapse: str
    clause: str
    source: str
    lapsed: bool
    address: str | None
    note: str = ""
    """Where a person read it, for a clock typed from the platform's page."""


@dataclass(frozen=True, slots=True)
class Move:
    """The one thing the header offers: `act` a button, `hand` a step to finish by hand, `yes` a request that waits for a yes,
    `locked` a write not answered yet, `wait` nobody's turn of ours, `closed`."""

    state: str
    action: str
    remedy: str | None = None
    money: Money | None = None
    address: str | None = None
    at: datetime | None = None
    why: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_review(self) -> bool:
        """Whether it opens on top of the page; else it leads to a screen of its own."""
        return self.address is not None and "/review/?" in self.address


@dataclass(frozen=True, slots=True)
class Header:
    """What never scrolls away; other rooms show it as well (`case/header.html`, `head`)."""

    id: UUID
    number: str
    order: str | None
    platform: str
    shop: str
    kind: str | None
    stage: str | None
    chip: Chip
    on_lapse: str | None
    others: list[Clock]
    at_risk: Money | None
    marks: list[Mark]
    owner: str | None
    is_mine: bool
    snoozed_until: datetime | None
    is_open: bool
    address: str
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An action that is asked for, being sent, or to be finished by hand; or one the platform refused last."""

    id: UUID
    action: str
    state: str
    money: Money | None
    remedy: str | None
    asked_by: str
    yes: list[str]
    at: datetime
    due_at: datetime | None
    why: str
    code: str
    is_locked: bool
    may_take_back: bool
    may_approve: bool
    by_hand: str | None
    reading: Text | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the timeline. `said`: a person's words, verbatim; `side`: in, out, or none."""

    id: UUID
    type: str
    what: str
    icon: str
    who: str
    at: datetime
    there: str
    """The same instant where the platform is."""
    recorded_at: datetime
    side: str = ""
    said: str = ""
    translation: str = ""
    language: str = ""
    channel: str = ""
    counts: bool | None = None
    """Whether that channel counts as evidence; None: no channel."""
    money: Money | None = None
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Strand:
    """A page of the timeline, oldest first; `before`: from where earlier ones are had."""

    entries: list[Entry]
    before: str | None
    filter: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One item of the checklist: `held`, `doubtful`, `rejected`, `missing`."""

    kind: str
    state: str
    number: str = ""
    by: str = ""
    at: datetime | None = None
    reading: str = ""
    ask: str = ""
    clause: str = ""
    message: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """One remedy with its cost, or why it is not allowed."""

    remedy: str
    allowed: bool
    recommended: bool
    how: str
    cost: Money | None
    parts: list[tuple[str, Money]]
    unknown: list[str]
    clause: str
    why: Mapping[str, str]
    address: str | None


@dataclass(frozen=True, slots=True)
class Moving:
    """One movement of money, with the platform's reference."""

    what: str
    money: Money
    at: datetime
    reference: str


@dataclass(frozen=True, slots=True)
class Purse:
    """The order's money. `left`: what may still go back; None where what was paid is not on file."""

    paid: Money | None
    refunded: Money | None
    in_flight: Money | None
    left: Money | None
    moves: list[Moving]


@dataclass(frozen=True, slots=True)
class Law:
    """A clause that this case's answer rests on."""

    id: str
    text: Mapping[str, str]
    source: str
    where: str
    read_on: Any
    address: str | None


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who it is, masked unless somebody asked a moment ago; and how their other orders went."""

    names: list[tuple[str, str]]
    is_shown: bool
    language: str
    country: str
    history: list[tuple[str, int]]
    others: list[tuple[str, str, str | None]]
    is_erased: bool
