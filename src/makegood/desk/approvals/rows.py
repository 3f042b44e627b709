"""One action that waits for a yes, in plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from makegood.core.money import Money
from makegood.desk.clocks import Chip
from makegood.desk.frame.places import address_of
from makegood.desk.who import Who

Words = dict[str, str]
"""A sentence that is data, in both languages."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know before saying yes. `stops`: as things stand the yes would be refused."""

    text: Words
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """One line of the offer table in short."""

    remedy: str
    cost: Money | None
    is_this: bool
    recommended: bool
    allowed: bool


@dataclass(frozen=True, slots=True)
class Word:
    """What one person said of it: a yes or a no, or a question or an answer in `text`."""

    who: Who
    at: datetime
    text: str | None = None
    yes: bool | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    id: UUID
    case: UUID
    number: str
    platform: str
    shop: str
    kind: str | None
    stage: str | None
    verb: str
    remedy: str | None
    money: Money | None
    moves: bool
    chip: Chip
    on_lapse: str | None
    asked_by: Who
    asked_at: datetime
    state: str
    why: Words | None
    clause: str | None
    message: str | None
    """What the buyer would read."""
    details: list[tuple[str, str]]
    options: list[Offered]
    notes: list[Note]
    given: list[Word]
    said: list[Word]
    may_not: Words | None
    """Why this person's yes is not taken; None: it is."""
    needs_another: bool
    """Whether after this person's yes one more person must say it."""
    receipt: dict[str, Any] | None = None

    @property
    def case_address(self) -> str | None:
        return address_of("case", self.case)

    @property
    def by_hand_address(self) -> str | None:
        return address_of("by_hand", self.id) if self.state in ("assisted", "needs_person") else None

    @property
    def stops(self) -> bool:
        return any(one.stops for one in self.notes)

    @property
    def waits(self) -> bool:
        return self.state == "planned"

    @property
    def open(self) -> bool:
        """Whether this person can say yes here and now."""
        return self.waits and self.may_not is None and not self.stops


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Waiting]
    total: int
    totals: list[Money] = field(default_factory=list)
    urgent: int = 0
    """How many lapse within four hours."""
    more: int = 0
