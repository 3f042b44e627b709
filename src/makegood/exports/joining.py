"""Joins what exports tell into case files: one for each return with its order, one for each order without any."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from makegood.core.reading import SCHEMA, read
from makegood.core.words import Platform
from makegood.exports.parts import Document, OrderPart, Part, ReturnPart

Key = tuple[Platform, str]


def joined(parts: Iterable[Part]) -> tuple[Document, ...]:
    """Case files by the ids that the platform's own API gives them too; what comes later is laid over what came before.

    The same parts once more change nothing. Raises `NotACase` where an order and its return do not fit together.
    """
    orders: dict[Key, OrderPart] = {}
    returns: dict[Key, ReturnPart] = {}
    for part in parts:
        key = (part.platform, part.id)
        if isinstance(part, OrderPart):
            orders[key] = _order_over(orders[key], part) if key in orders else part
        else:
            returns[key] = _return_over(returns[key], part) if key in returns else part
    about = {(one.platform, one.of.id) for one in returns.values()}
    alone = [case(order) for key, order in orders.items() if key not in about]
    return tuple(alone + [_with_order(one, orders.get((one.platform, one.of.id))) for one in returns.values()])


def case(part: Part) -> Document:
    """The case file of one part alone. Raises `NotACase`."""
    order = part.of if isinstance(part, ReturnPart) else part
    claim, events = (part.claim, part.events) if isinstance(part, ReturnPart) else ({}, ())
    document: Document = {
        "schema": SCHEMA,
        "id": f"{part.platform}:{part.id}",
        "platform": str(part.platform),
    }
    facts = {
        "shop": dict(order.shop),
        "order": dict(order.order),
        "claim": dict(claim),
        "events": _once((*order.events, *events)),
    }
    document |= {name: value for name, value in facts.items() if value}
    read(document)
    return document


def _with_order(part: ReturnPart, order: OrderPart | None) -> Document:
    """A return's case: what the order's own export tells of the order outranks what the return's row does."""
    return case(part if order is None else _return_of(part, _order_over(part.of, order)))


def _return_of(part: ReturnPart, order: OrderPart) -> ReturnPart:
    return ReturnPart(part.platform, part.id, order, part.claim, part.events)


def _order_over(under: OrderPart, over: OrderPart) -> OrderPart:
    return OrderPart(
        under.platform,
        under.id,
        _over(under.order, over.order),
        tuple(_once((*under.events, *over.events))),
        _over(under.shop, over.shop),
    )


def _return_over(under: ReturnPart, over: ReturnPart) -> ReturnPart:
    return ReturnPart(
        under.platform,
        under.id,
        _order_over(under.of, over.of),
        _over(under.claim, over.claim),
        tuple(_once((*under.events, *over.events))),
    )


def _over(under: Mapping[str, Any], over: Mapping[str, Any]) -> Document:
    """`over` laid over `under`, object by object; money, lists and single values replace."""
    laid = dict(under)
    for name, value in over.items():
        lower = laid.get(name)
        both = isinstance(lower, dict) and isinstance(value, dict) and "currency" not in value
        laid[name] = _over(lower, value) if both else value  # type: ignore[arg-type]
    return laid


def _once(items: Iterable[Document]) -> list[Document]:
    return list({json.dumps(item, sort_keys=True): item for item in items}.values())


# --- what an import changes -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changes:
    """Case files by what an import would do to those kept: nothing at all where they are the same."""

    added: tuple[Document, ...]
    changed: tuple[Document, ...]
    same: tuple[Document, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)


def changes(before: Iterable[Mapping[str, Any]], now: Iterable[Document]) -> Changes:
    """Compares case files by id; one that `now` lacks is no change, for an export holds what was asked of it."""
    kept = {one["id"]: one for one in before}
    found = list(now)
    return Changes(
        added=tuple(one for one in found if one["id"] not in kept),
        changed=tuple(one for one in found if one["id"] in kept and kept[one["id"]] != one),
        same=tuple(one for one in found if kept.get(one["id"]) == one),
    )
