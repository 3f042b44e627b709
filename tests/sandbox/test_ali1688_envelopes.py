"""Errors in three shapes, a back end's within a text, limits, grants, and every fault that a call may meet."""

from __future__ import annotations

import json

import pytest

from makegood.sandbox.ali1688.accounts import BUYING, SELLING
from makegood.sandbox.ali1688.app import APP
from makegood.sandbox.stage.serving import AnswerLost
from tests.sandbox.ali1688_caller import ADDRESS, AGREE, Caller

LIST = "alibaba.trade.refund.queryOrderRefundList"
DETAIL = "alibaba.trade.refund.OpQueryOrderRefund.sellerView"


@pytest.fixture
def a() -> Caller:
    return Caller()


def test_the_gateways_error_has_a_code_and_a_status(a):
    answer = a.sent(DETAIL)

    assert answer.status_code == 400
    assert (answer.json["error_code"], "request_id" in answer.json) == ("gw.ParamMissing", True)


def test_a_business_error_stands_in_the_answers_own_members(a):
    told = a.orders(pageSize="21")

    assert (told["success"], told["errorCode"]) == (False, "PAGE_SIZE_ERROR")
    assert "extErrorMessage" in told


def test_a_third_kind_is_nested_in_result(a):
    order = a.order()
    told = a.call("alibaba.trade.createRefund", {"orderId": order["id"], "disputeRequest": "x", "goodsStatus": "y"}, token=a.buyer(order))  # fmt: skip

    assert told["result"] == {"success": False, "code": "5003", "message": told["result"]["message"]}


@pytest.mark.parametrize(
    ("told", "code", "cause"),
    [("TQ1", "003002", "REFUND_DATA_ERROR"), ("12345", "003002", "REFUND_DATA_ERROR")],
)
def test_the_back_ends_error_is_json_within_code_500(a, told, code, cause):
    answer = a.call(DETAIL, {"refundId": told})

    assert answer["errorCode"] == "500"
    inner = json.loads(answer["errorMessage"])
    assert inner["errorCode"] == code and cause in inner["cause"]


def test_another_shops_refund_is_003(a):
    refund = a.refund()
    a.admin("shops", {"seller_id": "b2b-2", "login": "二店"})
    other = a.admin("tokens", {"seller_id": "b2b-2"})["access_token"]

    inner = json.loads(a.call(DETAIL, {"refundId": refund["key"]}, token=other)["errorMessage"])
    assert inner["errorCode"] == "003"


def test_a_burst_is_answered_with_status_400(a):
    a.admin("figures", {"burst_calls": 3})

    met = [a.sent(LIST) for _ in range(4)]
    assert [one.status_code for one in met] == [200, 200, 200, 400]
    assert met[-1].json["error_code"] == "gw.QosAppFrequencyLimit"


def test_the_burst_is_over_a_second_later(a):
    a.admin("figures", {"burst_calls": 1})
    a.sent(LIST)
    a.wind(seconds=1)

    assert a.sent(LIST).status_code == 200


def test_a_call_that_was_not_granted_is_declined(a):
    refund = a.refund()
    granted = sorted((SELLING | BUYING) - {"refund_detail"})
    a.admin("apps", {"key": APP.key, "secret": APP.secret, "permissions": granted})

    denied = a.sent(DETAIL, {"refundId": refund["key"]})
    assert (denied.status_code, denied.json["error_code"]) == (403, "gw.APIACLDecline")
    assert a.sent(LIST).status_code == 200


@pytest.mark.parametrize("kind", ["timeout_before", "timeout_after", "reset_before", "reset_after"])
def test_loses_an_answer_before_or_after_its_effect(a, kind):
    refund = a.refund()
    a.fault(kind, method=f"*{AGREE}", count=1)

    with pytest.raises(AnswerLost):
        a.agree(refund)
    assert (a.now(refund)["status"] == "waitbuyersend") == kind.endswith("after")


@pytest.mark.parametrize(("kind", "done"), [("error_before", False), ("error_after", True)])
def test_answers_500_with_a_page(a, kind, done):
    refund = a.refund()
    a.fault(kind, count=1)

    assert a.sent(AGREE, {"refundId": refund["key"], **ADDRESS}).status_code == 500
    assert (a.now(refund)["status"] == "waitbuyersend") is done


@pytest.mark.parametrize(("kind", "done"), [("lie_before", False), ("lie_after", True), ("isp", False)])
def test_says_no_as_a_back_end_in_trouble_does(a, kind, done):
    refund = a.refund()
    a.fault(kind, count=1)

    told = a.agree(refund)
    assert (told["success"], told["errorCode"]) == (False, "500")
    assert (a.now(refund)["status"] == "waitbuyersend") is done


def test_spoils_an_answers_form(a):
    a.fault("malformed", count=1)
    assert a.sent(LIST).data.startswith(b"{,")
    a.fault("truncated", count=1)
    cut = a.sent(LIST)

    assert int(cut.headers["Content-Length"]) > len(cut.data)


def test_takes_a_good_token_for_a_stale_one(a):
    a.fault("token", count=1)

    assert [a.sent(LIST).status_code for _ in range(2)] == [401, 200]


def test_tells_refunds_in_another_unit(a):
    refund = a.refund()
    a.fault("wrong_currency", count=1)

    assert a.refunded(refund)["applyPayment"] == 31.5


def test_lags_in_details_too_where_told_so(a):
    refund = a.refund(days_ago=1)
    a.does("seller", refund, "refuse")
    a.fault("lag", count=1, seconds=60)

    assert [a.refunded(refund)["status"] for _ in range(2)] == ["waitselleragree", "waitbuyermodify"]


def test_a_fault_strikes_by_pattern_and_as_often_as_counted(a):
    a.fault("limit", method="*queryOrderRefundList", count=1)

    assert [a.sent(LIST).status_code for _ in range(2)] == [400, 200]
    assert a.orders()["success"] is True
    assert a.admin("calls")["calls"][0]["faults"] == ["limit"]


def test_keeps_no_token_and_no_signature_in_its_record(a):
    a.orders()

    assert a.token not in json.dumps(a.admin("calls"))
