"""XLSX: the sheet and row of the headers, merged cells, numbers and dates as texts, damaged order numbers refused."""

# ruff: noqa: DTZ001 - a cell of a workbook holds a local time

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime

import pytest
import xlsxwriter

from makegood.screening import TableRefused
from makegood.screening.workbooks import text
from tests.screening.conftest import screened

ORDER = ("订单编号", "买家会员名", "实付款(元)", "订单状态", "订单创建时间", "货品标题", "单品货号", "数量")


def book(path, *sheets, merged=(), hidden=()):
    """Writes sheets, each rows of cells from A1; `merged` are (first row, last row, column) of the first, counted from 0."""
    with xlsxwriter.Workbook(str(path)) as file:
        shown = file.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for number, rows in enumerate(sheets):
            sheet = file.add_worksheet(f"s{number}")
            if number in hidden:
                sheet.hide()
            for row, cells in enumerate(rows):
                for place, cell in enumerate(cells):
                    if isinstance(cell, (date, datetime)):
                        sheet.write_datetime(row, place, cell, shown)
                    elif isinstance(cell, str):
                        sheet.write_string(row, place, cell)
                    elif cell is not None:
                        sheet.write(row, place, cell)
            for top, bottom, place in merged if number == 0 else ():
                sheet.merge_range(top, place, bottom, place, rows[top][place])
    return path


def refused(summary):
    return [(row["row"], row["column"], row["found"]) for row in summary["refused_rows"]]


def said(summary):
    return " ".join(note["en"] for note in summary["notes"])


def test_keeps_order_numbers_as_they_are_written(tmp_path):
    rows = [["order_id"], ["0819000000000123456"], [819000000000123], ["AB-1"], [7]]

    lines, summary = screened(book(tmp_path / "o.xlsx", rows))

    assert list(lines) == ["0819000000000123456", "7", "819000000000123", "AB-1"]
    assert summary["notes"][0]["en"].startswith("No buyer id in o.xlsx")


def test_an_order_number_that_excel_damaged_is_a_refused_row(tmp_path):
    rows = [["order_id", "city"], [819000000000123456, "Lyon"], [10**15, "Lyon"], [10**15 - 1, "Lyon"]]

    lines, summary = screened(book(tmp_path / "o.xlsx", rows))

    assert list(lines) == ["999999999999999"]
    assert refused(summary) == [(2, "order_id", "8.19000000000123e+17"), (3, "order_id", "1e+15")]
    assert "Excel has changed its last digits" in summary["refused_rows"][0]["why"]


def test_another_damaged_number_is_unknown_and_it_is_said(tmp_path):
    """Two buyers whose numbers differ in the sixteenth digit must not become one."""
    rows = [["order_id", "buyer_id", "placed_at"]]
    rows += [[str(n), 8190000000001234560 + n, datetime(2026, 1, n)] for n in (1, 2)]

    lines, summary = screened(book(tmp_path / "o.xlsx", rows), zone="UTC", history=True)

    assert [line["history"]["orders"] for line in lines.values()] == [0, 0]
    assert "more than 15 digits, the last ones changed by Excel: 2" in said(summary)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (12.0, "12"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (954.91, "954.91"), (1e-7, "0.0000001"), (999999999999999.0, "999999999999999"),
        (True, "TRUE"), (datetime(2026, 1, 1, 8, 5, 9), "2026-01-01 08:05:09"), (date(2026, 1, 1), "2026-01-01 00:00:00"),
        (" x\n", " x\n"),
    ],
)  # fmt: skip
def test_writes_a_cell_as_a_text_export_would(value, written):
    assert text(value) == written


def test_real_dates_are_local_times(tmp_path):
    rows = [["order_id", "buyer_id", "placed_at"], ["1", "b", datetime(2026, 1, 1, 8)], ["2", "b", date(2026, 1, 2)]]
    path = book(tmp_path / "o.xlsx", rows)

    assert screened(path, zone="Asia/Shanghai", history=True)[0]["2"]["history"]["orders"] == 1
    with pytest.raises(TableRefused, match=r"times have no offset .* --zone"):
        screened(path)


def test_takes_the_first_sheet_with_headers_below_its_titles_and_says_so(tmp_path):
    orders = [["My shop's orders"], [], [None, "订单号", "城市"], [None, "1", "Lyon"], [], [None, "", "Lyon"]]
    path = book(tmp_path / "o.xlsx", [["read me"]], orders, [["订单号"], ["9"]], [["x"]], hidden=[3])

    lines, summary = screened(path)

    assert list(lines) == ["1"]
    assert refused(summary) == [(6, "order_id", "")]
    assert "only the sheet s1 was read, not s0, s2" in said(summary)
    assert "The headers of o.xlsx stand in row 3" in said(summary)


def test_a_sheet_that_begins_further_right_is_read_in_its_place(tmp_path):
    rows = [[None, None, *ORDER], [None, None, "1", "b", 5, "", "2026-01-01 08:00", "Cup", "A", 1]]
    rows += [[None, None, None, None, None, None, None, "Pot", "B", 2]]
    path = book(tmp_path / "o.xlsx", rows, merged=[(1, 2, place) for place in range(2, 7)])

    lines, summary = screened(path, zone="Asia/Shanghai")

    assert (list(lines), summary["refused_rows"]) == (["1"], [])


LINES = [
    ["1", "b", "5.00", "交易成功", "2026-01-01 08:00", "Cup", "A", "1"],
    ["", "", "", "", "", "Pot", "B", "2"],
    ["2", "b", "7.00", "交易成功", "2026-01-02 08:00", "Lid", "C", "1"],
]


def test_merged_order_cells_are_filled_within_their_range_only(tmp_path):
    rows = [ORDER, *LINES, ["", "", "", "", "", "Not of any order", "D", "1"]]
    path = book(tmp_path / "o.xlsx", rows, merged=[(1, 2, place) for place in range(5)])

    lines, summary = screened(path, zone="Asia/Shanghai", history=True)

    assert list(lines) == ["1", "2"]
    assert lines["2"]["history"]["orders"] == 1
    assert refused(summary) == [(5, "order_id", "")]


def test_without_merges_further_items_of_1688_belong_to_the_order_above_and_it_is_said(tmp_path, table):
    for path in (book(tmp_path / "o.xlsx", [ORDER, *LINES]), table(ORDER, *LINES)):
        lines, summary = screened(path, zone="Asia/Shanghai", history=True)

        assert list(lines) == ["1", "2"]
        assert lines["2"]["history"]["orders"] == 1
        assert summary["refused_rows"] == []
        assert "name an item and no order: 1" in said(summary)


@pytest.mark.parametrize(
    ("header", "rows", "refused_rows"),
    [
        pytest.param(("Order ID", "Order Status", "City", "货品标题"), [["1", "x", "y", "z"], ["", "", "", "z"]], [3], id="not-1688"),
        pytest.param(ORDER, [LINES[0], ["", "c", *LINES[1][2:]]], [3], id="something-of-an-order-is-there"),
        pytest.param(ORDER, [LINES[0], ["", "", "", "", "", "", "", "3"]], [3], id="names-no-item"),
        pytest.param(ORDER, [LINES[1]], [2], id="no-order-above"),
        pytest.param(ORDER, [LINES[0], ["1", "b"], LINES[1]], [3, 4], id="the-row-above-is-refused"),
    ],
)  # fmt: skip
def test_any_other_row_without_an_order_number_is_refused(table, header, rows, refused_rows):
    _, summary = screened(table(header, *rows), zone="UTC")

    assert [row["row"] for row in summary["refused_rows"]] == refused_rows


def test_items_under_a_damaged_order_number_are_not_given_to_the_order_before(tmp_path):
    rows = [ORDER, LINES[0], [819000000000123456, *LINES[2][1:]], LINES[1]]

    lines, summary = screened(book(tmp_path / "o.xlsx", rows), zone="UTC")

    assert list(lines) == ["1"]
    assert [row for row, *_ in refused(summary)] == [3, 4]


def test_several_products_in_one_cell_stay_one_cell(tmp_path):
    packed = "【1】Cup\n(商家编码:A)(产品数量:1 piece)\n【2】Pot\n(商家编码:B)"
    rows = [["订单号", "产品信息\n（双击单元格展开所有产品信息！）"], ["1", packed]]

    lines, summary = screened(book(tmp_path / "o.xlsx", rows))

    assert (list(lines), summary["refused_rows"]) == (["1"], [])


@pytest.mark.parametrize(
    ("header", "amount", "is_read"),
    [
        pytest.param("订单金额", "US $12.90", True, id="aliexpress"),
        pytest.param("订单金额", "CN￥ 954.91", True, id="aliexpress-yuan"),
        pytest.param("订单金额", "R$ 12.90", True, id="aliexpress-real"),
        pytest.param("订单金额", "RM 12.90", False, id="ringgit-under-aliexpress"),
        pytest.param("订单金额", "US $R$ 1", False, id="two-signs"),
        pytest.param("订单金额", "US $1,133.00", False, id="marks-of-thousands"),
        pytest.param("实付款(元)", "￥12.90", True, id="1688"),
        pytest.param("實付款", "￥12.90", None, id="a-header-of-nobody"),
        pytest.param("買家總支付金額", "NT$ 120", True, id="shopee-taiwan"),
        pytest.param("amount", "US $12.90", False, id="our-own-header"),
    ],
)
def test_currency_words_are_read_under_their_platforms_headers_only(table, header, amount, is_read):
    _, summary = screened(table(("order_id", header), ("1", amount)))

    assert (
        summary["refused_rows"] == []
        if is_read in (True, None)
        else [row["column"] for row in summary["refused_rows"]] == ["amount"]
    )
    assert ("amount" in summary["columns"]) is (is_read is not None)


@pytest.mark.parametrize(
    ("header", "amount", "is_read"),
    [
        (("Order ID", "Order Status", "Order Creation Date", "Total Amount"), "RM 12.90", True),
        (("No. Pesanan", "Status Pesanan", "Kota/Kabupaten", "Total Amount"), "Rp 150.000", True),
        (("No. Pesanan", "Status Pesanan", "Kota/Kabupaten", "Total Amount"), "Rp 150.00", False),
        (("Order ID", "Whatever", "Else", "Total Amount"), "RM 12.90", False),
    ],
)
def test_a_mapped_amount_is_written_as_the_certain_platform_writes_it(table, header, amount, is_read):
    path = table(header, ("1", "x", "", amount))

    _, summary = screened(path, mapping={"amount": "Total Amount"})

    assert [row["found"] for row in summary["refused_rows"]] == ([] if is_read else [amount])


@pytest.mark.parametrize(
    ("write", "says"),
    [
        pytest.param(lambda path: path.write_bytes(b"no book"), "not readable as XLSX", id="broken"),
        pytest.param(lambda path: path.write_bytes(b""), "not readable as XLSX", id="empty-file"),
        pytest.param(lambda path: book(path, []), "every sheet is blank", id="blank"),
        pytest.param(lambda path: book(path, [["Bestellnummer"], ["1"]]), "no header is known to be the order id", id="unknown"),
        pytest.param(lambda path: book(path, [["", " "], [" "]]), "rows are blank", id="white-space"),
    ],
)  # fmt: skip
def test_refuses_a_workbook(tmp_path, write, says):
    write(tmp_path / "o.xlsx")

    with pytest.raises(TableRefused, match=says):
        screened(tmp_path / "o.xlsx")


def test_a_header_can_be_named_by_hand(tmp_path):
    path = book(tmp_path / "o.xlsx", [["Title"], ["Bestellnummer"], ["1"]])

    assert list(screened(path, mapping={"order_id": "Bestellnummer"})[0]) == ["1"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_reads_the_older_xls_too(tmp_path):
    rows = [["My shop"], ORDER, *LINES, [819000000000123456, *LINES[2][1:]]]
    book(tmp_path / "o.xlsx", rows, merged=[(2, 3, place) for place in range(5)])
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xls"]
    subprocess.run([*office, "--outdir", tmp_path, tmp_path / "o.xlsx"], check=True, capture_output=True, timeout=120)

    lines, summary = screened(tmp_path / "o.xls", zone="Asia/Shanghai", history=True)

    assert list(lines) == ["1", "2"]
    assert [row for row, *_ in refused(summary)] == [6]
    assert "The headers of o.xls stand in row 2" in said(summary)


def test_refuses_an_xls_that_is_none(tmp_path):
    (tmp_path / "o.xls").write_text("<table><tr><td>订单号</td></tr></table>", encoding="utf-8")

    with pytest.raises(TableRefused, match="not readable as XLS "):
        screened(tmp_path / "o.xls")
