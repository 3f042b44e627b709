"""Tables of orders: CSV, XLSX, JSON Lines."""

from __future__ import annotations

import tempfile
import zlib
from functools import cache
from pathlib import Path

import duckdb

from makegood.screening.columns import COLUMNS, TableRefused, recognise
from makegood.screening.lines import Reader
from makegood.screening.records import Items
from makegood.screening.sheets import careful, sheet
from makegood.screening.values import Setting
from makegood.screening.workbooks import workbook

WHOLE = 32
"""One CSV in so many is read by DuckDB too, which is a hundred times slower than our own part."""


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="makegood-fuzz-"))


@cache
def _reader() -> Reader:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": "256MB",
        "threads": 1,
    }
    connection = duckdb.connect(":memory:", config=settings)
    connection.execute("set TimeZone = 'UTC'")
    return Reader(connection, _folder(), list(COLUMNS), {}, Setting("Asia/Shanghai", None))


def screened(content: bytes, suffix: str) -> None:
    """The file as `screen` reads it: its rows in DuckDB, and those that were refused."""
    path, reader = _folder() / f"table{suffix}", _reader()
    path.write_bytes(content)
    reader.connection.execute("drop table if exists lines")
    reader.start()
    try:
        for row in reader.refused(reader.read(0, path)):
            row["found"].encode()
    except TableRefused:
        return


def csv(content: bytes) -> None:
    path = _folder() / "table.csv"
    path.write_bytes(content)
    try:
        found = sheet(path, _folder() / "text.csv")
        careful(found, _folder() / "sheet.jsonl", Items.of(recognise(found.headers, where=path.name)))
    except TableRefused:
        return
    if zlib.crc32(content) % WHOLE == 0:
        screened(content, ".csv")


def xlsx(content: bytes) -> None:
    path = _folder() / "table.xlsx"
    path.write_bytes(content)
    try:
        workbook(path, {}, _folder() / "book.jsonl")
    except TableRefused:
        return


def jsonl(content: bytes) -> None:
    screened(content, ".jsonl")
