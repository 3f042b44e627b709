"""How far the cells of a worksheet's XML reach: quickly and never too little, or exactly and slowly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

ROWS, COLUMNS = 1_048_576, 16_384
"""What a sheet of Excel can have."""
_REFERENCE = re.compile(rb"""r\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")
_ROWS = (
    re.compile(rb"<row(?=[\s/>])"),
    re.compile(rb":row(?=[\s/>])"),
)  # two that begin with a letter are found faster than one
_CELLS = re.compile(rb"<c(?=[\s/>])"), re.compile(rb":c(?=[\s/>])")
_ROW = re.compile(rb"[<:]row(?=[\s/>])")


@dataclass(slots=True)
class Quick:
    """Counts every reference that stands anywhere, blank cells' and rows' too: at least what is laid out, seldom more."""

    is_sheet: bool = False
    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    unnumbered: int = 0
    """Rows without a number; each stands beneath the one before it."""
    running: int = 0
    longest: int = 0
    """Cells of the present row, and of the longest, where some lack a reference; each stands beside the one before it."""

    def see(self, text: bytes) -> None:
        """More of the part, cut before a tag."""
        self.is_sheet = self.is_sheet or b"sheetData" in text
        if not self.is_sheet:
            return
        found = _REFERENCE.findall(text)
        cells, of_cells = _count(_CELLS, text), sum(1 for letters, _ in found if letters)
        self.last_column = max([self.last_column, *map(_column, {letters for letters, _ in found})])
        self.last_row = max([self.last_row, *map(_row, {digits for _, digits in found})])
        self.cells += cells
        self.unnumbered += max(0, _count(_ROWS, text) - (len(found) - of_cells))
        if cells > of_cells or self.running:
            self._count_rows(text)

    def _count_rows(self, text: bytes) -> None:
        first, *others = [_count(_CELLS, piece) for piece in _ROW.split(text)]
        self.longest = max(self.longest, self.running + first, *others)
        self.running = others[-1] if others else self.running + first

    @property
    def laid_out(self) -> int:
        """Cells from the sheet's first to the last that may be filled."""
        return (self.last_column + self.longest) * (self.last_row + self.unnumbered)

    @property
    def is_beyond(self) -> bool:
        """Whether a cell stands where Excel has none."""
        return self.last_row + self.unnumbered > ROWS or self.last_column + self.longest > COLUMNS


class NotXml(ValueError):
    """A sheet that is not well-formed."""


class Exact:
    """Counts what is filled, as an XML parser finds it: a style on the sheet's last row or a blank cell there reaches nowhere."""

    def __init__(self) -> None:
        self.cells = 0
        self.first_column = COLUMNS
        self.last_row = self.last_column = 0
        self._row = self._column = 0
        self._is_counted = True
        self._parser = expat.ParserCreate("UTF-8", " ")  # whatever it says of itself: calamine reads no other
        self._parser.StartElementHandler = self._begin

    def see(self, text: bytes, *, is_last: bool = False) -> None:
        """More of the part. Raises `NotXml`."""
        try:
            self._parser.Parse(text, is_last)
        except expat.ExpatError as reason:
            raise NotXml(str(reason)) from reason

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        reference = attributes.get("r", "").encode()
        if kind == "row":
            self._row = _row(reference) if reference.isdigit() else self._row + 1
            self._column = 0
        elif kind == "c":
            letters = reference.rstrip(b"0123456789")
            self._column = _column(letters) if letters else self._column + 1
            self._row = _row(reference[len(letters) :]) if letters else self._row
            self.cells += 1
            self._is_counted = False
        elif not self._is_counted:  # something stands within the cell
            self._is_counted = True
            self.first_column = min(self.first_column, self._column)
            self.last_row, self.last_column = max(self.last_row, self._row), max(self.last_column, self._column)

    @property
    def laid_out(self) -> int:
        """Cells from the sheet's first row, as `iter_rows` walks, to the last that is filled, and no wider than those."""
        return self.last_row * max(0, self.last_column - self.first_column + 1)

    @property
    def is_beyond(self) -> bool:
        """Whether a cell stands where Excel has none."""
        return self.last_row > ROWS or self.last_column > COLUMNS


def _count(tags: tuple[re.Pattern[bytes], ...], text: bytes) -> int:
    return sum(len(tag.findall(text)) for tag in tags)


def _column(letters: bytes) -> int:
    """A is 1; letters that are none, or too many, count as beyond the last column."""
    if len(letters) > 3 or not (letters.isalpha() or not letters):
        return COLUMNS + 1
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place


def _row(digits: bytes) -> int:
    return int(digits or b"0") if len(digits) < 12 else ROWS + 1
