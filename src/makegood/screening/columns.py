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


ENOUGH = 3
"""House: known headers that a table must have before it is taken for one platform's export."""


class TableRefused(ValueError):
    """The table cannot be screened as it is; the message says what was found, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Export:
    """One platform's order export: its headers, and how it writes times and money."""

    platform: str
    headers: Mapping[str, str]
    times: tuple[str, ...]
    money: Mapping[str, str]
    thousands: str = ""
    items: frozenset[str] = (
        frozenset()
    )  # headers of what names an item, where further items have rows with blank order cells


@dataclass(frozen=True, slots=True)
class Recognised:
    """Column to the place of its header, the headers left over, and the spellings the recognised exports use."""

    headers: tuple[str, ...]
    places: Mapping[str, int]
    unrecognised: tuple[str, ...]
    times: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    money: Mapping[str, str] = field(default_factory=dict)
    thousands: str = ""
    items: tuple[int, ...] = ()

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
    certain = _certain(headers, places)
    written = [export for export in exports() if _stands_in(export, headers, places, "amount")] or certain
    return Recognised(
        headers=tuple(header.strip() for header in headers),
        places={column: places[column] for column in COLUMNS if column in places},
        unrecognised=left,
        times=_times(headers, places),
        money={sign: currency for export in written for sign, currency in export.money.items()},
        thousands="".join({export.thousands for export in written}) if len(written) == 1 else "",
        items=_items(headers, certain),
    )


@cache
def exports() -> tuple[Export, ...]:
    """The confirmed exports of headers.toml, their headers in the form they are compared in."""
    return tuple(
        Export(
            platform=entry["platform"],
            headers={_plain(header): column for column, known in entry["headers"].items() for header in known},
            times=tuple(entry["times"]),
            money=entry["money"],
            thousands=entry.get("thousands", ""),
            items=frozenset(map(_plain, entry.get("items", []))),
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


def _stands_in(export: Export, headers: Sequence[str], places: Mapping[str, int], column: str) -> bool:
    """Whether the column's header is this export's own for it."""
    return column in places and export.headers.get(_plain(headers[places[column]])) == column


def _certain(headers: Sequence[str], places: Mapping[str, int]) -> list[Export]:
    """The export that the table certainly is: the only one that holds each of its known headers, of which there are enough."""
    known = {_plain(header) for header in headers if header.strip() not in COLUMNS} & _known().keys()
    if len(known) < ENOUGH:
        return []
    found = [export for export in exports() if known <= export.headers.keys()]
    return [export for export in found if len(found) == 1 and _stands_in(export, headers, places, "order_id")]


def _items(headers: Sequence[str], certain: Sequence[Export]) -> tuple[int, ...]:
    named = frozenset[str]().union(*(export.items for export in certain))
    return tuple(place for place, header in enumerate(headers) if _plain(header) in named)


def _times(headers: Sequence[str], places: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """The exports' own spellings of times, column by column; only under headers of theirs."""
    return {
        column: tuple(
            dict.fromkeys(
                form for export in exports() if _stands_in(export, headers, places, column) for form in export.times
            )
        )
        for column in places
        if COLUMNS[column] == "time"
    }


def _no_order_id(headers: Sequence[str], claimed: Sequence[int], where: str) -> str:
    if claimed:
        several = ", ".join(repr(headers[place].strip()) for place in claimed)
        return f"{where}: {several} could each be the order id; say which, as in --map order_id={headers[claimed[0]].strip()}"
    return f"{where}: no header is known to be the order id; name it with --map order_id=HEADER. Its headers are {_shown(headers)}"


def _shown(headers: Sequence[str]) -> str:
    return ", ".join(repr(header.strip()) for header in headers) or "none"
