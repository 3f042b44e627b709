"""Single facts of an order, from all of its rows: what they agree on; what they disagree on is unknown, and said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from makegood.core.instants import show
from makegood.exports.amounts import currency_of, money
from makegood.exports.rows import Row
from makegood.exports.telling import Telling
from makegood.screening.columns import KINDS, Recognised

Document = dict[str, Any]

LOST = re.compile(r"\d([.,]\d+)?[eE]\+\d+")
"""8.61E+12: a long number as Excel shows it, its last digits gone. No identifier, phone or postcode reads so."""


class AmountRefused(ValueError):
    """The total of an order cannot be money of a case file."""

    def __init__(self, row: Row, column: str) -> None:
        self.row, self.column = row, column
        super().__init__("finer than its currency's minor unit")


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows of one order, and how to read them."""

    order: str
    rows: Sequence[Row]
    known: Recognised
    currency: str | None
    telling: Telling

    def text(self, column: str) -> str | None:
        return self._agreed(column, [(row, text) for row in self.rows if (text := self.cell(row, column))])

    def instant(self, column: str) -> str | None:
        moments = [(row, row.values.get(column)) for row in self.rows]
        return self._agreed(column, [(row, show(at)) for row, at in moments if isinstance(at, datetime)])

    def money(self, column: str) -> Document | None:
        """What the whole order's amount is. Raises `AmountRefused`: a total is not left out for its decimals."""
        told: dict[tuple[str, str], Document] = {}
        for row in self.rows:
            amount = row.values.get(column)
            if not isinstance(amount, Decimal):
                continue
            currency = self.currency_of(row, column)
            if currency is None:
                continue
            found = money(amount, currency)
            if found is None:
                raise AmountRefused(row, column)
            told[found["amount"], currency] = found
        if len(told) > 1:
            self.telling.disagree(self.order, column, [" ".join(one) for one in told])
        return next(iter(told.values())) if len(told) == 1 else None

    def currency_of(self, row: Row, column: str) -> str | None:
        found = currency_of(row, column, self.known, self.currency)
        if found is None:
            self.telling.count("currency", row, of=column)
        return found

    def cell(self, row: Row, column: str) -> str | None:
        """A cell's text, unless Excel has cut its digits."""
        text = row.text(column)
        if text is None or KINDS[column] != "text":
            return text
        if LOST.fullmatch(text):
            self.telling.count("cut", row, header=self.known.header(column), found=text)
            return None
        return text

    def _agreed(self, column: str, told: Sequence[tuple[Row, str]]) -> str | None:
        found = list(dict.fromkeys(text for _, text in told))
        if len(found) > 1:
            self.telling.disagree(self.order, column, found)
        return found[0] if len(found) == 1 else None


def known_only(**facts: Any) -> Document:
    """The facts that are known."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}
