"""One currency per order: what the buyer pays, claims and is offered; a platform may tell an amount in two."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from makegood.connectors.parts import Document


def in_one_currency(document: Document) -> Document:
    """The case file with its buyer's money in the order's currency, or where that is unknown in the first one told.

    An amount told in several currencies is a list of them; of it the one that fits is taken. An amount that is only told in another
    currency stays out: a case file holds one, and nothing is converted.
    """
    document = deepcopy(document)
    currency = next((money["currency"] for _, _, told in _told(document) for money in told), None)
    for holder, name, told in list(_told(document)):
        fitting = [money for money in told if money["currency"] == currency]
        if fitting:
            holder[name] = fitting[0]
        else:
            del holder[name]
    return document


def _told(document: Document) -> Iterator[tuple[Document, str, list[Any]]]:
    """Where the buyer's money stands, the order's total first, each with the amounts told there."""
    order = document.get("order") or {}
    places = [(order, "total"), *((line, "unit_price") for line in order.get("lines", ()))]
    places.append((document.get("claim") or {}, "amount"))
    places += [(event, "amount") for event in document.get("events", ())]
    for holder, name in places:
        value = holder.get(name)
        if value:
            yield holder, name, value if isinstance(value, list) else [value]
