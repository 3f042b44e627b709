"""What the address asks the inbox for: view, filters, order numbers, place in the list. Anything not understood is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from makegood.core.money import CURRENCIES, digits
from makegood.desk.words import KINDS, PLATFORMS, STAGES

MOST_NUMBERS = 500


class View(StrEnum):
    """The inbox's tabs, in their order."""

    todo = "todo"
    mine = "mine"
    buyer = "buyer"
    platform = "platform"
    snoozed = "snoozed"
    all = "all"


class Part(StrEnum):
    """The list's parts, in their order."""

    dated = "dated"
    undated = "undated"
    closed = "closed"


@dataclass(frozen=True, slots=True)
class Place:
    """After which row the next page begins. The order is total, so pages neither skip nor repeat."""

    part: Part
    due_at: datetime | None
    at_risk: int
    id: UUID

    def __str__(self) -> str:
        return f"{self.part}~{self.due_at.isoformat() if self.due_at else ''}~{self.at_risk}~{self.id}"


@dataclass(frozen=True, slots=True)
class Query:
    """The list asked for."""

    view: View = View.todo
    shop: UUID | None = None
    platform: str | None = None
    kind: str | None = None
    stage: str | None = None
    owner: UUID | None = None
    least: int | None = None
    currency: str | None = None
    missing: bool = False
    source: str | None = None
    numbers: tuple[str, ...] = ()
    after: Place | None = None

    @property
    def is_narrowed(self) -> bool:
        return any((self.platform, self.kind, self.stage, self.owner, self.least, self.missing, self.source))

    def address(self, **instead: Any) -> str:
        """As an address's query, something changed perhaps; a page always begins anew unless `after` is given."""
        told: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)} | {"after": None} | instead
        numbers = told.pop("numbers")
        if told["view"] == View.todo and not numbers:
            told["view"] = None
        if told["least"]:
            told["least"] = Decimal(told["least"]).scaleb(-digits(told["currency"] or "USD"))
        if told["missing"]:
            told["missing"] = 1
        pairs = [(name, str(value)) for name, value in told.items() if value not in (None, False)]
        return urlencode([*pairs, *([("q", " ".join(numbers))] if numbers else [])])


def query(given: Mapping[str, str]) -> Query:
    """The query that an address says."""
    numbers = tuple(dict.fromkeys(_numbers(given.get("q", ""))))[:MOST_NUMBERS]
    view = given.get("view")
    currency = given.get("currency") if given.get("currency") in CURRENCIES else None
    return Query(
        view=View(view) if view in set(View) else View.all if numbers else View.todo,
        shop=_uuid(given.get("shop")),
        platform=_known(given.get("platform"), PLATFORMS),
        kind=_known(given.get("kind"), KINDS),
        stage=_known(given.get("stage"), STAGES),
        owner=_uuid(given.get("owner")),
        least=_units(given.get("least", ""), currency or "USD"),
        currency=currency,
        missing=given.get("missing") == "1",
        source=_known(given.get("source"), ("platform", "policy")),
        numbers=numbers,
        after=_place(given.get("after", "")),
    )


def _numbers(text: str) -> Iterator[str]:
    """Order numbers as they come out of a sheet: by line, tab, comma or blank; a leading # or ' is not part of them."""
    for one in re.split(r"[\s,;，；、]+", text.replace("\x00", "")):
        if number := one.strip("#'\"“”"):
            yield number[:64]


def _known(text: str | None, known: Any) -> str | None:
    return text if text in known else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _units(text: str, currency: str) -> int | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return int(amount.scaleb(digits(currency))) if amount.is_finite() and 0 < amount < 10**12 else None


def _place(text: str) -> Place | None:
    try:
        part, due_at, risk, key = text.split("~")
        instant = datetime.fromisoformat(due_at) if due_at else None
        place = Place(Part(part), instant, int(risk), UUID(key))
    except ValueError:
        return None
    is_whole = (place.part is Part.dated) == (instant is not None and instant.tzinfo is not None)
    return place if is_whole and abs(place.at_risk) < 2**63 else None
