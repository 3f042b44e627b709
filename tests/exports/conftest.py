"""What the tests of exports share: files written in a line, and a home of their own for what is remembered."""

from __future__ import annotations

import csv

import pytest
import xlsxwriter

from makegood.exports import read_export

SHOPEE = ("Order ID", "Order Status", "Order Creation Date", "SKU Reference No.", "Product Name", "Quantity")
RETURN = ("Return ID", "Order ID", "Product Name", "SKU", "Return Quantity", "Return Reason", "Return Creation Time")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The user's own folder of settings, empty."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "makegood" / "mappings.json"


def as_csv(path, rows, encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def as_xlsx(path, rows, merged=()):
    """Cells of text and numbers; `merged` are (first row, last row, column) counted from 0."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as file:
        page = file.add_worksheet()
        for row, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                page.write(row, place, cell) if isinstance(cell, (int, float)) else page.write_string(row, place, cell)
        for top, bottom, place in merged:
            page.merge_range(top, place, bottom, place, rows[top][place])
    return path


@pytest.fixture
def export(tmp_path):
    """Reads a CSV of these rows; what a file leaves open is given by name."""

    def read(*rows, name="o.csv", encoding="utf-8", **given):
        return read_export(as_csv(tmp_path / name, rows, encoding), **given)

    return read


def one(read):
    """The only case file of a reading without a refused row."""
    assert read.refused == ()
    [case] = read.cases
    return case


def refused(read):
    return [(row.row, row.column, row.found) for row in read.refused]


def said(read):
    return " ".join(sentence["en"] for sentence in read.notes)
