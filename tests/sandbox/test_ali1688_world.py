"""The seeded days: the same for the same seed, every trouble in them, driven by the clock alone, and books that balance."""

from __future__ import annotations

from datetime import datetime

import pytest

from makegood.sandbox.ali1688.times import CHINA
from tests.sandbox.ali1688_caller import Caller


def month(seed=1, *, steps=1, days=60, orders_per_day=4, **asked) -> Caller:
    a = Caller(seed=seed)
    a.admin("populate", {"days": 30, "orders_per_day": orders_per_day, "seed": seed, **asked})
    for _ in range(steps):
        a.wind(days=days / steps)
    return a


@pytest.fixture(scope="module")
def lived() -> dict:
    """A month lived to its end, a seller answering as sellers do."""
    a = month(answered_until="2027-01-01T00:00:00Z", days=120, orders_per_day=20)
    return a.admin("state") | {"ledger": a.admin("ledger")}


def facts(a: Caller):
    state = a.admin("state")
    return state["orders"], state["refunds"], a.admin("ledger")["rows"]


def test_is_the_same_month_for_the_same_seed():
    assert facts(month(3)) == facts(month(3)) != facts(month(4))


def test_is_the_same_month_however_the_clock_was_wound():
    assert facts(month(5)) == facts(month(5, steps=60))


def test_happens_only_as_the_clock_is_wound():
    a = Caller()
    a.admin("populate", {"days": 30, "orders_per_day": 8})

    assert a.admin("state")["orders"] == []
    a.wind(days=1)
    assert len(a.admin("state")["orders"]) == 8


def test_ends_orders_in_each_way(lived):
    ends = {(order["status"], order["closed_by"]) for order in lived["orders"]}

    assert ends == {("success", ""), ("cancel", "CLOSE_TRADE_BY_BUYER"), ("cancel", "CLOSE_TRADE_BY_SYSTEM")}


def test_has_every_reason_and_request_and_ends_them_all(lived):
    refunds = lived["refunds"]

    assert {refund["request"] for refund in refunds} == {"refund", "returnRefund", "exchange"}
    assert {refund["type"] for refund in refunds} == {1, 2}
    assert len({refund["reason"] for refund in refunds}) == 9
    assert {refund["status"] for refund in refunds} == {"refundsuccess", "refundclose"}


def test_has_lightning_refunds_nights_silence_and_staff(lived):
    refunds = lived["refunds"]
    remarks = {(one["role"], one["remark"]) for refund in refunds for one in refund["operations"]}

    assert any(refund["instant"] for refund in refunds)
    assert remarks >= {(3, "退款成功"), (2, "确认收货地址"), (1, "买家退货"), (4, "退款成功"), (1, "申请客服介入")}
    assert any(refund["staff_edited"] for refund in refunds)


def test_has_requests_of_the_night_with_until_noon_to_answer(lived):
    asked = [datetime.fromisoformat(refund["applied_at"]).astimezone(CHINA) for refund in lived["refunds"]]

    assert sum(at.hour >= 18 or at.hour < 9 for at in asked) > 5


def test_has_parcels_of_both_kinds_split_corrected_and_badly_signed(lived):
    orders = lived["orders"]
    parcels = [parcel for order in orders for parcel in order["parcels"]]

    assert {parcel["by"] for parcel in parcels} == {"self", "platform"}
    assert any(parcel["before"] for parcel in parcels) and any(parcel["condition"] for parcel in parcels)
    assert any(parcel["status"] == "UNSIGN" for parcel in parcels)
    assert any(len(order["parcels"]) > 1 for order in orders)


def test_has_buyers_who_order_again_and_again_and_never_pay(lived):
    bad = [order for order in lived["orders"] if order["script"]["course"] == "bad_faith"]

    assert len(bad) > len({order["buyer"]["login"] for order in bad})
    assert {order["buyer"]["mobile"] for order in bad} == {"13000006666"}
    assert all(order["paid_at"] is None for order in bad)


def test_has_one_item_that_several_buyers_complain_of(lived):
    orders = {order["id"]: order for order in lived["orders"]}
    of_flawed = {
        orders[refund["order_id"]]["buyer"]["member_id"]
        for refund in lived["refunds"]
        if refund["reason"] == "质量问题"
        and any(line["cargo"] == "A105-BLACK" for line in orders[refund["order_id"]]["lines"])
    }
    assert len(of_flawed) >= 3


def test_has_late_dispatch_paid_and_excused(lived):
    assert {penalty["status"] for penalty in lived["penalties"]} == {"paid", "excused"}


def test_keeps_books_that_balance(lived):
    """Every row adds up to nothing, nothing stays in escrow, and no buyer got back more goods' money than was paid."""
    ledger = lived["ledger"]

    assert all(sum(move["amount"] for move in row["moves"]) == 0 for row in ledger["rows"])
    assert sum(ledger["sums"].values()) == 0 and ledger["sums"]["escrow"] == 0
    for order in lived["orders"]:
        total = ledger["totals"].get(str(order["id"]), {"returned": []})
        back = sum(part["amount"] for part in total["returned"] if part["kind"] == "refund")
        assert back == order["refunded"] <= order["amount"]


def test_refuses_a_month_that_begins_in_the_past():
    asked = {"days": 1, "orders_per_day": 1, "start": "2026-01-01T00:00:00Z"}

    assert "before the clock" in Caller().admin("populate", asked, status=400)["error"]
