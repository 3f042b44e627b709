"""Tables of orders: CSV, XLSX, JSON Lines."""

from __future__ import annotations

import tempfile
import zlib
from functools import cache
from pathlib import Path

import duckdb

from makegood.exports import read_export
from makegood.screening.columns import COLUMNS, TableRefused, recognise
from makegood.screening.lines import Reader
from makegood.screening.records import Items
from makegood.screening.sheets import careful, sheet
from makegood.screening.values import Setting
from makegood.screening.workbooks import workbook
from tools.fuzz.parsers import Broken

WHOLE = 32
"""One CSV in so many is screened, and one imported, both by DuckDB, which is a hundred times slower than our own part."""


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


def exported(path: Path) -> None:
    """The file as `import` reads it: its rows as case files, and those that were refused."""
    try:
        read = read_export(path, platform="aliexpress", zone="Asia/Shanghai", currency="USD")
    except TableRefused:
        return
    if sum(len(one.get("order", {}).get("id", "")) > 0 for one in read.cases) != len(read.cases):
        raise Broken("a case without the order it is of")
    for row in read.refused:
        row.found.encode()


def csv(content: bytes) -> None:
    path = _folder() / "table.csv"
    path.write_bytes(content)
    try:
        found = sheet(path, _folder() / "text.csv")
        careful(found, _folder() / "sheet.jsonl", Items.of(recognise(found.headers, where=path.name)))
    except TableRefused:
        return
    turn = zlib.crc32(content) % WHOLE
    if turn == 0:
        screened(content, ".csv")
    elif turn == 1:
        exported(path)


def xlsx(content: bytes) -> None:
    path = _folder() / "table.xlsx"
    path.write_bytes(content)
    try:
        workbook(path, {}, _folder() / "book.jsonl")
    except TableRefused:
        return


def jsonl(content: bytes) -> None:
    screened(content, ".jsonl")
