"""The refund machine: its clocks with the night, silence, what a seller has a call for and what not, staff, and two sets of names."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.sandbox.ali1688_caller import ADDRESS, Caller

NOON = datetime.fromisoformat("2026-10-12T12:00:00+08:00")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def a() -> Caller:
    return Caller(now=NOON)


def at(told: dict, name: str) -> datetime:
    return datetime.fromisoformat(told[name])


def actions(a: Caller, refund: dict) -> list[int]:
    return [one["kind"] for one in a.now(refund)["operations"]]


# --- clocks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "yuan", "instant"), [(30, "300.00", True), (31, "300.00", False), (30, "300.01", False)]
)
def test_pays_at_once_half_an_hour_after_payment(a, minutes, yuan, instant):
    order = a.order("paid", minutes / 1440, yuan=yuan)
    refund = a.refund(order, request="refund", reason="changed_mind")

    assert (refund["status"] == "refundsuccess", refund["instant"]) == (instant, "lightning" if instant else "")


@pytest.mark.parametrize(
    ("hours", "yuan", "instant"), [(6, "1000.00", True), (6.1, "1000.00", False), (6, "1000.01", False)]
)
def test_pays_a_plus_member_at_once_for_six_hours(a, hours, yuan, instant):
    order = a.order("paid", hours / 24, yuan=yuan, plus="true")

    assert (a.refund(order, request="refund")["status"] == "refundsuccess") is instant


def test_pays_no_staged_order_at_once(a):
    order = a.order("paid", 10 / 1440, trade_type="50060")

    assert a.refund(order, request="refund")["status"] == "waitselleragree"


@pytest.mark.parametrize(
    ("hours", "yuan", "length"),
    [(1, "1000.00", 2 * HOUR), (24, "1000.00", 2 * HOUR), (24.1, "1000.00", DAY), (1, "1000.01", DAY)],
)
def test_gives_two_hours_or_a_day_before_shipping(a, hours, yuan, length):
    refund = a.refund(a.order("paid", hours / 24, yuan=yuan), request="refund")

    assert at(refund, "due_at") == NOON + length


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-10-12T17:59:59+08:00", "2026-10-12T19:59:59+08:00"),
        ("2026-10-12T18:00:00+08:00", "2026-10-13T12:00:00+08:00"),
        ("2026-10-12T23:30:00+08:00", "2026-10-13T12:00:00+08:00"),
        ("2026-10-13T02:00:00+08:00", "2026-10-13T12:00:00+08:00"),
        ("2026-10-13T08:59:59+08:00", "2026-10-13T12:00:00+08:00"),
        ("2026-10-13T09:00:00+08:00", "2026-10-13T11:00:00+08:00"),
    ],
)
def test_lets_the_night_pass_until_noon(asked, due):
    a = Caller(now=datetime.fromisoformat(asked))
    refund = a.refund(a.order("paid", 1 / 24), request="refund")

    assert at(refund, "due_at") == datetime.fromisoformat(due)


@pytest.mark.parametrize(("request_", "act"), [("refund", "SYSTEM_AGREE_REFUND"), ("returnRefund", "SYSTEM_AGREE_REFUND_PROTOCOL"), ("exchange", "SYSTEM_AGREE_REFUND_PROTOCOL")])  # fmt: skip
def test_tells_the_clock_and_what_silence_does(a, request_, act):
    told = a.refunded(a.refund(request=request_))

    assert told["gmtTimeOut"] == "20261017120000000+0800"
    assert (told["timeOutOperateType"], told["timeOutFreeze"]) == (act, False)


def test_tells_no_clock_and_no_log_where_they_were_not_asked_for(a):
    refund = a.refund()
    told = a.call("alibaba.trade.refund.OpQueryOrderRefund.sellerView", {"refundId": refund["key"]})["result"]

    assert "gmtTimeOut" not in told["opOrderRefundModelDetail"]
    assert told["opOrderRefundModelDetail"]["refundOperationList"] == []


def sent_back(a: Caller, yuan: str, **more) -> dict:
    refund = a.refund(a.order(yuan=yuan), **more)
    a.does("seller", refund, "agree")
    return a.does("buyer", refund, "send_back")


@pytest.mark.parametrize(("yuan", "length"), [("300.00", 7 * DAY), ("300.01", 10 * DAY)])
def test_gives_a_week_or_ten_days_for_what_is_on_its_way_back(a, yuan, length):
    assert at(sent_back(a, yuan), "due_at") == NOON + length


@pytest.mark.parametrize(
    ("after", "due"), [(2 * DAY, 3 * DAY), (6 * DAY, 7 * DAY), (timedelta(days=6, hours=12), 7 * DAY)]
)
def test_gives_a_day_once_a_small_return_is_signed_and_a_week_in_all(a, after, due):
    refund = sent_back(a, "300.00")
    a.wind(seconds=after.total_seconds())

    assert at(a.does("platform", refund, "return_signed"), "due_at") == NOON + due


def test_signing_changes_nothing_for_a_large_return(a):
    assert at(a.does("platform", sent_back(a, "300.01"), "return_signed"), "due_at") == NOON + 10 * DAY


def test_runs_an_exchanges_clocks(a):
    """5 to answer, 7 to send back, 10 to handle; 5 after a refusal, and after the goods were refused."""
    refund = a.refund(request="exchange")
    assert at(refund, "due_at") == NOON + 5 * DAY
    assert at(a.does("seller", refund, "agree"), "due_at") == NOON + 7 * DAY
    assert at(a.does("buyer", refund, "send_back"), "due_at") == NOON + 10 * DAY
    assert at(a.does("seller", refund, "refuse_goods"), "due_at") == NOON + 5 * DAY
    assert at(a.does("seller", a.refund(request="exchange"), "refuse"), "due_at") == NOON + 5 * DAY


def test_lets_the_buyer_call_the_staff_ten_days_after_an_exchange_came_back(a):
    refund = a.refund(request="exchange")
    a.does("seller", refund, "agree")
    a.does("buyer", refund, "send_back")
    a.wind(days=10)

    assert a.now(refund)["complaint"] and a.now(refund)["status"] == "waitsellerreceive"


# --- silence ----------------------------------------------------------------------------------------------------


def test_silence_pays_money_asked_for_alone(a):
    order = a.order()
    refund = a.refund(order, request="refund", amount="20.00")
    a.wind(days=5, seconds=-1)
    assert a.balance(order, "escrow") == 3150

    a.wind(seconds=1)
    assert a.now(refund)["status"] == "refundsuccess"
    assert (a.balance(order, "buyer"), a.balance(order, "escrow")) == (-1150, 1150)


def test_silence_agrees_to_a_return_and_gives_the_address_on_file(a):
    refund = a.refund()
    a.wind(days=5)

    assert a.now(refund)["status"] == "waitbuyersend"
    assert a.now(refund)["address"]["address"] == a.state.shops[refund["seller"]].address.address


def test_silence_about_returned_goods_pays(a):
    refund = sent_back(a, "31.50")
    a.wind(days=7)

    assert a.now(refund)["status"] == "refundsuccess"


@pytest.mark.parametrize("days", [7])
def test_silence_of_the_buyer_closes(a, days):
    unsent, unchanged = a.refund(), a.refund()
    a.does("seller", unsent, "agree")
    a.does("seller", unchanged, "refuse")
    a.wind(days=days)

    assert {a.now(one)["status"] for one in (unsent, unchanged)} == {"refundclose"}


# --- what a seller has a call for -------------------------------------------------------------------------------


def test_agrees_to_a_return_and_shows_the_buyer_the_address(a):
    order = a.order()
    refund = a.refund(order)

    assert a.agree(refund) == {"success": True}
    asked = {"refundId": refund["key"], "needOrderRefundOperation": "true"}
    told = a.call("alibaba.trade.refund.OpQueryOrderRefund", asked, token=a.buyer(order))
    seen = told["result"]["opOrderRefundModelDetail"]
    assert (seen["status"], seen["sellerReceiveAddress"]) == ("waitbuyersend", ADDRESS["address"])
    assert seen["refundOperationList"][0]["operateTypeInt"] == 19


def test_agrees_only_where_a_return_is_asked_for_and_only_while_it_waits(a):
    money, back = a.refund(request="refund"), a.refund()

    assert a.agree(money)["errorCode"] == "REFUND_TYPE_ERROR"
    a.agree(back)
    assert a.agree(back)["errorCode"] == "REFUND_STATUS_ERROR"


@pytest.mark.parametrize(("more", "code"), [({"address": ""}, "ADDRESS_ERROR"), ({"mobilePhone": ""}, "ADDRESS_ERROR"), ({"disputeType": "2"}, "DISPUTE_TYPE_ERROR")])  # fmt: skip
def test_needs_an_address_and_the_right_type(a, more, code):
    assert a.agree(a.refund(), **more)["errorCode"] == code


def test_keeps_the_note_under_its_misspelt_name(a):
    refund = a.refund()
    a.agree(refund, discription="请保留吊牌")

    assert "请保留吊牌" in a.refunded(refund)["refundOperationList"][0]["discription"]


@pytest.mark.parametrize(
    ("act", "request_"),
    [("SELLER_AGREE_REFUND", "refund"), ("SELLER_REJECT_REFUND_PROCOTOL", "refund"), ("SELLER_AGREE_REFUND_PROCOTOL", "returnRefund")],
)  # fmt: skip
def test_answers_the_generic_operation_only_behind_its_switch(a, act, request_):
    refund = a.refund(request=request_)
    asked = {"refundId": refund["key"], "refundOperateType": act, **ADDRESS}

    assert a.sent("alibaba.trade.refund", asked).json["error_code"] == "gw.APIUnsupported"
    a.admin("figures", {"seller_operations": True})
    assert a.call("alibaba.trade.refund", asked) == {"success": True}
    assert a.now(refund)["status"] != "waitselleragree"


def test_confirms_and_refuses_returned_goods_behind_the_switch(a):
    a.admin("figures", {"seller_operations": True})
    one, two = sent_back(a, "31.50"), sent_back(a, "31.50")
    asked = {"refundOperateType": "SELLER_REJECT_REFUND", "discription": "少件", "vouchers": '["a"]'}

    a.call("alibaba.trade.refund", {"refundId": one["key"], "refundOperateType": "SELLER_RECEIVE_GOODS"})
    a.call("alibaba.trade.refund", {"refundId": two["key"], **asked})
    assert [a.now(refund)["status"] for refund in (one, two)] == ["refundsuccess", "waitbuyermodify"]


def test_the_workbench_does_what_has_no_call(a):
    order = a.order()
    refund = a.refund(order, request="refund")
    a.does("seller", refund, "agree")

    assert a.now(refund)["status"] == "refundsuccess"
    assert actions(a, refund) == [1, 19]
    assert a.truth(order)["status"] == "cancel"  # all of it went back


def test_forces_proof_where_sent_goods_never_came(a):
    refund = a.refund(a.order("shipped"), request="refund", reason="not_received", received="false")

    assert "proof" in a.does("seller", refund, "refuse", status=400, proof="false")["error"]
    assert a.does("seller", refund, "refuse")["status"] == "waitbuyermodify"


def test_needs_no_proof_to_refuse_otherwise(a):
    assert a.does("seller", a.refund(), "refuse", proof="false")["rejected"] == 1


def test_a_changed_request_waits_for_the_seller_anew(a):
    refund = a.refund(request="refund")
    a.does("seller", refund, "refuse")
    a.wind(days=1)
    told = a.does("buyer", refund, "modify", amount="10.00")

    assert (told["status"], told["payment"]) == ("waitselleragree", 1000)
    assert at(told, "due_at") == NOON + 6 * DAY


def test_takes_a_request_back_and_confirms_after_all(a):
    one, two = a.refund(), a.refund()

    assert a.does("buyer", one, "withdraw")["status"] == "refundclose"
    assert a.does("buyer", two, "receipt")["status"] == "refundclose"


def test_sending_the_goods_ends_a_request_for_their_money(a):
    order = a.order("paid", 2)
    refund = a.refund(order, request="refund")
    a.admin(f"orders/{order['id']}/seller", {"act": "ship"})

    assert a.now(refund)["status"] == "refundclose"


def test_pays_from_the_seller_once_the_money_was_released(a):
    order = a.order("finished", 1)
    a.does("seller", a.refund(order, request="refund"), "agree")

    assert (a.balance(order, "seller"), a.balance(order, "buyer")) == (0, 0)
    assert a.truth(order)["status"] == "success"


def test_takes_nothing_fifteen_days_after_success(a):
    order = a.order("finished", 0)
    a.wind(days=15, seconds=1)

    assert "nothing can be asked" in a.admin("refunds", {"order": order["id"]}, status=400)["error"]


# --- staff ------------------------------------------------------------------------------------------------------


def test_the_clock_stands_still_before_the_staff(a):
    refund = a.refund(request="refund")
    a.wind(days=1)
    a.fresh()
    a.does("buyer", refund, "ask_in")

    told = a.refunded(refund)
    assert (told["timeOutFreeze"], told["gmtFreezed"], told["taskStatus"]) == (
        True,
        "20261013120000000+0800",
        "waiting",
    )
    a.wind(days=4, hours=12)
    assert a.now(refund)["status"] == "waitselleragree"


def test_dismissed_it_goes_on_by_what_was_left(a):
    refund = a.refund(request="refund")
    a.does("seller", refund, "ask_in")
    a.does("platform", refund, "take")
    a.wind(days=2)

    assert at(a.does("platform", refund, "dismiss"), "due_at") == NOON + 7 * DAY


def test_a_decision_edits_the_refund_and_says_so(a):
    refund = a.refund(request="refund")
    a.does("platform", refund, "come_in")
    a.does("platform", refund, "decide", amount="12.00")

    told = a.refunded(refund)
    assert (told["status"], told["refundPayment"], told["crmModifyRefund"]) == ("refundsuccess", 1200, True)


def test_decides_by_itself_what_is_fair(a):
    refund = a.refund(request="refund", amount="20.00", fair_percent=50)
    a.does("buyer", refund, "ask_in")
    a.wind(days=5)

    assert a.now(refund)["paid_back"] == 1000


def test_arbitration_answers_with_the_complaints_number(a):
    refund = a.refund(request="refund")
    asked = {"param": {"type": "RefundComplaint", "refundId": refund["key"], "reasonText": "不合理"}}
    told = a.call("trade.arbitration.apply", asked)

    assert told["result"]["result"] == a.now(refund)["complaint"]
    assert a.call("trade.arbitration.apply", asked)["result"]["code"] == "COMPLAINT_EXISTS"


# --- what is told -----------------------------------------------------------------------------------------------


def test_tells_sums_in_fen(a):
    (row,) = (a.refund(a.order(shipping_fee="6.00"), amount="12.34", carriage="6.00"), a.refunds())[1]

    assert (row["applyPayment"], row["applyCarriage"], row["canRefundPayment"]) == (1234, 600, 3150)


def test_spells_truths_in_two_ways(a):
    refund = a.refund()
    (row,), detail = a.refunds(), a.refunded(refund)

    assert row["isRefundGoods"] is True and "refundGoods" not in row
    assert detail["refundGoods"] is True and "isRefundGoods" not in detail


def test_the_list_lags_behind_the_detail(a):
    refund = a.refund()
    a.wind(minutes=5)
    a.admin("lag", {"seconds": 120})
    a.agree(refund)

    assert (a.refunds()[0]["status"], a.refunded(refund)["status"]) == ("waitselleragree", "waitbuyersend")
    a.wind(minutes=2)
    assert a.refunds()[0]["status"] == "waitbuyersend"


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"dipsuteType": "0"}, 2),
        ({"dipsuteType": "1"}, 1),
        ({"dipsuteType": "2"}, 1),
        ({"refundStatusSet": '["waitselleragree"]'}, 1),
        ({"logisticsNo": "73000000000001"}, 1),
        ({"pageSize": "1"}, 1),
        ({"modifyStartTime": "20261012120001000+0800"}, 0),
    ],
)
def test_filters_the_list(a, asked, count):
    a.refund(a.order("finished", 1))
    sent_back(a, "31.50")

    assert len(a.refunds(**asked)) == count


def test_tells_by_order_what_is_under_way_or_succeeded(a):
    order = a.order()
    refund = a.refund(order, request="refund", amount="5.00")
    name, asked = "alibaba.trade.refund.OpQueryBatchRefundByOrderIdAndStatus.sellerView", {"orderId": order["id"]}
    assert len(a.call(name, {**asked, "queryType": "1"})["result"]["opOrderRefundModels"]) == 1

    a.does("seller", refund, "agree")
    assert a.call(name, {**asked, "queryType": "1"})["result"]["opOrderRefundModels"] == []
    assert len(a.call(name, {**asked, "queryType": "3"})["result"]["opOrderRefundModels"]) == 1


def test_the_log_is_one_sentence_a_record_in_yuan(a):
    refund = a.refund(amount="12.30")

    (record,) = a.refunded(refund)["refundOperationList"]
    assert "退款货品金额：12.30" in record["discription"] and record["discription"].count("|") == 5
    assert "beforeOperateStatus" not in record


def test_agreeing_is_recorded_by_number(a):
    assert actions(a, sent_back(a, "31.50")) == [1, 19, 10]
