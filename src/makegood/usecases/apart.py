"""Takes personal data and free text out of facts, and lays them back: facts stay when a person's data is erased (ALL-7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

OF_A_CASE = tuple(
    tuple(path.split("."))
    for path in """
    order.buyer.id order.buyer.name order.buyer.phone order.buyer.email order.ship_to.name order.ship_to.city
    order.ship_to.line1 order.ship_to.postcode order.ship_to.phone claim.text
    """.split()
)
"""Where a case file holds what tells who the buyer is, or what they wrote."""
OF_AN_EVENT = tuple(tuple(path.split(".")) for path in "text note terms.address terms.recipient terms.phone".split())


def taken_apart(document: Mapping[str, Any], paths: Iterable[tuple[str, ...]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document without those places, and what stood in them by dotted path. The document itself is left as it is."""
    facts, personal = dict(document), {}
    for path in paths:
        holder: Any = document
        for name in path[:-1]:
            holder = holder.get(name) if isinstance(holder, Mapping) else None
        if not isinstance(holder, Mapping) or holder.get(path[-1]) is None:
            continue
        personal[".".join(path)] = holder[path[-1]]
        facts = _without(facts, path)
    return facts, personal


def laid_back(facts: Mapping[str, Any], personal: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with the personal values in their places again."""
    whole = dict(facts)
    for path, value in personal.items():
        whole = _with(whole, tuple(path.split(".")), value)
    return whole


def _without(document: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    name, rest = path[0], path[1:]
    if not rest:
        return {key: value for key, value in document.items() if key != name}
    return {**document, name: _without(document[name], rest)}


def _with(document: Mapping[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    name, rest = path[0], path[1:]
    below = document.get(name)
    return {**document, name: _with(below if isinstance(below, Mapping) else {}, rest, value) if rest else value}


def laid_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid over `under`, object by object. What is not told (absent, null) leaves what was known."""
    laid = dict(under)
    for name, value in over.items():
        if value is None:
            continue
        lower = laid.get(name)
        laid[name] = laid_over(lower, value) if isinstance(lower, Mapping) and isinstance(value, Mapping) else value
    return laid


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What of `after` is not so in `before`, as a document of the same form."""
    found: dict[str, Any] = {}
    for name, value in after.items():
        lower = before.get(name)
        if isinstance(lower, Mapping) and isinstance(value, Mapping):
            if deeper := changes(lower, value):
                found[name] = deeper
        elif name not in before or lower != value:
            found[name] = value
    return found
