"""A workbook is measured before it is read: what would fill the memory is refused, what only looks large is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from makegood.screening import TableRefused
from makegood.screening.bounds import check
from makegood.screening.extents import Exact, Quick
from tests.screening.conftest import screened

SHEET = "xl/worksheets/sheet1.xml"
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>order_id</t></is></c></row>'
SCHEMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(path: Path, rows: str, *, pad: int = 0, prefix: str = "") -> Path:
    """A workbook whose first sheet has these rows, written as XML; `pad` empty elements stand after them."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as file:
        file.add_worksheet()
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    mark = f"{prefix}:" if prefix else ""
    xml = (
        f'<{mark}worksheet {name}="{SCHEMA}"><{mark}sheetData>{rows}</{mark}sheetData>{"<b/>" * pad}</{mark}worksheet>'
    )
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, xml if info.filename == SHEET else old.read(info))
    return path


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "spread over 17,179,869,184", id="last-cell"
        ),
        pytest.param("<row r='1048576' ><c r = 'XFD1048576'><v>1</v></c></row>", "spread over", id="other-quotes"),
        pytest.param(
            '<row r="1048576"><c t="&gt;/>" r="XFD1048576"><v>1</v></c></row>', "spread over", id="quoted-end"
        ),
        pytest.param('<row r="1048576"><c><v>1</v></c><c r="XFD2"><v>1</v></c></row>', "spread over", id="next-to"),
        pytest.param(
            '<row r="1048575"><c r="A1048575"><v>1</v></c><c r="Z1048576"><v>1</v></c></row>',
            "spread over 27,262,976",
            id="far-down",
        ),
        pytest.param('<row r="2"><c r="XFE2"><v>1</v></c></row>', "beyond the end of a sheet", id="column-16385"),
        pytest.param('<row r="1048577"><c><v>1</v></c></row>', "beyond the end of a sheet", id="row-1048577"),
        pytest.param('<row r="2"><c r="CNULL2"><v>1</v></c></row>', "beyond the end of a sheet", id="no-column"),
        pytest.param('<row r="1048576"><c r="XFD1048576"><v>1</c></row>', "not readable as XLSX", id="no-xml"),
    ],
)
def test_what_would_fill_the_memory_is_refused(tmp_path, rows, said):
    path = book(tmp_path / "o.xlsx", HEADER + rows)

    with pytest.raises(TableRefused, match="o.xlsx") as refusal:
        screened(path)

    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1048576" ht="12.8"/>', id="style-of-the-last-row"),
        pytest.param('<row r="1048576"><c r="XFD1048576" s="0"/></row>', id="blank-last-cell"),
        pytest.param("<row><c/><c/></row>" * 2000, id="blank-rows-without-number"),
    ],
)
def test_what_only_looks_large_is_read(tmp_path, rows):
    order = '<row r="2"><c r="A2" t="inlineStr"><is><t>r="XFD1048576"</t></is></c></row>'

    lines, _ = screened(book(tmp_path / "o.xlsx", HEADER + order + rows))

    assert list(lines) == ['r="XFD1048576"']


def test_cells_without_references_stand_side_by_side(tmp_path):
    wide = "<row>" + "<c><v>1</v></c>" * 9 + "</row>"

    lines, _ = screened(book(tmp_path / "o.xlsx", HEADER + wide * 3))

    assert list(lines) == ["1"]


def test_a_prefix_before_every_tag_hides_nothing(tmp_path):
    rows = '<x:row><x:c r="A1"><x:v>1</x:v></x:c><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'

    with pytest.raises(TableRefused, match="2 cells, spread over"):
        check(book(tmp_path / "o.xlsx", rows, prefix="x"))


def test_what_unpacks_to_far_more_than_its_size_is_refused(tmp_path):
    path = book(tmp_path / "o.xlsx", HEADER, pad=17 << 20)

    with pytest.raises(TableRefused, match="unpacks to more than 67,108,864 bytes; expected at most 100 times"):
        check(path)


def test_a_part_that_claims_to_be_small_is_measured_all_the_same(tmp_path):
    path = book(tmp_path / "o.xlsx", HEADER, pad=17 << 20)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))

    with pytest.raises(TableRefused, match="unpacks to more than"):
        check(path)


def test_a_sheet_is_measured_as_utf_8_whatever_it_says_of_itself():
    exact = Exact()

    exact.see(b'<?xml version="1.0" encoding="A1"?>' + _xml([(3, [("C", True)])]), is_last=True)

    assert (exact.last_row, exact.last_column, exact.laid_out) == (3, 3, 3)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_no_workbook_has_is_refused(tmp_path, packing):
    with zipfile.ZipFile(tmp_path / "o.xlsx", "w", packing) as archive:
        archive.writestr(SHEET, "<worksheet/>")

    with pytest.raises(TableRefused, match="not readable as XLSX .* packed in a way that no workbook is"):
        check(tmp_path / "o.xlsx")


def test_an_archive_with_a_broken_name_is_refused(tmp_path):
    path = book(tmp_path / "o.xlsx", HEADER)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("b\u00fcro.xml", "")
    path.write_bytes(path.read_bytes().replace("\u00fc".encode(), b"\xff\xff"))

    with pytest.raises(TableRefused, match="not readable as XLSX .*save it again"):
        check(path)


def test_a_number_that_is_none_is_a_text(tmp_path):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>order_id</t></is></c>'
    rows += '<c r="B1" t="inlineStr"><is><t>quantity</t></is></c></row>'
    rows += '<row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>NaN</v></c></row>'

    _, summary = screened(book(tmp_path / "o.xlsx", rows))

    assert [(row["row"], row["found"]) for row in summary["refused_rows"]] == [(2, "nan")]


ROWS = st.lists(
    st.tuples(
        st.none() | st.integers(1, 30),
        st.lists(st.tuples(st.sampled_from(["", "A", "c", "AZ"]), st.booleans()), max_size=4),
    ),
    max_size=5,
)


def _xml(rows: list[tuple[int | None, list[tuple[str, bool]]]]) -> bytes:
    text = ""
    for number, cells in rows:
        text += f'<row r="{number}">' if number else "<row>"
        for letters, is_filled in cells:
            at = f' r="{letters}{number}"' if letters and number else ""
            text += f"<c{at}><v>1</v></c>" if is_filled else f"<c{at}/>"
        text += "</row>"
    return f"<worksheet><sheetData>{text}</sheetData></worksheet>".encode()


@given(ROWS)
def test_the_quick_measure_is_never_less_than_the_exact_one(rows):
    quick, exact, text = Quick(), Exact(), _xml(rows)
    cut = text.rfind(b"<", 0, len(text) // 2)

    for piece in (text[: max(cut, 0)], text[max(cut, 0) :]):
        quick.see(piece)
    exact.see(text, is_last=True)

    assert quick.laid_out >= exact.laid_out and quick.cells == exact.cells
