"""A policy pack as values: clauses, their dated numbers, and what a platform can do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import How, Parameter, Source


@dataclass(frozen=True, slots=True)
class Cite:
    """Where something was learned: a seed's file, a public page, or a note of our own."""

    source: Source
    where: str
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a number of policy. `since` None: it holds until a dated value follows."""

    value: Decimal | Money
    cite: Cite
    since: datetime | None = None
    since_day: date | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number of policy, oldest value first. No values: nobody states it."""

    name: Parameter
    clause: str
    unit: str
    values: tuple[Dated, ...]

    def at(self, instant: datetime | None) -> Dated | None:
        """The value in force at an instant; an unknown instant has the value without a date."""
        standing: Dated | None = None
        for dated in self.values:
            if dated.since is None or (instant is not None and dated.since <= instant):
                standing = dated
        return standing


@dataclass(frozen=True, slots=True)
class Clause:
    id: str
    text: Text
    cite: Cite
    numbers: tuple[Number, ...] = ()
    no_rule: Text | None = None
    supplements: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """How a remedy or an action is done on a platform, in a sentence, with the page that shows it."""

    how: How
    text: Text
    page: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """One file as it stands: a platform's own, or one that holds for all."""

    file: str
    platform: str
    name: Text
    version: date
    zone: str
    clauses: dict[str, Clause]
    supplements: dict[str, Clause]
    remedies: dict[str, Way] = field(default_factory=dict)
    actions: dict[str, Way] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    unpaid_words: frozenset[str] = frozenset()
    warning: Text | None = None
