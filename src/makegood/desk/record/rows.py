"""Entries of the record in plain values: a line of the list, and one entry with all that is held of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from makegood.core.money import Money
from makegood.desk.frame.places import address_of
from makegood.desk.record.asked import Query
from makegood.desk.record.told import Change
from makegood.desk.who import Who
from makegood.store.checks import Checked


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    number: int | None
    """Its place in the sealed record; None: the sealer has not come by yet."""
    at: datetime
    recorded_at: datetime
    who: Who
    what: str
    type: str
    case: UUID | None
    object: str | None
    """The order's or the case's number."""
    place: str | None
    """The shop."""
    money: Money | None
    change: Change | None
    reason: str

    @property
    def case_address(self) -> str | None:
        return address_of("case", self.case) if self.case else None


@dataclass(frozen=True, slots=True)
class Excluding:
    """A filter, and how many entries there would be without it."""

    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    more: str | None
    excluding: list[Excluding] = field(default_factory=list)
    """Of an empty page: its filters, the one that excludes most first."""
    query: Query = field(default_factory=Query)


@dataclass(frozen=True, slots=True)
class Health:
    """The line on top. `level`: green, amber, red."""

    level: str
    checked: Checked | None
    is_due: bool
    unsealed: int
    sealed_until: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    row: Row
    raw: str
    personal: list[tuple[str, str]]
    """Where in the entry something personal stood, and it, masked."""
    is_erased: bool
    hash: str
    is_whole: bool
    """Whether its content gives its hash."""
    seal: dict[str, Any] | None
    before: Row | None
    after: Row | None
