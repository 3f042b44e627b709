"""Which header of a seller's table is which column of the normalised one; what is not certain stays unrecognised."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from makegood.screening.kinds import COLUMNS, DETAILS, KINDS, MONEY, Kind
from makegood.screening.known import Export, closed_words, exports, known_headers, plain, told_currency
from makegood.screening.naming import Naming, Origin
from makegood.screening.suggestions import suggested

__all__ = [
    "COLUMNS",
    "DETAILS",
    "KINDS",
    "MONEY",
    "Kind",
    "Recognised",
    "TableRefused",
    "closed_words",
    "exports",
    "recognise",
]

ENOUGH = 3
"""House: known headers that a table must have before it is taken for one platform's export."""


class TableRefused(ValueError):
    """The table cannot be read as it is; the message says what was found, where, and what to do."""


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
    spare: Mapping[str, int] = field(default_factory=dict)  # a second header of a column, read where the first is blank
    suggested: Mapping[str, str] = field(default_factory=dict)
    mapped: tuple[str, ...] = ()  # columns named by a person
    origin: Origin | None = None
    platform: str | None = None  # whose export it certainly is
    zone: str | None = None  # of its local times
    currency: str | None = None  # of amounts without a sign
    currencies: Mapping[str, str] = field(default_factory=dict)  # what a header itself says of its column

    def header(self, column: str) -> str:
        return self.headers[self.places[column]]


def recognise(
    headers: Sequence[str], mapping: Mapping[str, str] | None = None, *, where: str = "table", details: bool = False
) -> Recognised:
    """Gives each header its column where that is certain; `mapping` (column to header) outranks everything."""
    kinds = KINDS if details else COLUMNS
    named, origin = (
        mapping.of(headers) if isinstance(mapping, Naming) else (mapping or {}, "given" if mapping else None)
    )
    if origin == "remembered":  # by another command, which may know more columns than this one
        named = {column: header for column, header in named.items() if column in kinds}
    chosen = _mapped(headers, named, kinds, where)
    claims = _claims(headers, set(chosen.values()), kinds, details)
    places = chosen | {
        column: claimed[0] for column, claimed in claims.items() if len(claimed) == 1 and column not in chosen
    }
    pairs = _pairs(headers, {column: claimed for column, claimed in claims.items() if column not in chosen})
    places |= {column: first for column, (first, _) in pairs.items()}
    spare = {column: second for column, (_, second) in pairs.items()}
    taken = {*places.values(), *spare.values()}
    hints = suggested(headers, taken, [column for column in kinds if column not in places])
    if "order_id" not in places:
        raise TableRefused(_no_order_id(headers, claims.get("order_id", []), hints.get("order_id"), where))
    certain = _certain(headers, places, details)
    written = [export for export in exports() if _stand_in(export, headers, places, MONEY)] or certain
    dated = [export for export in exports() if _stand_in(export, headers, places, _times_of(places))]
    return Recognised(
        headers=tuple(header.strip() for header in headers),
        places={column: places[column] for column in kinds if column in places},
        unrecognised=tuple(
            header.strip() for place, header in enumerate(headers) if place not in taken and header.strip()
        ),
        times=_times(headers, places),
        money={sign: currency for export in written for sign, currency in export.money.items()},
        thousands="".join({export.thousands for export in written}) if len(written) == 1 else "",
        items=_items(headers, certain),
        spare=spare,
        suggested=hints,
        mapped=tuple(chosen),
        origin=origin,
        platform=certain[0].platform if certain else None,
        zone=_only(export.zone for export in certain or dated),
        currency=_only(export.currency for export in certain or written),
        currencies={
            column: parted[1]
            for column in MONEY
            if column in places and (parted := told_currency(headers[places[column]]))
        },
    )


def _known_column(header: str, details: bool) -> str | None:
    """The column a header is known for; one of money may be followed by its currency in brackets."""
    known = known_headers(details=details)
    found = known.get(plain(header))
    if found is None and (parted := told_currency(header)):
        base = known.get(parted[0])
        found = base if base in MONEY else None
    return found


def _claims(headers: Sequence[str], taken: set[int], kinds: Mapping[str, Kind], details: bool) -> dict[str, list[int]]:
    """The headers that claim each column; the column's own exact name silences any other claim."""
    exact: dict[str, list[int]] = {}
    known: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        if place in taken:
            continue
        if header.strip() in kinds:
            exact.setdefault(header.strip(), []).append(place)
        elif column := _known_column(header, details):
            known.setdefault(column, []).append(place)
    return known | exact


def _pairs(headers: Sequence[str], claims: Mapping[str, Sequence[int]]) -> dict[str, tuple[int, int]]:
    """Columns that one export gives two headers of, the preferred first: a mobile number beside a landline's."""
    pairs: dict[str, tuple[int, int]] = {}
    for column, claimed in claims.items():
        for export in exports():
            first = [place for place in claimed if plain(headers[place]) == export.first.get(column)]
            others = [
                place for place in claimed if place not in first and export.headers.get(plain(headers[place])) == column
            ]
            if len(first) == len(others) == 1 and len(claimed) == 2:
                pairs[column] = (first[0], others[0])
    return pairs


def _mapped(headers: Sequence[str], mapping: Mapping[str, str], kinds: Iterable[str], where: str) -> dict[str, int]:
    chosen: dict[str, int] = {}
    for column, header in mapping.items():
        if column not in kinds:
            raise TableRefused(f"--map {column}={header}: no such column; there are {', '.join(kinds)}")
        found = [place for place, given in enumerate(headers) if given.strip() == header.strip()]
        found = found or [place for place, given in enumerate(headers) if plain(given) == plain(header)]
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
    return column in places and export.columns(details=True).get(plain(headers[places[column]])) == column


def _stand_in(export: Export, headers: Sequence[str], places: Mapping[str, int], columns: Iterable[str]) -> bool:
    return any(_stands_in(export, headers, places, column) for column in columns)


def _certain(headers: Sequence[str], places: Mapping[str, int], details: bool) -> list[Export]:
    """The export that the table certainly is: the only one that holds each of its known headers, of which there are enough."""
    kinds = KINDS if details else COLUMNS
    known = {plain(header) for header in headers if header.strip() not in kinds} & known_headers(details=details).keys()
    if len(known) < ENOUGH:
        return []
    found = [export for export in exports() if known <= export.columns(details=details).keys()]
    return [export for export in found if len(found) == 1 and _stands_in(export, headers, places, "order_id")]


def _items(headers: Sequence[str], certain: Sequence[Export]) -> tuple[int, ...]:
    named = frozenset[str]().union(*(export.items for export in certain))
    return tuple(place for place, header in enumerate(headers) if plain(header) in named)


def _times_of(places: Mapping[str, int]) -> list[str]:
    return [column for column in places if KINDS[column] == "time"]


def _times(headers: Sequence[str], places: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """The exports' own spellings of times, column by column; only under headers of theirs."""
    return {
        column: tuple(
            dict.fromkeys(
                form for export in exports() if _stands_in(export, headers, places, column) for form in export.times
            )
        )
        for column in _times_of(places)
    }


def _only(values: Iterable[str | None]) -> str | None:
    """What all of them say, where they say the same."""
    said = set(values)
    return said.pop() if len(said) == 1 else None


def _no_order_id(headers: Sequence[str], claimed: Sequence[int], hint: str | None, where: str) -> str:
    if claimed:
        several = ", ".join(repr(headers[place].strip()) for place in claimed)
        return f"{where}: {several} could each be the order id; say which, as in --map order_id={headers[claimed[0]].strip()}"
    asked = f"{where}: no header is known to be the order id; name it with --map order_id=HEADER"
    if hint:
        asked += f" (by its meaning it may be {hint!r}: --map {shlex.quote(f'order_id={hint}')})"
    return f"{asked}. Its headers are {_shown(headers)}"


def _shown(headers: Sequence[str]) -> str:
    return ", ".join(repr(header.strip()) for header in headers) or "none"
