"""The exports of headers.toml: which platforms' headers are known for certain, and how each export writes times and money."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from makegood.core.money import CURRENCIES

_WITH_CURRENCY = re.compile(r"(.+)\(([a-z]{3})\)")


@dataclass(frozen=True, slots=True)
class Export:
    """One platform's export in one language: its headers, and how it writes times and money."""

    platform: str
    headers: Mapping[str, str]
    times: tuple[str, ...]
    money: Mapping[str, str]
    thousands: str = ""
    items: frozenset[str] = frozenset()  # headers of what names an item: further items have rows with blank order cells
    details: Mapping[str, str] = field(default_factory=dict)  # headers of what only a case file wants
    first: Mapping[str, str] = field(default_factory=dict)  # of two headers of one column, the one that is preferred
    zone: str | None = None
    currency: str | None = None

    def columns(self, *, details: bool) -> Mapping[str, str]:
        """Header to column; a detail is more exact than the column of the same header."""
        return {**self.headers, **self.details} if details else self.headers


@cache
def exports() -> tuple[Export, ...]:
    """The confirmed exports, their headers in the form they are compared in."""
    return tuple(
        Export(
            platform=entry["platform"],
            headers=_by_header(entry["headers"]),
            times=tuple(entry["times"]),
            money=entry["money"],
            thousands=entry.get("thousands", ""),
            items=frozenset(map(plain, entry.get("items", []))),
            details=_by_header(entry.get("details", {})),
            first={column: plain(header) for column, header in entry.get("first", {}).items()},
            zone=entry.get("zone"),
            currency=entry.get("currency"),
        )
        for entry in _data()["export"]
    )


@cache
def known_headers(*, details: bool) -> Mapping[str, str]:
    """Every known header and its column, whichever export it is of."""
    known: dict[str, str] = {}
    for export in exports():
        for header, column in export.columns(details=details).items():
            if known.setdefault(header, column) != column:
                raise ValueError(f"headers.toml: {header!r} stands for {known[header]} and for {column}")
    return known


@cache
def closed_words() -> frozenset[str]:
    """Final statuses, in lower case, that say an order was closed without success."""
    return frozenset(word.lower() for word in _data()["words"]["closed"])


def plain(header: str) -> str:
    """A header in the form it is compared in: without white space, marks, case and full width."""
    return "".join(unicodedata.normalize("NFKC", header).replace("\ufeff", "").split()).casefold()


def told_currency(header: str) -> tuple[str, str] | None:
    """A header in the form it is compared in, parted from the currency that it ends in, as in `Total Discount(PHP)`.

    Quirk (platforms/shopee.md §5): Philippine exports add the currency so.
    """
    match = _WITH_CURRENCY.fullmatch(plain(header))
    return (match[1], match[2].upper()) if match and match[2].upper() in CURRENCIES else None


def _by_header(columns: Mapping[str, list[str]]) -> dict[str, str]:
    return {plain(header): column for column, known in columns.items() for header in known}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("headers.toml").read_text(encoding="utf-8"))
