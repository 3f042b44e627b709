"""Copies records read by Python into a file that DuckDB reads, and gives an order's further items their order."""

# ruff: noqa: S608 - SQL is built of our own column names and confined rules; any other text is made a literal

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from makegood.screening.columns import Recognised
from makegood.screening.sentences import Sentence, note
from makegood.screening.tables import Refusal, Table, lines_of

Cells = list[str | None]
Record = tuple[int, Cells]

ITEMS = ("sku", "quantity", "title", "unit_price")  # columns of a line of an order; the others are the whole order's


@dataclass(slots=True)
class Items:
    """Rows that name an item and leave everything of the order blank belong to the order of the row above."""

    order_id: int
    order: tuple[int, ...]
    items: tuple[int, ...]
    above: str | None = None
    count: int = field(default=0, init=False)

    @classmethod
    def of(cls, known: Recognised) -> Items | None:
        """Only where the headers say for certain that the export writes further items so."""
        if not known.items:
            return None
        order = tuple(place for column, place in known.places.items() if column not in ITEMS)
        return cls(known.places["order_id"], order, known.items)

    def attached(self, cells: Cells) -> Cells:
        """The row with its order's id, and the rest of the order unknown in it; else the row as it is."""
        if any((cells[place] or "").strip() for place in self.order):
            self.above = cells[self.order_id] or None
            return cells
        if self.above is None or not any((cells[place] or "").strip() for place in self.items):
            self.above = None
            return cells
        self.count += 1
        told = [None if place in self.order else cell for place, cell in enumerate(cells)]
        told[self.order_id] = self.above
        return told


def copied(
    path: Path,
    headers: Sequence[str],
    records: Iterable[Record | Refusal],
    copy: Path,
    items: Items | None = None,
    notes: Sequence[Sentence] = (),
) -> Table:
    """A table of records: what is regular goes to `copy` as JSON arrays, the rest is refused."""
    refusals: list[Refusal] = []
    with copy.open("w", encoding="ascii") as file:
        for row, cells in _regular(records, refusals, items):
            file.write(json.dumps([row, *cells]) + "\n")
    rows = f"select raw::json as cells from {lines_of(copy)}"
    found = [note("items", where=path.name, count=items.count)] if items and items.count else []
    return Table(
        path=path,
        headers=tuple(headers),
        cells=tuple(f"json_extract_string(cells, '$[{place + 1}]')" for place in range(len(headers))),
        rows=rows,
        numbered=f"select json_extract(cells, '$[0]')::bigint as row, cells from ({rows})",
        refusals=tuple(refusals),
        notes=(*notes, *found),
    )


def _regular(records: Iterable[Record | Refusal], refusals: list[Refusal], items: Items | None) -> Iterator[Record]:
    for record in records:
        if isinstance(record, Refusal):
            refusals.append(record)
            if items:
                items.above = None
        else:
            row, cells = record
            yield row, items.attached(cells) if items else cells
