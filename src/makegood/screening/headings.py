"""Where the headers of a CSV file stand, and what divides its cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from makegood.screening.columns import Recognised, TableRefused, recognise
from makegood.screening.tables import HEADER_WITHIN

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that is recognised as the headers, divided by one delimiter."""

    row: int
    headers: tuple[str, ...]
    delimiter: str
    known: Recognised


def heading(path: Path, text: Path, mapping: Mapping[str, str], details: bool) -> Heading:
    """The first row, divided by whichever delimiter divides it into the most cells, else the one recognised row beneath.

    `path` is the file as the user knows it, `text` the same in UTF-8.
    """
    readings = {mark: _beginning(text, mark) for mark in DELIMITERS}
    row, delimiter = _likely(path, readings)
    headers = tuple(readings[delimiter][row - 1])
    if not all(map(is_utf8, headers)):
        raise TableRefused(f"{path}: the header is neither UTF-8 nor GB18030; save the table as CSV UTF-8")
    where = path.name if row == 1 else f"{path.name}, row {row}"
    try:
        return Heading(row, headers, delimiter, recognise(headers, mapping, where=where, details=details))
    except TableRefused:
        beneath = list(_recognised(readings, mapping, details))
        if not beneath:
            raise
    rows = sorted({one.row for one in beneath})
    if len(rows) > 1:
        shown = " and ".join(map(str, rows))
        raise TableRefused(
            f"{path.name}: rows {shown} could each be the header row; delete what stands above the one that is"
        )
    return max(beneath, key=lambda one: len(one.known.places))


def _beginning(text: Path, delimiter: str) -> list[list[str]]:
    return [cells or [] for cells in islice(records(text, delimiter), HEADER_WITHIN)]


def _likely(path: Path, readings: Mapping[str, list[list[str]]]) -> tuple[int, str]:
    """The first row with several cells, else the first with any, and the delimiter that divides it into the most."""
    for least in (2, 1):
        for row in range(HEADER_WITHIN):
            cells = {mark: rows[row] for mark, rows in readings.items() if row < len(rows)}
            widest = max(cells, key=lambda mark: len(cells[mark]), default="")
            if widest and sum(bool(cell.strip()) for cell in cells[widest]) >= least:
                return row + 1, widest
    raise TableRefused(f"{path}: the first row is blank; expected the headers there")


def _recognised(
    readings: Mapping[str, list[list[str]]], mapping: Mapping[str, str], details: bool
) -> Iterator[Heading]:
    for delimiter, rows in readings.items():
        for row, cells in enumerate(rows, start=1):
            if not all(map(is_utf8, cells)):
                continue
            try:
                yield Heading(row, tuple(cells), delimiter, recognise(cells, mapping, details=details))
            except TableRefused:
                continue


def records(path: Path, delimiter: str, *, strict: bool = False) -> Iterator[list[str] | None]:
    """The records of the file; None is one whose quotes are wrong, which only a strict reading tells."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        records = csv.reader(file, delimiter=delimiter, strict=strict)
        while True:
            try:
                yield next(records)
            except StopIteration:
                return
            except csv.Error:
                yield None


def is_utf8(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)
