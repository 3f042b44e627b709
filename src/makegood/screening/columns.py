"""Which header of a seller's table is which column of the normalised one; what is not certain stays unrecognised."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Kind = Literal["text", "number", "time", "boolean"]

COLUMNS: Mapping[str, Kind] = {
    "order_id": "text",
    "shop": "text",
    "platform": "text",
    "buyer_id": "text",
    "buyer_name": "text",
    "placed_at": "time",
    "paid_at": "time",
    "cancelled_at": "time",
    "cancelled_by": "text",
    "status": "text",
    "amount": "number",
    "currency": "text",
    "country": "text",
    "state": "text",
    "city": "text",
    "line1": "text",
    "postcode": "text",
    "phone": "text",
    "email": "text",
    "sku": "text",
    "quantity": "number",
}


class TableRefused(ValueError):
    """The table cannot be screened as it is; the message says what was found, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Export:
    """One platform's order export: its headers, and how it writes times and money."""

    platform: str
    headers: Mapping[str, str]
    times: tuple[str, ...]
    money: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recognised:
    """Column to the place of its header, the headers left over, and the spellings the recognised exports use."""

    headers: tuple[str, ...]
    places: Mapping[str, int]
    unrecognised: tuple[str, ...]
    times: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    money: Mapping[str, str] = field(default_factory=dict)

    def header(self, column: str) -> str:
        return self.headers[self.places[column]]


def recognise(headers: Sequence[str], mapping: Mapping[str, str] | None = None, *, where: str = "table") -> Recognised:
    """Gives each header its column where that is certain; `mapping` (column to header) outranks everything."""
    chosen = _mapped(headers, mapping or {}, where)
    claims = _claims(headers, taken=set(chosen.values()))
    places = chosen | {
        column: claimed[0] for column, claimed in claims.items() if len(claimed) == 1 and column not in chosen
    }
    if "order_id" not in places:
        raise TableRefused(_no_order_id(headers, claims.get("order_id", []), where))
    taken = set(places.values())
    left = tuple(header.strip() for place, header in enumerate(headers) if place not in taken and header.strip())
    times, money = _spellings(headers, places)
    ordered = {column: places[column] for column in COLUMNS if column in places}
    return Recognised(tuple(header.strip() for header in headers), ordered, left, times, money)


@cache
def exports() -> tuple[Export, ...]:
    """The confirmed exports of headers.toml, their headers in the form they are compared in."""
    return tuple(
        Export(
            platform=entry["platform"],
            headers={_plain(header): column for column, known in entry["headers"].items() for header in known},
            times=tuple(entry["times"]),
            money=entry["money"],
        )
        for entry in _data()["export"]
    )


@cache
def closed_words() -> frozenset[str]:
    """Final statuses, in lower case, that say an order was closed without success."""
    return frozenset(word.lower() for word in _data()["words"]["closed"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("headers.toml").read_text(encoding="utf-8"))


def _plain(header: str) -> str:
    return "".join(unicodedata.normalize("NFKC", header).replace("\ufeff", "").split()).casefold()


@cache
def _known() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for export in exports():
        for header, column in export.headers.items():
            if known.setdefault(header, column) != column:
                raise ValueError(f"headers.toml: {header!r} stands for {known[header]} and for {column}")
    return known


def _claims(headers: Sequence[str], taken: set[int]) -> dict[str, list[int]]:
    """The headers that claim each column; the column's own exact name silences any other claim."""
    exact: dict[str, list[int]] = {}
    known: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        if place in taken:
            continue
        if header.strip() in COLUMNS:
            exact.setdefault(header.strip(), []).append(place)
        elif column := _known().get(_plain(header)):
            known.setdefault(column, []).append(place)
    return known | exact


def _mapped(headers: Sequence[str], mapping: Mapping[str, str], where: str) -> dict[str, int]:
    chosen: dict[str, int] = {}
    for column, header in mapping.items():
        if column not in COLUMNS:
            raise TableRefused(f"--map {column}={header}: no such column; there are {', '.join(COLUMNS)}")
        found = [place for place, given in enumerate(headers) if given.strip() == header.strip()]
        found = found or [place for place, given in enumerate(headers) if _plain(given) == _plain(header)]
        if len(found) != 1:
            times = "no column has" if not found else f"{len(found)} columns have"
            raise TableRefused(
                f"--map {column}={header}: {times} this header in {where}; its headers are {_shown(headers)}"
            )
        if found[0] in chosen.values():
            raise TableRefused(
                f"--map {column}={header}: this header of {where} is mapped to two columns; map it to one"
            )
        chosen[column] = found[0]
    return chosen


def _spellings(headers: Sequence[str], places: Mapping[str, int]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """The exports' own spellings of times, column by column, and of money; only under headers of theirs."""
    times: dict[str, tuple[str, ...]] = {}
    money: dict[str, str] = {}
    for column, place in places.items():
        theirs = [export for export in exports() if export.headers.get(_plain(headers[place])) == column]
        if COLUMNS[column] == "time":
            times[column] = tuple(dict.fromkeys(form for export in theirs for form in export.times))
        if column == "amount":
            for export in theirs:
                money |= export.money
    return times, money


def _no_order_id(headers: Sequence[str], claimed: Sequence[int], where: str) -> str:
    if claimed:
        several = ", ".join(repr(headers[place].strip()) for place in claimed)
        return f"{where}: {several} could each be the order id; say which, as in --map order_id={headers[claimed[0]].strip()}"
    return f"{where}: no header is known to be the order id; name it with --map order_id=HEADER. Its headers are {_shown(headers)}"


def _shown(headers: Sequence[str]) -> str:
    return ", ".join(repr(header.strip()) for header in headers) or "none"
