"""Returns: claims of their own, joined with the orders they are of."""

from __future__ import annotations

from makegood.exports import joined
from tests.exports.conftest import RETURN, SHOPEE, one, refused, said

ROW = ["R1", "1", "Cup", "A", "1", "WRONG_ITEM", "2026-06-15T00:00:00Z"]
ORDER = ["1", "Completed", "2026-06-12T00:00:00Z", "A", "Cup", "2"]


def test_a_return_is_a_claim_under_its_own_number(export):
    case = one(export(RETURN, ROW))

    assert case["id"] == "shopee:R1"
    assert case["order"] == {"id": "1"}
    assert case["claim"] == {
        "by": "buyer",
        "opened_at": "2026-06-15T00:00:00Z",
        "reason": "wrong_item",
        "platform_reason": "WRONG_ITEM",
        "lines": ["A"],
    }
    assert case["events"] == [
        {"at": "2026-06-15T00:00:00Z", "type": "dispute_opened"},
        {"type": "platform_notice", "text": "Product Name: Cup, SKU: A, Return Quantity: 1"},
    ]


def test_a_reason_the_pack_does_not_know_stays_the_platforms_word(export):
    claim = one(export(RETURN, [*ROW[:5], "Wrong colour, I think", ROW[6]]))["claim"]

    assert "reason" not in claim
    assert claim["platform_reason"] == "Wrong colour, I think"


def test_several_lines_of_a_return_are_one_claim(export):
    case = one(export(RETURN, ROW, ["R1", "1", "Pot", "B", "1", *ROW[5:]]))

    assert case["claim"]["lines"] == ["A", "B"]
    assert case["events"][1]["text"].count("Return Quantity: 1") == 2


def test_a_line_without_a_sku_leaves_open_which_lines_it_is_about(export):
    assert "lines" not in one(export(RETURN, ROW, ["R1", "1", "Pot", "", "1", *ROW[5:]]))["claim"]


def test_one_order_may_have_many_returns(export):
    read = export(RETURN, ROW, ["R2", *ROW[1:]])

    assert [case["id"] for case in read.cases] == ["shopee:R1", "shopee:R2"]


def test_a_return_and_its_order_are_one_case(export):
    orders, returns = export(SHOPEE, ORDER, name="o.csv"), export(RETURN, ROW, name="r.csv")

    both = joined([*orders.parts, *returns.parts])

    [case] = both
    assert (case["id"], case["order"]["lines"][0]["quantity"]) == ("shopee:R1", 2)
    assert joined([*returns.parts, *orders.parts]) == both


def test_a_return_with_two_order_numbers_is_refused_whole(export):
    read = export(RETURN, ROW, ["R1", "2", *ROW[2:]])

    assert refused(read) == [(2, "order_id", "1, 2"), (3, None, "2")]
    assert read.cases == ()


def test_a_return_without_its_number_is_refused_and_the_others_are_read(export):
    read = export(RETURN, ["", *ROW[1:]], ROW, ["8.1E+15", *ROW[1:]])

    assert refused(read) == [(2, "return_id", ""), (4, "return_id", "8.1E+15")]
    assert [case["id"] for case in read.cases] == ["shopee:R1"]


def test_a_row_that_cannot_be_read_takes_only_its_own_return_with_it(export):
    read = export(RETURN, [*ROW[:6], "yesterday"], ROW, ["R2", *ROW[1:]])

    assert refused(read) == [(2, "return_opened_at", "yesterday"), (3, None, "1")]
    assert [case["id"] for case in read.cases] == ["shopee:R2"]


def test_other_platforms_returns_are_read_by_a_mapping(export):
    mapping = {"order_id": "单号", "return_id": "退款编号", "return_reason": "原因", "return_amount": "退款金额"}

    read = export(
        list(mapping.values()), ["1", "TQ9", "质量问题", "5.5"], platform="ali1688", mapping=mapping, currency="CNY"
    )

    assert one(read)["id"] == "ali1688:TQ9"
    assert one(read)["claim"]["amount"] == {"amount": "5.50", "currency": "CNY"}
    assert said(read) == ""
