"""Reads an export of orders or returns of one of the four platforms into case files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from makegood.core.money import CURRENCIES
from makegood.core.reading import NotACase
from makegood.exports import orders, returns, sentences
from makegood.exports.facts import AmountRefused, Document, Facts, known_only
from makegood.exports.groups import Group, groups, platform_of_all, siblings
from makegood.exports.joining import case, joined
from makegood.exports.lines import lines
from makegood.exports.noting import noted
from makegood.exports.parts import OrderPart, Part, ReturnPart
from makegood.exports.rows import Refused, read_rows
from makegood.exports.sentences import Sentence
from makegood.exports.telling import Telling
from makegood.screening.columns import Recognised, TableRefused


@dataclass(frozen=True, slots=True)
class ExportRead:
    """One file: what it tells, the rows not taken, and what is to be said of both."""

    where: str
    kind: Literal["orders", "returns"]
    parts: tuple[Part, ...]
    refused: tuple[Refused, ...]
    known: Recognised
    notes: tuple[Sentence, ...]

    @property
    def cases(self) -> tuple[Document, ...]:
        """The case files of this file by itself."""
        return joined(self.parts)

    @property
    def columns(self) -> dict[str, str]:
        """Column to header, as they were recognised or named."""
        return {column: self.known.header(column) for column in self.known.places}


def read_export(
    path: str | Path,
    *,
    platform: str | None = None,
    zone: str | None = None,
    mapping: Mapping[str, str] | None = None,
    currency: str | None = None,
) -> ExportRead:
    """Reads the file: the same one gives the same case files, under the same ids, whenever it is read.

    `platform`, `zone` and `currency` are for what the file leaves open. Raises `TableRefused` where it cannot be read at all.
    """
    if currency is not None and currency not in CURRENCIES:
        raise TableRefused(f"--currency {currency}: no such currency; expected ISO 4217 in capitals, such as MYR")
    found = read_rows(Path(path), mapping or {}, zone)
    only = platform_of_all(found, platform)
    telling = Telling(found.where)
    parts, refused = [], list(found.refused)
    for group in groups(found, only, refused):
        part = _part(group, found.known, currency, telling)
        if isinstance(part, Refused):
            refused += [part, *siblings(group.rows, part.row)]
        else:
            parts.append(part)
    return ExportRead(
        where=found.where,
        kind="returns" if "return_id" in found.known.places else "orders",
        parts=tuple(parts),
        refused=tuple(sorted(refused, key=lambda one: (one.row, one.column or ""))),
        known=found.known,
        notes=(*found.notes, *noted(found), *telling.sentences()),
    )


def _part(group: Group, known: Recognised, currency: str | None, telling: Telling) -> Part | Refused:
    first = group.rows[0]
    orders_named = list(dict.fromkeys(row.texts["order_id"] for row in group.rows))
    if len(orders_named) > 1:
        return Refused(first.number, "order_id", ", ".join(orders_named), sentences.refused("several_orders"))
    facts = Facts(group.order, group.rows, known, currency, telling)
    try:
        part = _returned(group, facts) if group.returned is not None else _ordered(group, facts)
        case(part)
    except AmountRefused as reason:
        found = reason.row.texts[reason.column]
        return Refused(reason.row.number, reason.column, found, sentences.refused("money", fault=reason))
    except NotACase as reason:
        fault = reason.faults[0]
        return Refused(first.number, None, group.order, sentences.refused("case", fault=fault))
    return part


def _ordered(group: Group, facts: Facts) -> OrderPart:
    order = orders.order(facts) | known_only(lines=lines(facts))
    return OrderPart(group.platform, group.order, order, tuple(orders.events(facts)), _shop(facts))


def _returned(group: Group, facts: Facts) -> ReturnPart:
    """A return's lines are what came back, not all that was ordered: they are the claim's, and the order has none of them."""
    of = OrderPart(group.platform, group.order, orders.order(facts), tuple(orders.cancelling(facts)), _shop(facts))
    claim = returns.claim(facts, group.platform)
    return ReturnPart(group.platform, str(group.returned), of, claim, tuple(returns.events(facts)))


def _shop(facts: Facts) -> Document:
    return known_only(id=facts.text("shop"))
