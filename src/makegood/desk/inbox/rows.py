"""One line of the inbox, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from makegood.core.money import Money
from makegood.desk.clocks import Chip, Group
from makegood.desk.frame.places import address_of


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    number: str
    order: str | None
    platform: str
    shop: str
    kind: str | None
    stage: str | None
    due_at: datetime | None
    chip: Chip
    group: Group
    on_lapse: str | None
    at_risk: Money | None
    have: int
    missing: int
    language: str | None
    owner: str | None
    is_mine: bool
    action: str | None
    how: str | None
    snoozed_until: datetime | None
    is_open: bool
    trouble: str | None
    """Why its shop cannot be read now."""

    @property
    def asked(self) -> int:
        return self.have + self.missing

    @property
    def address(self) -> str:
        """Its page; where that room is not there yet, its preview."""
        return address_of("case", self.id) or f"{reverse('desk:preview', args=[self.id])}"

    @property
    def has_page(self) -> bool:
        return address_of("case", self.id) is not None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, where the next page begins, and what was looked for and not found."""

    rows: list[Row]
    after: str | None
    not_found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lapsing:
    """What falls due today for one consequence."""

    on_lapse: str
    cases: int
    money: list[Money]


@dataclass(frozen=True, slots=True)
class Today:
    """The sentence on top, in figures."""

    cases: int
    overdue: int
    lapsing: list[Lapsing]
    totals: list[Money]
    """At risk, by currency."""
    next_due: datetime | None = None
    """When nothing is due today: the next that is."""
