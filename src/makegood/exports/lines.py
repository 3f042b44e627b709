"""The lines of an order: one from each row, or several from a cell of several products."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from makegood.exports.amounts import money
from makegood.exports.facts import Document, Facts, known_only
from makegood.exports.products import products
from makegood.exports.rows import Row

ITEM = ("sku", "title", "quantity", "unit_price")


def lines(facts: Facts) -> list[Document]:
    """In the order of the file."""
    if any(row.text("products") for row in facts.rows):
        return list(_packed(facts))
    return list(_single(facts))


def _packed(facts: Facts) -> Iterator[Document]:
    """An order has one such cell; the same cell in another row is the same order told once more."""
    met: set[str] = set()
    for row in facts.rows:
        cell = row.text("products")
        if cell is None:
            continue
        if cell in met:
            facts.telling.count("once", row)
            continue
        met.add(cell)
        found = products(cell)
        if found is None:
            facts.telling.count("products", row)
            yield {"title": cell}
            continue
        for one in found:
            yield known_only(sku=one.sku, title=one.title, quantity=one.quantity)


def _single(facts: Facts) -> Iterator[Document]:
    met: set[tuple[tuple[str, str], ...]] = set()
    for row in facts.rows:
        line = known_only(
            sku=facts.cell(row, "sku"),
            title=facts.cell(row, "title"),
            quantity=row.values.get("quantity"),
            unit_price=_unit_price(facts, row),
        )
        if not line:
            continue
        whole = tuple(sorted(row.texts.items()))
        if whole in met:
            facts.telling.count("twice", row)
        met.add(whole)
        yield line


def _unit_price(facts: Facts, row: Row) -> Document | None:
    """A price finer than the minor unit, as wholesale has it, is left out and said: the order stands without it."""
    amount = row.values.get("unit_price")
    currency = facts.currency_of(row, "unit_price") if isinstance(amount, Decimal) else None
    if currency is None or not isinstance(amount, Decimal):
        return None
    found = money(amount, currency)
    if found is None:
        facts.telling.count("finer", row)
    return dict(found) if found else None
