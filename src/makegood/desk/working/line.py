"""The line on top of every working screen: clock, consequence, at stake, platform, shop and order, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.desk import clocks
from makegood.desk.clocks import Chip
from makegood.desk.frame.places import address_of
from makegood.policies.policy import Book
from makegood.store.ledger import major
from makegood.store.models import Case


@dataclass(frozen=True, slots=True)
class Line:
    id: UUID
    number: str
    order: str | None
    platform: str
    shop: str
    kind: str
    stage: str
    chip: Chip | None
    """None: no clock runs whose lapse would cost anything."""
    on_lapse: str | None
    at_risk: Money | None
    is_open: bool
    address: str
    """Of the case's page; where that room is not there yet, of the inbox."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause as a screen names it: its id, its words as data, who says so, and its page where there is one."""

    id: str
    text: Mapping[str, str]
    source: str
    address: str | None


def line_of(case: Case, answer: Mapping[str, Any], *, now: datetime) -> Line:
    clock = _soonest(answer)
    chip = _chip(clock, now) if clock is not None else None
    return Line(
        id=case.pk,
        number=case.number,
        order=case.order.number if case.order else None,
        platform=case.shop.platform,
        shop=case.shop.name,
        kind=answer["kind"],
        stage=answer["stage"],
        chip=chip,
        on_lapse=clock["on_lapse"] if clock else None,
        at_risk=major(case.at_risk, case.currency) if case.at_risk is not None and case.currency else None,
        is_open=case.is_open,
        address=address_of("case", case.pk) or address_of("inbox") or "/",
    )


def _soonest(answer: Mapping[str, Any]) -> dict[str, Any] | None:
    """The clock whose lapse costs something, and ends first; one that runs for nobody knows how long comes last."""
    costly = [one for one in answer["deadlines"] if one["on_lapse"] != "none" and not one["lapsed"]]
    dated = [one for one in costly if one["due_at"]]
    return min(dated, key=lambda one: parse(one["due_at"]), default=next(iter(costly), None))


def _chip(clock: Mapping[str, Any], now: datetime) -> Chip:
    due_at = parse(clock["due_at"]) if clock["due_at"] else None
    return clocks.chip(due_at, now, source=clock["source"], clause=clock["clause"])


def clock_of(answer: Mapping[str, Any], kind: str, *, now: datetime) -> Chip | None:
    """One clock of the assessment by its kind."""
    for one in answer["deadlines"]:
        if one["kind"] == kind:
            return _chip(one, now)
    return None


def cited(book: Book, *ids: str) -> list[Cited]:
    return [
        Cited(one, clause.text.as_json(), str(clause.cite.source), address_of("clause", one))
        for one in ids
        if (clause := book.clauses.get(one)) is not None
    ]
