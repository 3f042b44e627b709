"""Reads XLSX and XLS by calamine: the sheet and row where the headers stand, merged cells, and numbers and dates as texts.

Excel keeps 15 digits of a number. An order number that came as a longer one is damaged for good, and its row is refused.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Protocol

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from makegood.screening import bounds, old_workbooks
from makegood.screening.columns import Recognised, TableRefused, recognise
from makegood.screening.kinds import KINDS
from makegood.screening.records import Items, Record, copied
from makegood.screening.sentences import Sentence, note
from makegood.screening.tables import HEADER_WITHIN, Refusal, Table

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta

EXACT = 10**15  # from here on a number of Excel's has lost digits


class Sheet(Protocol):
    """What is read of a sheet, calamine's own or one that another process has read."""

    @property
    def name(self) -> str: ...
    @property
    def start(self) -> tuple[int, int] | None: ...
    @property
    def merged_cell_ranges(self) -> list[tuple[tuple[int, int], tuple[int, int]]] | None: ...
    def iter_rows(self) -> Iterator[list[Value]]: ...


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet whose header row is known; rows and places count from 0, as calamine's do."""

    path: Path
    sheet: Sheet
    row: int
    known: Recognised
    others: tuple[str, ...]

    @property
    def merges(self) -> list[tuple[int, int, int]]:
        """Merged cells beneath the headers, in the row order of their beginnings: first row, last row, place."""
        left = self.sheet.start[1] if self.sheet.start else 0
        ranges = self.sheet.merged_cell_ranges or []
        found = [(top, bottom, place - left) for (top, place), (bottom, _) in ranges if top > self.row and bottom > top]
        return sorted(merge for merge in found if 0 <= merge[2] < len(self.known.headers))

    def rows(self) -> Iterator[tuple[int, list[Value]]]:
        """The rows beneath the headers that are not blank, merged cells filled downwards, each with its row in the file."""
        begins: dict[int, list[tuple[int, int]]] = {}
        for top, bottom, place in self.merges:
            begins.setdefault(top, []).append((bottom, place))
        running: dict[int, tuple[int, Value]] = {}
        whole = self.known.places.get("quantity")  # one quantity for several rows is not each row's
        for row, cells in islice(enumerate(self.sheet.iter_rows()), self.row + 1, None):
            for bottom, place in begins.get(row, ()):
                running[place] = (bottom, cells[place])
            if not any(_is_filled(cell) for cell in cells):
                continue
            for place, (bottom, value) in running.items():
                if row <= bottom and place != whole and not _is_filled(cells[place]):
                    cells[place] = value
            yield row + 1, cells


def workbook(path: Path, mapping: Mapping[str, str], copy: Path, *, details: bool = False) -> Table:
    """The first sheet that has the headers of an order table, its rows as texts."""
    page = _page(path, mapping, details)
    known = page.known
    tells_orders = any(place == known.places["order_id"] for *_, place in page.merges)
    items = None if tells_orders else Items.of(known)
    lost: list[int] = []
    table = copied(path, known.headers, _records(page, lost), copy, items, _found(page))
    damaged = [note("damaged", where=path.name, count=len(lost))] if lost else []
    return Table(path, table.headers, table.cells, table.rows, table.numbered, table.refusals, (*table.notes, *damaged))


def _page(path: Path, mapping: Mapping[str, str], details: bool) -> Page:
    sheets = _sheets(path)
    refusal = None
    for number, sheet in enumerate(sheets):
        try:
            row, known = _headers(sheet, mapping, path.name, details)
        except TableRefused as reason:
            refusal = refusal or reason
            continue
        others = tuple(other.name for place, other in enumerate(sheets) if place != number)
        return Page(path, sheet, row, known, others)
    raise refusal or TableRefused(f"{path}: every sheet is blank; expected the headers of a table of orders")


def _sheets(path: Path) -> Sequence[Sheet]:
    """The sheets with something in them; what is hidden stays out."""
    if path.suffix.lower() == ".xls":
        return old_workbooks.sheets(path)
    bounds.check(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            shown = [
                number
                for number, sheet in enumerate(book.sheets_metadata)
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
            sheets = [book.get_sheet_by_index(number) for number in shown]
    except PasswordError as reason:
        raise TableRefused(f"{path}: protected by a password; save it without one") from reason
    except (CalamineError, OSError) as reason:
        raise TableRefused(f"{path}: not readable as XLSX ({reason}); save it again, or as CSV UTF-8") from reason
    return [sheet for sheet in sheets if sheet.start is not None]


def _headers(sheet: Sheet, mapping: Mapping[str, str], where: str, details: bool) -> tuple[int, Recognised]:
    """The row that most columns are recognised in, and what they are; raises the first filled row's refusal if there is none."""
    found: list[tuple[int, Recognised]] = []
    refusal: TableRefused | None = None
    for row, cells in enumerate(islice(sheet.iter_rows(), HEADER_WITHIN)):
        if not any(_is_filled(cell) for cell in cells):
            continue
        try:
            found.append((row, recognise([text(cell) for cell in cells], mapping, where=where, details=details)))
        except TableRefused as reason:
            refusal = refusal or reason
    if found:
        return max(found, key=lambda one: len(one[1].places))
    raise refusal or TableRefused(f"{where}: the first {HEADER_WITHIN} rows are blank; expected the headers there")


def _found(page: Page) -> list[Sentence]:
    """What a reader would want to know of where the table was found."""
    notes = []
    if page.others:
        notes.append(note("sheets", where=page.path.name, sheet=page.sheet.name, others=", ".join(page.others)))
    first = next(row for row, cells in enumerate(page.sheet.iter_rows()) if any(map(_is_filled, cells)))
    if first < page.row:
        notes.append(note("titles", where=page.path.name, row=page.row + 1))
    return notes


def _records(page: Page, lost: list[int]) -> Iterator[Record | Refusal]:
    """The rows as texts; a damaged order number refuses its row, other damaged texts are unknown and their rows kept in `lost`."""
    order_id = page.known.places["order_id"]
    texts = {place for column, place in page.known.places.items() if KINDS[column] == "text"}
    for row, cells in page.rows():
        if _is_damaged(cells[order_id]):
            yield Refusal(row, f"{cells[order_id]:.15g}", "damaged", "order_id")
            continue
        damaged = {place for place in texts if _is_damaged(cells[place])}
        lost += [row] * len(damaged)
        yield row, [None if place in damaged else text(cell) for place, cell in enumerate(cells)]


def text(value: Value) -> str:
    """A cell's value as a text export would hold it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and not isfinite(value):
        return str(value)  # no number that Excel writes; as a text it is refused where a number is expected
    if isinstance(value, (int, float)):
        return str(int(value)) if value == int(value) else f"{Decimal(f'{value:.15g}'):f}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return f"{value} 00:00:00" if isinstance(value, datetime.date) else str(value)


def _is_damaged(value: Value) -> bool:
    return isinstance(value, (int, float)) and abs(value) >= EXACT


def _is_filled(value: Value) -> bool:
    return not isinstance(value, str) or bool(value.strip())
