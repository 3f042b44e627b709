"""Takes personal data and free text out of facts, and lays them back: facts stay when a person's data is erased (ALL-7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from makegood.core import case

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a document holds what is personal: the places named, and every member nobody knows, for that may hold anything."""

    named: tuple[Path, ...]
    known: Mapping[Path, frozenset[str]]

    def of(self, document: Mapping[str, Any]) -> Iterator[Path]:
        yield from self.named
        for path, names in self.known.items():
            holder = _at(document, path)
            if isinstance(holder, Mapping):
                yield from ((*path, name) for name in holder if name not in names)


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(tuple(path.split(".")) for path in text.split())


def _names(values: type) -> frozenset[str]:
    return frozenset(one.name.rstrip("_") for one in fields(values))


OF_A_CASE = Places(
    _paths("""
    order.buyer.id order.buyer.name order.buyer.phone order.buyer.email order.ship_to.name order.ship_to.city
    order.ship_to.line1 order.ship_to.postcode order.ship_to.phone claim.text
    """),
    {
        (): _names(case.Case),
        ("order",): _names(case.Order),
        ("order", "buyer"): _names(case.Buyer),
        ("order", "ship_to"): _names(case.ShipTo),
        ("order", "shipment"): _names(case.Shipment),
        ("claim",): _names(case.Claim),
    },
)
"""Where a case file holds what tells who the buyer is, or what they wrote."""
OF_AN_EVENT = Places(
    _paths("text note terms.address terms.recipient terms.phone"),
    {(): _names(case.Event), ("terms",): _names(case.Terms)},
)
OF_EVIDENCE = Places(_paths("file"), {(): _names(case.Evidence), ("reading",): _names(case.Reading)})
"""A file's name is free text as well."""
OF_AN_ACTION = Places(
    _paths("""
    details.text details.note details.terms.address details.terms.recipient details.terms.phone why receipt
    """),
    {
        ("details",): frozenset(
            "action amount carrier channel evidence finding ground note quantity remedy solution terms text tracking what".split()
        ),
        ("details", "terms"): _names(case.Terms),
    },
)
"""What the record says of an action: the platform's words, and all that is not one of the contract's own words, may name the buyer."""


def taken_apart(document: Mapping[str, Any], places: Places) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document without those places, and what stood in them by dotted path. The document itself is left as it is."""
    facts, personal = dict(document), {}
    for path in list(places.of(document)):
        holder = _at(document, path[:-1])
        if not isinstance(holder, Mapping) or holder.get(path[-1]) is None:
            continue
        personal[_dotted(path)] = holder[path[-1]]
        facts = _without(facts, path)
    return facts, personal


def _at(document: Any, path: Path) -> Any:
    for name in path:
        document = document.get(name) if isinstance(document, Mapping) else None
    return document


def _dotted(path: Path) -> str:
    """A name nobody knows may hold a dot of its own: escaped as in a JSON Pointer."""
    return ".".join(name.replace("~", "~0").replace(".", "~1") for name in path)


def _path(dotted: str) -> Path:
    return tuple(name.replace("~1", ".").replace("~0", "~") for name in dotted.split("."))


def laid_back(facts: Mapping[str, Any], personal: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with the personal values in their places again."""
    whole = dict(facts)
    for dotted, value in personal.items():
        whole = _with(whole, _path(dotted), value)
    return whole


def _without(document: Mapping[str, Any], path: Path) -> dict[str, Any]:
    name, rest = path[0], path[1:]
    if not rest:
        return {key: value for key, value in document.items() if key != name}
    return {**document, name: _without(document[name], rest)}


def _with(document: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
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
