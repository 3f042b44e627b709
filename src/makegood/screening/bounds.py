"""Measures an XLSX before it is read: calamine lays out every cell between the first and the last filled one, in memory, at once.

One value in the last cell of an otherwise empty sheet would be 512 GB, and the process would end without a word.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from makegood.screening.columns import TableRefused
from makegood.screening.extents import COLUMNS, ROWS, Exact, NotXml, Quick

CELLS = 25_000_000
"""Cells of a workbook, with the blank ones between filled ones: a million orders of 24 columns, about 2 GB once laid out with their texts."""
BLANK, SPARSE = 1_000_000, 8
"""Blank cells that are let pass, and how many times those written in the file there may be beyond them."""
UNPACKED, PACKED = 64 << 20, 100
"""Bytes a workbook may always unpack to, and how many times its own size; a sheet of orders packs to about a tenth."""
PROTECTED = b"\xd0\xcf\x11\xe0"
"""How a workbook begins that is no archive: one protected by a password, which calamine says better than we."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, NotXml, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, LookupError,
    OverflowError,
)  # fmt: skip
"""What a broken archive makes `zipfile` raise, which promises no one thing: a name that is no UTF-8, an offset before the file."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only ones of a workbook; the others would be unpacked without a limit."""
_CHUNK = 1 << 20
_TAG = 8 << 20
"""Bytes without a tag that no sheet has."""


def check(path: Path) -> None:
    """Raises `TableRefused` for a workbook that would unfold to far more than it holds, or that cannot be unpacked."""
    with path.open("rb") as file:
        if file.read(len(PROTECTED)) == PROTECTED:
            return
    try:
        with zipfile.ZipFile(path) as book:
            sheets = _quick(book, path)
            if not _is_within(list(sheets.values())):
                _refuse_beyond(_exact(book, list(sheets)), path)
    except TableRefused:
        raise
    except _DAMAGED as reason:
        raise TableRefused(f"{path}: not readable as XLSX ({reason}); save it again, or as CSV UTF-8") from reason


def _is_within(extents: Sequence[Quick | Exact]) -> bool:
    laid_out, written = sum(one.laid_out for one in extents), sum(one.cells for one in extents)
    return laid_out <= min(CELLS, BLANK + SPARSE * written) and not any(one.is_beyond for one in extents)


def _refuse_beyond(extents: Sequence[Exact], path: Path) -> None:
    if any(one.is_beyond for one in extents):
        raise TableRefused(
            f"{path}: a cell beyond the end of a sheet, which has {ROWS:,} rows and {COLUMNS:,} columns; save the workbook "
            "again with Excel, or as CSV UTF-8"
        )
    if not _is_within(extents):
        laid_out, written = sum(one.laid_out for one in extents), sum(one.cells for one in extents)
        raise TableRefused(
            f"{path}: {written:,} cells, spread over {laid_out:,}; expected at most {CELLS:,}, and beyond {BLANK:,} no more "
            f"than {SPARSE} blank ones for each. Delete what stands far below or beside the table, or save it as CSV UTF-8"
        )


def _quick(book: zipfile.ZipFile, path: Path) -> dict[zipfile.ZipInfo, Quick]:
    """The sheets of the archive, whatever their parts are called."""
    most = left = max(UNPACKED, PACKED * path.stat().st_size)
    sheets = {}
    for info in book.infolist():
        if info.compress_type not in _PACKINGS:
            raise zipfile.BadZipFile(f"{info.filename} is packed in a way that no workbook is")
        info.file_size = left + 2 * _TAG  # what it really unpacks to, whatever it claims
        extent = Quick()
        with book.open(info) as part:
            for text in _texts(part):
                left -= len(text)
                extent.see(text)
                if left < 0:
                    raise TableRefused(
                        f"{path}: unpacks to more than {most:,} bytes; expected at most {PACKED} times its own size. "
                        "Save the sheet of orders alone, or as CSV UTF-8"
                    )
                if extent.is_sheet and len(text) >= _TAG:
                    raise TableRefused(
                        f"{path}, {info.filename}: a value of more than {_TAG:,} bytes; save it as CSV UTF-8"
                    )
        if extent.is_sheet:
            sheets[info] = extent
    return sheets


def _exact(book: zipfile.ZipFile, sheets: Sequence[zipfile.ZipInfo]) -> list[Exact]:
    found = []
    for info in sheets:
        extent = Exact()
        with book.open(info) as part:
            while text := part.read(_CHUNK):
                extent.see(text)
        extent.see(b"", is_last=True)
        found.append(extent)
    return found


def _texts(part: IO[bytes]) -> Iterator[bytes]:
    """The part's bytes, cut before a tag, so that no reference is cut in two; a picture is cut anywhere."""
    carried = b""
    while chunk := part.read(_CHUNK):
        text = carried + chunk
        cut = text.rfind(b"<") if len(text) < _TAG else len(text)
        if cut > 0:
            yield text[:cut]
            text = text[cut:]
        carried = text
    yield carried
