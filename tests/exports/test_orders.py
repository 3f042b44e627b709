"""Orders: what rows agree on, what the file leaves open, and what is said of everything left out."""

from __future__ import annotations

import pytest

from makegood.exports import read_export
from makegood.screening import TableRefused
from tests.exports.conftest import SHOPEE, as_xlsx, one, said

AE = ("订单号", "订单状态", "下单时间", "订单金额")
FULL_1688 = (
    "订单编号", "买家公司名", "买家会员名", "卖家公司名", "卖家会员名", "货品总价(元)", "运费(元)", "涨价或折扣(元)", "实付款(元)", "订单状态",
    "订单创建时间", "订单付款时间", "发货方", "收货人姓名", "收货地址", "邮编", "联系电话", "联系手机", "货品标题", "单价(元)", "数量", "单位",
    "货号", "型号", "Offer ID", "SKU ID", "物料编号", "单品货号", "货品种类", "买家留言", "物流公司", "运单号",
)  # fmt: skip


def row_1688(**cells):
    return [cells.get(header, "") for header in FULL_1688]


FIRST = {
    "订单编号": "8190000000012345", "买家会员名": "acme", "实付款(元)": "5.50", "订单创建时间": "2026-01-01 08:00:00", "收货地址": "义乌",
    "联系手机": "13800138000", "货品标题": "杯", "单价(元)": "2.5", "数量": "1", "单品货号": "A", "物流公司": "中通", "运单号": "ZT123456",
}  # fmt: skip
SECOND = {"货品标题": "壶", "单价(元)": "0.125", "数量": "24", "单品货号": "B"}


@pytest.mark.parametrize("form", ["merged", "blank", "csv"])
def test_an_order_of_1688_in_several_rows_is_one_case(form, export, tmp_path):
    rows = [FULL_1688, row_1688(**FIRST), row_1688(**SECOND)]
    merged = [(1, 2, place) for place, cell in enumerate(rows[1]) if cell and not rows[2][place]]
    if form == "csv":
        read = export(*rows)
    else:
        read = read_export(as_xlsx(tmp_path / "o.xlsx", rows, merged if form == "merged" else ()))

    order = one(read)["order"]

    assert order["lines"] == [
        {"sku": "A", "title": "杯", "quantity": 1, "unit_price": {"amount": "2.50", "currency": "CNY"}},
        {"sku": "B", "title": "壶", "quantity": 24},
    ]
    assert order["total"] == {"amount": "5.50", "currency": "CNY"}
    assert order["placed_at"] == "2026-01-01T00:00:00Z"
    assert order["ship_to"] == {"line1": "义乌", "phone": "13800138000"}
    assert order["shipment"] == {"carrier": "中通", "tracking": "ZT123456"}
    assert "finer than their currency's minor unit: 1, first in row 3" in said(read)
    assert "read in Asia/Shanghai" in said(read)


def test_an_order_of_shopee_with_a_row_a_line_is_one_case(export):
    rows = [["1", "Completed", "2026-06-12 07:47", sku, sku * 2, "1"] for sku in "AB"]

    case = one(export(SHOPEE, *rows, zone="Asia/Manila"))

    assert [line["sku"] for line in case["order"]["lines"]] == ["A", "B"]
    assert case["order"]["placed_at"] == "2026-06-11T23:47:00Z"


def test_rows_that_disagree_leave_the_fact_unknown_and_it_is_said(export):
    rows = [["1", status, "2026-06-12 07:47", "A", "Cup", "1"] for status in ("To ship", "Shipping")]

    read = export(SHOPEE, *rows, zone="Asia/Manila")

    assert "status" not in one(read)["order"]
    assert "order 1 in o.csv give different values for status: To ship, Shipping" in said(read)


def test_a_row_that_comes_twice_stays_two_lines_and_it_is_said(export):
    row = ["1", "Completed", "2026-06-12 07:47", "A", "Cup", "1"]

    read = export(SHOPEE, row, row, zone="Asia/Manila")

    assert len(one(read)["order"]["lines"]) == 2
    assert "repeat another row of their order in every column read: 1, first row 3" in said(read)


def test_a_packed_order_that_comes_twice_is_taken_once_and_it_is_said(export):
    row = ["1", "等待发货", "01/31/2025 20:24", "CN￥ 5", "A * 2"]

    read = export([*AE, "商品编码"], row, row)

    assert one(read)["order"]["lines"] == [{"sku": "A", "quantity": 2}]
    assert "name the same products of an order once more: 1, first in row 3" in said(read)


@pytest.mark.parametrize(
    ("country", "extended", "city"),
    [("Italy", "Roma", "Roma"), ("IT", "", "RM"), ("Brazil", "Roma", "RM"), ("", "Roma", "RM")],
)
def test_the_extended_city_of_aliexpress_counts_where_its_header_says(export, country, extended, city):
    header = (*AE, "扩展城市（德/意/波/墨为真实的城市）", "城市", "收货国家")

    read = export(header, ["1", "", "01/31/2025 20:24", "", extended, "RM", country])

    assert one(read)["order"]["ship_to"]["city"] == city


@pytest.mark.parametrize(
    ("landline", "mobile", "taken", "is_said"),
    [
        ("0579-1", "", "0579-1", False), ("", "138", "138", False), ("0579-1", "138", "138", True), ("-", "138", "138", False),
        ("0579-1", "-", "0579-1", False), ("86-13800138000", "13800138000", "13800138000", False), ("", "", None, False),
    ],
)  # fmt: skip
def test_of_two_phones_the_mobile_is_taken_and_a_difference_is_said(export, landline, mobile, taken, is_said):
    read = export((*AE, "联系电话", "手机"), ["1", "", "", "", landline, mobile])

    assert one(read)["order"].get("ship_to", {}).get("phone") == taken
    assert ("two different numbers under 手机 and 联系电话: 1" in said(read)) is is_said


@pytest.mark.parametrize(
    ("cell", "total"),
    [
        ("CN￥ 954.91", ("954.91", "CNY")), ("US $12.9", ("12.90", "USD")), ("R$ 5", ("5.00", "BRL")), ("12.90", None),
    ],
)  # fmt: skip
def test_an_amount_has_the_currency_its_cell_says(export, cell, total):
    read = export(AE, ["1", "", "01/31/2025 20:24", cell])

    found = one(read)["order"].get("total")
    assert found == (total and {"amount": total[0], "currency": total[1]})
    assert ("whose currency is not said: 1" in said(read)) is (total is None)


@pytest.mark.parametrize(
    ("header", "cell", "given", "currency"),
    [
        pytest.param("Total Amount(PHP)", "5", None, "PHP", id="header"),
        pytest.param("Total Amount", "RM5", None, "MYR", id="sign"),
        pytest.param("Total Amount", "5", "SGD", "SGD", id="caller"),
        pytest.param("Total Amount(PHP)", "5", "SGD", "PHP", id="the-header-outranks-the-caller"),
    ],
)
def test_shopees_currency_is_never_guessed(export, header, cell, given, currency):
    row = ["1", "Completed", "2026-06-12 07:47", "A", "Cup", "1", cell]

    read = export((*SHOPEE, header), row, zone="Asia/Manila", currency=given, mapping={"amount": header})

    assert one(read)["order"]["total"] == {"amount": "5.00", "currency": currency}


def test_a_column_of_currencies_serves_every_amount(export):
    read = export(["order_id", "amount", "currency"], ["1", "5", "usd"], ["2", "700", "JPY"], platform="wish")

    assert [case["order"]["total"]["amount"] for case in read.cases] == ["5.00", "700"]


def test_a_country_nobody_knows_is_left_out_and_said(export):
    read = export((*AE, "收货国家"), ["1", "", "", "", "Freedonia"], ["2", "", "", "", "Brasil"])

    assert "no known name or code: Freedonia" in said(read)
    assert "ship_to" not in read.cases[0]["order"]


def test_what_excel_has_cut_is_left_out_and_said(export):
    header = (*AE, "手机", "实际发货单号")

    read = export(header, ["1", "", "", "", "8.61E+12", "LP1"], ["2", "", "", "", "138", "9.4E+21"])

    assert [case["order"].get("ship_to") for case in read.cases] == [None, {"phone": "138"}]
    assert "under 手机 such as 8.61E+12 have lost digits, as Excel shows long numbers: 1, first in row 2" in said(read)
    assert "under 实际发货单号 such as 9.4E+21" in said(read)


@pytest.mark.parametrize(
    ("numbers", "is_said"),
    [
        (["819000000012345000", "819000000012346000"], True),
        (["819000000012345000", "819000000012346001"], False),
        (["8190000000123450"], False),
        (["819000000012345"], False),
    ],
)
def test_long_order_numbers_that_all_end_in_zeros_are_pointed_out(export, numbers, is_said):
    read = export(AE, *([number, "", "", ""] for number in numbers))

    assert len(read.cases) == len(numbers)
    assert ("ends in zeros from the sixteenth on" in said(read)) is is_said


@pytest.mark.parametrize(
    ("header", "cell", "shipment"),
    [
        ("实际发货单号", "LP1\nLP2, LP1", {"tracking": "LP1", "numbers": ["LP2"]}),
        ("实际发货物流:运单号", "AE Standard:LP00123", {"carrier": "AE Standard", "tracking": "LP00123"}),
    ],
)
def test_tracking_numbers_of_one_cell_are_parted(export, header, cell, shipment):
    assert one(export((*AE, header), ["1", "", "", "", cell]))["order"]["shipment"] == shipment


def test_carriers_that_cannot_be_parted_stay_as_a_notice_and_it_is_said(export):
    read = export((*AE, "实际发货物流:运单号"), ["1", "", "", "", "Post LP1 / Post LP2"])

    case = one(read)
    assert case["events"] == [{"type": "platform_notice", "text": "实际发货物流:运单号: Post LP1 / Post LP2"}]
    assert "could not be divided for certain: 1, first in row 2" in said(read)


def test_what_has_no_field_is_a_notice_word_for_word(export):
    header = (*SHOPEE, "Cancel reason", "Returned quantity", "Return / Refund Status")
    row = ["1", "Cancelled", "2026-06-12T07:47:00Z", "A", "Cup", "2", "Out of stock", "1", ""]

    [notice] = one(export(header, row))["events"]

    assert notice == {"type": "platform_notice", "text": "Cancel reason: Out of stock; Returned quantity: 1 (A)"}


def test_a_cancelling_with_its_time_is_an_event(export):
    header = ["order_id", "platform", "cancelled_at", "cancelled_by", "shop"]

    case = one(export(header, ["1", "Wish", "2026-01-01T00:00:00Z", "buyer", "s1"]))

    assert (case["id"], case["shop"]) == ("wish:1", {"id": "s1"})
    assert case["events"] == [{"at": "2026-01-01T00:00:00Z", "type": "cancelled", "by": "buyer"}]


def test_a_whole_address_stands_where_there_is_no_street(export):
    header, row = (*AE, "收货地址"), ["1", "", "", "", "1 rua, Roma"]

    alone, beside = export(header, row), export((*header, "地址"), [*row, "1 rua"])

    assert one(alone)["order"]["ship_to"] == one(beside)["order"]["ship_to"] | {"line1": "1 rua, Roma"}
    assert "whole address of 收货地址 stands in ship_to.line1" in said(alone)
    assert "used only in orders where 地址 is blank" in said(beside)


def test_wishs_list_says_its_zone_itself(export):
    read = export(["Date (UTC)", "Order ID", "Quantity"], ["2026-01-01 08:00", "5f", "2"])

    assert one(read) == {
        "schema": "makegood.case/1",
        "id": "wish:5f",
        "platform": "wish",
        "order": {"id": "5f", "placed_at": "2026-01-01T08:00:00Z", "lines": [{"quantity": 2}]},
    }


def test_a_zone_given_outranks_the_platforms_own(export):
    read = export(AE, ["1", "", "01/31/2025 20:24", ""], zone="Asia/Shanghai")

    assert one(read)["order"]["placed_at"] == "2025-01-31T12:24:00Z"
    assert "zone" not in said(read)


def test_shopees_zone_is_never_guessed(export):
    with pytest.raises(TableRefused, match=r"'Order Creation Date': times have no offset .* --zone"):
        export(SHOPEE, ["1", "x", "2026-06-12 07:47", "A", "Cup", "1"])
