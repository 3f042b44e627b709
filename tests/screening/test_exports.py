"""Every export collected: rows of its headers and values read back equal, as CSV and as XLSX, and by way of LibreOffice."""

# ruff: noqa: S608

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from makegood.screening.columns import COLUMNS, recognise
from makegood.screening.lines import Reader
from makegood.screening.sheets import careful, quick, sheet
from makegood.screening.values import CHECKED, Setting
from makegood.screening.workbooks import workbook

HEADERS = Path(__file__).parents[3] / "shared" / "data" / "export-headers" / "headers.json"
EXPORTS = json.loads(HEADERS.read_text(encoding="utf-8")) if HEADERS.exists() else []
OFFICE = shutil.which("soffice")

pytestmark = pytest.mark.skipif(not EXPORTS, reason=f"{HEADERS} is not on this machine")
every_export = pytest.mark.parametrize("export", EXPORTS, ids=lambda one: f"{one['platform']}-{one['export']}")

KINDS = {
    "order_id": "8190000000001234{n}", "placed_at": "2026-01-31 20:2{n}", "paid_at": "2026-01-31 21:2{n}", "amount": "954.9{n}",
    "quantity": "{n}",
}  # fmt: skip


def rows_of(export, count=4):
    """Rows of the export's example values, in turn; where it has none, values that say their header."""
    headers = export["headers"]
    column_of = {place: column for column, place in recognise(headers).places.items()}
    examples = export.get("value_examples", {})
    return [
        [
            examples[header][n % len(examples[header])]
            if header in examples
            else KINDS.get(column_of.get(place, ""), header + " {n}").format(n=n + 1)
            for place, header in enumerate(headers)
        ]
        for n in range(count)
    ]


def as_csv(path, headers, rows, encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([headers, *rows])
    return path


def as_xlsx(path, headers, rows):
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as file:
        page = file.add_worksheet()
        for row, cells in enumerate([headers, *rows]):
            for place, cell in enumerate(cells):
                page.write_string(row, place, cell)
    return path


def read(table):
    cells = duckdb.sql(f"select {', '.join(table.cells)} from ({table.rows})").fetchall()
    return sorted(list(row) for row in cells)


def normalised(path, folder):
    """The columns of our own that a file gives, read as their types, and the notes of it."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        reader = Reader(connection, folder, list(COLUMNS), {}, Setting("Asia/Shanghai"))
        reader.start()
        source = reader.read(0, path)
        assert reader.refused(source) == []
        found = connection.execute(f"select {', '.join(source.known.places)} from lines order by order_id").fetchall()
        return [dict(zip(source.known.places, row, strict=True)) for row in found]


def expected(export, rows):
    """The same from the rows as written, in plain Python."""
    places = recognise(export["headers"]).places
    return [{column: _typed(column, row[place]) for column, place in places.items()} for row in rows]


def _typed(column, written):
    if column not in CHECKED or column == "order_id":
        return written.strip()
    if column == "quantity":
        return int(written)
    if column == "amount":
        return Decimal(written.removeprefix("CN￥").strip())
    form = "%m/%d/%Y %H:%M" if "/" in written else "%Y-%m-%d %H:%M"
    local = datetime.strptime(f"{written} +0800", f"{form} %z")
    return local.astimezone(UTC)


@every_export
def test_reads_back_every_cell_of_an_export_as_csv_and_xlsx(export, tmp_path):
    headers, rows = export["headers"], rows_of(export)
    plain = sheet(as_csv(tmp_path / "o.csv", headers, rows), tmp_path / "o.utf8")
    chinese = sheet(as_csv(tmp_path / "g.csv", headers, rows, "gb18030"), tmp_path / "g.utf8")

    tables = [quick(plain), careful(plain, tmp_path / "o.jsonl"), quick(chinese)]
    tables += [workbook(as_xlsx(tmp_path / "o.xlsx", headers, rows), {}, tmp_path / "x.jsonl")]

    assert [table.headers for table in tables] == [tuple(headers)] * 4
    assert [read(table) for table in tables] == [sorted(rows)] * 4


@every_export
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_gives_its_columns_their_values(export, write, tmp_path):
    rows = rows_of(export)
    path = write(tmp_path / f"o.{write.__name__.removeprefix('as_')}", export["headers"], rows)

    assert normalised(path, tmp_path) == expected(export, rows)


@every_export
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_reads_the_same_after_libreoffice_saved_it_again(export, tmp_path):
    rows = rows_of(export)
    path = as_xlsx(tmp_path / "o.xlsx", export["headers"], rows)
    (tmp_path / "again").mkdir()
    office = [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*office, "--outdir", str(tmp_path / "again"), str(path)], check=True, capture_output=True, timeout=120
    )

    assert normalised(tmp_path / "again" / "o.xlsx", tmp_path) == expected(export, rows)
