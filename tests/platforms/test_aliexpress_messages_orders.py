"""AliExpress orders: ids, amounts and times to the last digit, and the trouble that an order tells of itself."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.connectors.joining import join
from makegood.connectors.joining import understand as understand_text
from makegood.connectors.parts import NotUnderstood
from tests.platforms.aliexpress_world import detail, events, issue, one, refused, row, usd

# --- exactness ------------------------------------------------------------------------------------------------


@given(st.integers(1, 10**19 - 1), st.booleans())
def test_ids_survive_to_the_last_digit(id_, as_text):
    number: Any = str(id_) if as_text else id_
    case = one([row(order_id=number)], [issue(id=number, parent_order_id=number)])

    assert (case["id"], case["order"]["id"]) == (f"aliexpress:{id_}", str(id_))


@pytest.mark.parametrize("number", ["8190000000000017.0", "8.19E15", "8.19e+15"])
def test_an_id_that_came_as_a_decimal_is_refused(number):
    with pytest.raises(NotUnderstood) as reason:
        understand_text("aliexpress", f'[{{"order_id": {number}, "order_status": "FINISH"}}]', "a")
    assert reason.value.path == "$[0].order_id"


@given(st.integers(0, 10**13), st.sampled_from(["text", "number", "cent"]))
def test_amounts_survive_to_the_last_digit(cents, form):
    shown = f"{cents // 100}.{cents % 100:02}"
    told = {"cent": str(cents), "cent_factor": 100} if form == "cent" else {"amount": shown}
    text = json.dumps([row(pay_amount={"currency_code": "USD", **told})])
    if form == "number":
        text = text.replace(f'"{shown}"', shown)
    (case,) = join("aliexpress", understand_text("aliexpress", text, "a"))

    assert case["order"]["total"] == {"amount": shown, "currency": "USD"}


@pytest.mark.parametrize(
    ("amount", "path"),
    [
        (usd("1,133.00"), "amount"),
        (usd("-1"), "amount"),
        (usd("1.005"), "amount"),
        (usd("US $3"), "amount"),
        (usd(True), "amount"),
        (usd("1.01", cent=100, cent_factor=100), "amount"),
        ({"cent": 101, "currency_code": "USD"}, "cent_factor"),
        ({"amount": "1", "currency_code": "dollars"}, "currency_code"),
    ],
)
def test_money_that_is_not_clear_is_refused(amount, path):
    assert refused([row(pay_amount=amount)]).path == f"$[0].pay_amount.{path}"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [({"amount": "500.00", "currency_code": "JPY"}, "500.00"), ({"cent": 500, "cent_factor": 1, "currency_code": "JPY"}, "500")],
)  # fmt: skip
def test_money_of_other_minor_units(amount, shown):
    assert one([row(pay_amount=amount, product_list=[])])["order"]["total"] == {"amount": shown, "currency": "JPY"}


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        ("2026-10-31 23:30:00", "2026-11-01T06:30:00Z"),  # still PDT
        ("2026-11-01 01:30:00", "2026-11-01T08:30:00Z"),  # comes twice: the earlier
        ("2026-11-01 02:00:00", "2026-11-01T10:00:00Z"),  # PST
        ("2026-03-08 01:59:59", "2026-03-08T09:59:59Z"),
        ("2026-03-08 03:00:00", "2026-03-08T10:00:00Z"),
        ("2026-12-31 23:59:59", "2027-01-01T07:59:59Z"),
    ],
)
def test_times_are_pacific_wall_clock_with_dst(wall, instant):
    assert one([row(gmt_create=wall)])["order"]["placed_at"] == instant


@pytest.mark.parametrize("wall", ["2026-03-08 02:30:00", "2026-02-30 00:00:00", "yesterday", "2026-11-01", 17])
def test_a_time_that_is_none_is_refused(wall):
    assert refused([row(gmt_create=wall)]).path == "$[0].gmt_create"


def test_a_line_in_another_currency_keeps_its_price_out():
    document = row()
    document["product_list"][0]["product_unit_price"] = {"amount": "60.00", "currency_code": "BRL"}
    assert one([document])["order"]["lines"] == [{"sku": "RED-M", "title": "Shirt", "quantity": 2}]


@pytest.mark.parametrize("quantity", ["0", "1.5", -1, Decimal("2.0")])
def test_a_quantity_is_a_whole_number(quantity):
    document = row()
    document["product_list"][0]["product_count"] = quantity
    assert refused([document]).path == "$[0].product_list[0].product_count"


def test_part_of_the_goods_sent_or_here_leaves_the_whole_open():
    parcels = detail()["logistic_info_list"]
    parcels["aeop_tp_logistic_info_dto"][1]["receive_status"] = "suspected_received"
    order = one(detail(order_status="SELLER_PART_SEND_GOODS", logistic_info_list=parcels))["order"]

    assert "shipped_at" not in order
    assert "delivered_at" not in order


def test_a_country_that_is_no_iso_code_stays_unknown():
    assert one(detail(receipt_address={"country": "UK"}))["order"]["ship_to"] == {"country": "GB"}
    assert "ship_to" not in one(detail(receipt_address={"country": "Brazil"}))["order"]


# --- trouble that an order tells ------------------------------------------------------------------------------


def test_a_cancel_request_is_a_case_with_its_clock():
    case = one(
        detail(order_status="IN_CANCEL", cancel_request_reason="changed_mind", over_time_left="2026-07-05 08:00:00")
    )

    assert case["kind"] == "cancel_request"
    assert case["claim"] == {"by": "buyer", "wants": ["cancel"], "platform_reason": "changed_mind"}
    assert case["platform_deadlines"] == [
        {"kind": "respond", "due_at": "2026-07-05T15:00:00Z", "on_lapse": "unknown", "field": "over_time_left"}
    ]


@pytest.mark.parametrize(
    ("status", "kind"),
    [("PLACE_ORDER_SUCCESS", "auto_cancel"), ("WAIT_SELLER_SEND_GOODS", "ship"), ("RISK_CONTROL", None)],
)
def test_an_orders_own_clock(status, kind):
    case = one(detail(order_status=status, over_time_left="2026-07-05 08:00:00"))

    assert [clock["kind"] for clock in case.get("platform_deadlines", [])] == ([kind] if kind else [])
    assert "claim" not in case


def test_a_refund_is_a_case_and_paid_only_where_it_says_so():
    refund = {
        "refund_status": "refund_ok",
        "refund_type": "sale_refund",
        "refund_reason": "seller's own word",
        "refund_cash_amt": usd("5.00"),
        "refund_time": "2026-07-20 08:00:00",
    }
    case = one(detail(refund_info=refund))
    assert case["claim"]["platform_reason"] == "seller's own word"
    assert events(case) == [
        {"at": "2026-07-20T15:00:00Z", "type": "refund_paid", "amount": {"amount": "5.00", "currency": "USD"}}
    ]
    assert not events(one(detail(refund_info=refund | {"refund_status": "wait_refund"})))


def test_a_disputed_order_leaves_the_dispute_to_the_issue_calls():
    disputed = detail(
        issue_status="IN_ISSUE", issue_info={"issue_time": "2026-11-02 08:00:00"}, order_status="IN_ISSUE"
    )
    case = one(disputed, issue())
    assert case["id"] == "aliexpress:60000000000001"
    assert case["order"]["status"] == "IN_ISSUE"
