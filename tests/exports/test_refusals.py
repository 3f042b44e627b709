"""What is not certain is refused, with its row, column, what stood there and why in both languages."""

from __future__ import annotations

import re

import pytest

from makegood.exports import read_export
from makegood.screening import TableRefused
from tests.exports.conftest import SHOPEE, as_xlsx, refused

GOOD = ["1", "Completed", "2026-06-12T00:00:00Z", "A", "Cup", "1"]


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        (["", *GOOD[1:]], "order_id", ""),
        (["8.19E+14", *GOOD[1:]], "order_id", "8.19E+14"),
        (["1,2e+20", *GOOD[1:]], "order_id", "1,2e+20"),
        ([*GOOD[:2], "soon", *GOOD[3:]], "placed_at", "soon"),
        ([*GOOD[:2], "9999-12-31T23:59:59-08:00", *GOOD[3:]], "placed_at", "9999-12-31T23:59:59-08:00"),
        ([*GOOD[:2], "0000-01-01T00:00:00Z", *GOOD[3:]], "placed_at", "0000-01-01T00:00:00Z"),
        ([*GOOD[:5], "0"], "quantity", "0"),
        (GOOD[:5], None, ",".join(GOOD[:5])),
    ],
)
def test_a_row_is_refused_and_the_others_are_read(export, row, column, found):
    read = export(SHOPEE, row, ["2", *GOOD[1:]])

    assert refused(read) == [(2, column, found)]
    assert [case["id"] for case in read.cases] == ["shopee:2"]
    assert re.search("[a-z]", read.refused[0].why["en"]) and re.search("[\u4e00-\u9fff]", read.refused[0].why["zh"])


def test_an_order_number_typed_as_a_long_number_is_refused(tmp_path):
    path = as_xlsx(tmp_path / "o.xlsx", [SHOPEE, [819000000000123456, *GOOD[1:]], ["819000000000123456", *GOOD[1:]]])

    read = read_export(path)

    assert refused(read) == [(2, "order_id", "8.19000000000123e+17")]
    assert read.cases[0]["order"]["id"] == "819000000000123456"


def test_half_an_order_is_not_imported(export):
    read = export(SHOPEE, GOOD, [*GOOD[:5], "x"], GOOD, ["2", *GOOD[1:]])

    assert refused(read) == [(2, None, "1"), (3, "quantity", "x"), (4, None, "1")]
    assert "row 3, could not be taken" in read.refused[0].why["en"]
    assert [case["id"] for case in read.cases] == ["shopee:2"]


def test_a_row_of_no_platform_of_ours_is_refused(export):
    read = export(["order_id", "platform"], ["1", "ebay"], ["2", "Shopee"])

    assert refused(read) == [(2, "platform", "ebay")]
    assert [case["platform"] for case in read.cases] == ["shopee"]


@pytest.mark.parametrize(
    ("amount", "currency", "column"), [("12.345", "USD", "amount"), ("5.5", "JPY", "amount"), ("-5", "USD", None)]
)
def test_a_total_no_case_file_holds_is_refused(export, amount, currency, column):
    read = export(["order_id", "amount"], ["1", amount], ["2", "5"], platform="wish", currency=currency)

    assert [(row.row, row.column) for row in read.refused] == [(2, column)]
    assert len(read.cases) == 1


def test_prices_and_a_total_in_two_currencies_are_refused(export):
    header = ["订单编号", "买家会员名", "实付款(元)", "订单状态", "amount"]
    mapping = {"unit_price": "实付款(元)", "amount": "amount"}

    read = export([*header, "currency"], ["1", "b", "￥5", "", "5", "USD"], mapping=mapping)

    assert refused(read) == [(2, None, "1")]
    assert "order.lines[0].unit_price.currency" in read.refused[0].why["en"]


@pytest.mark.parametrize(
    ("header", "given", "says"),
    [
        pytest.param(["订单号", "订单状态", "下单时间"], {"platform": "shopee"}, "those of an export of aliexpress, and --platform says shopee", id="another-platform"),
        pytest.param(["Order ID", "City"], {}, "not certainly one platform's; say whose export it is with --platform", id="no-platform"),
        pytest.param(["order_id"], {"platform": "ebay"}, "--platform ebay: no such platform", id="unknown-platform"),
        pytest.param(["order_id"], {"platform": "wish", "zone": "Mars"}, "--zone Mars: no such zone", id="unknown-zone"),
        pytest.param(["order_id"], {"platform": "wish", "currency": "usd"}, "--currency usd: no such currency", id="unknown-currency"),
        pytest.param(["หมายเลขคำสั่งซื้อ"], {}, "--map 'order_id=หมายเลขคำสั่งซื้อ'", id="only-suggested"),
        pytest.param(["x"], {"mapping": {"titel": "x"}}, "--map titel=x: no such column; there are order_id", id="no-such-column"),
    ],
)  # fmt: skip
def test_refuses_a_file(export, header, given, says):
    with pytest.raises(TableRefused) as refusal:
        export(header, ["1"] * len(header), **given)

    assert says in str(refusal.value)


def test_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(TableRefused, match="there is no such file"):
        read_export(tmp_path / "none.xlsx")


def test_a_table_without_rows_has_no_cases(export):
    assert export(SHOPEE).cases == ()
