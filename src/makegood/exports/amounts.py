"""Amounts of an export as money: the currency is what the cell, the row, the header, the caller or the export says, in that order."""

from __future__ import annotations

from decimal import Decimal

from makegood.core.money import CURRENCIES, digits
from makegood.exports.rows import Row
from makegood.screening.columns import Recognised

Document = dict[str, str]


def currency_of(row: Row, column: str, known: Recognised, given: str | None) -> str | None:
    """None where nobody says it."""
    cell = row.text(column) or ""
    signs = sorted((sign for sign in known.money if cell.startswith(sign)), key=len, reverse=True)
    if signs:
        return known.money[signs[0]]
    told = (row.text("currency") or "").upper()
    if told in CURRENCIES:
        return told
    return known.currencies.get(column) or given or known.currency


def money(amount: Decimal, currency: str) -> Document | None:
    """The amount with as many decimals as its currency has; None where it is finer than that."""
    step = Decimal(1).scaleb(-digits(currency))
    exact = amount.quantize(step)
    return {"amount": f"{exact:f}", "currency": currency} if exact == amount else None
