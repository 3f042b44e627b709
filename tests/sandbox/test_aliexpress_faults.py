"""Faults: each does what its name says, as often as told, by seed; whether money moved is seen in the ledger (§7.6, §7.16)."""

from __future__ import annotations

import json

import pytest

from makegood.sandbox.stage.faults import Faults, Kind
from makegood.sandbox.stage.serving import AnswerLost

AGREE = "aliexpress.issue.solution.agree"
ORDERS = "aliexpress.trade.seller.orderlist.get"


@pytest.mark.parametrize(
    ("kind", "paid"), [("timeout_before", 0), ("reset_before", 0), ("timeout_after", 1), ("reset_after", 1)]
)
def test_loses_the_answer_before_or_after_the_effect(ae, kind, paid):
    issue = ae.issue()
    ae.fault(kind, method=AGREE, count=1)

    with pytest.raises(AnswerLost):
        ae.agree(issue)
    assert len([row for row in ae.admin("ledger")["rows"] if row["kind"] == "refund"]) == paid


@pytest.mark.parametrize(("kind", "paid"), [("error_before", 0), ("error_after", 1)])
def test_says_500_before_or_after_the_effect(ae, kind, paid):
    issue = ae.issue()
    ae.fault(kind, method=AGREE, count=1)
    asked = {"issue_id": str(issue["id"]), "buyer_login_id": issue["buyer_login"]}
    answer = ae.sent(AGREE, {**asked, "solution_id": str(issue["solutions"][0]["id"])})

    assert (answer.status_code, answer.get_json(silent=True)) == (500, None)
    assert len([row for row in ae.admin("ledger")["rows"] if row["kind"] == "refund"]) == paid


@pytest.mark.parametrize(("kind", "paid"), [("lie_before", 0), ("lie_after", 1)])
def test_lies_in_its_flags(ae, kind, paid):
    issue = ae.issue()
    ae.fault(kind, method=AGREE, count=1)
    answer = ae.agree(issue)

    assert (answer["result_object"], answer["result_success"]) == (False, False)
    assert len([row for row in ae.admin("ledger")["rows"] if row["kind"] == "refund"]) == paid


def test_limits_with_a_wait_on_both_gateways(ae):
    ae.fault("limit", method="aliexpress.issue.*", count=2, seconds=3)

    new = ae.issues()["error_response"]
    old = ae.top("aliexpress.issue.issuelist.get", {"query_dto": "{}"})["error_response"]
    assert (new["code"], old["code"]) == ("ApiCallLimit", 7)
    assert "3 more seconds" in new["msg"]
    assert "3 more seconds" in old["sub_msg"]
    assert "error_response" not in ae.issues()


def test_has_back_end_trouble(ae):
    ae.fault("isp")

    assert ae.issues()["error_response"]["code"] == "ServiceUnavailable"
    old = ae.top("aliexpress.issue.issuelist.get", {"query_dto": "{}"})["error_response"]
    assert (old["code"], old["sub_code"].startswith("isp.")) == (15, True)
    assert ae.rest("/auth/token/refresh", {"refresh_token": "x"})["code"] == "ServiceUnavailable"


def test_turns_a_good_token_away_in_mid_run(ae):
    ae.fault("token", count=1)

    assert ae.issues()["error_response"]["code"] == "IllegalAccessToken"
    assert "error_response" not in ae.issues()


def test_garbles_and_cuts_bodies(ae):
    ae.fault("malformed", count=1)
    with pytest.raises(json.JSONDecodeError):
        json.loads(ae.sent("aliexpress.issue.issuelist.get", {"query_dto": {}}).data)

    ae.fault("truncated", count=1)
    answer = ae.sent("aliexpress.issue.issuelist.get", {"query_dto": {}})
    assert len(answer.data) < int(answer.headers["Content-Length"])


def pages(ae, size=2):
    """Order numbers page by page, as a trusting client would gather them."""
    first = ae.orders(current_page=1, page_size=size)
    rest = [ae.orders(current_page=n, page_size=size) for n in range(2, first["total_page"] + 1)]
    return [[row["order_id"] for row in page["target_list"]] for page in (first, *rest)]


def test_repeats_or_drops_a_page(ae):
    for _ in range(5):
        ae.order()
    whole = pages(ae)
    assert [len(page) for page in whole] == [2, 2, 1]

    ae.fault("duplicate_page", method=ORDERS)
    assert pages(ae) == [whole[0], whole[0], whole[1]]
    ae.http.delete("/_sandbox/faults")
    ae.fault("missing_page", method=ORDERS)
    assert pages(ae) == [[], [], []]


@pytest.mark.parametrize(("seconds", "status"), [(59, "processing"), (60, "finish")])
def test_lists_a_write_only_after_the_lag(ae, seconds, status):
    issue = ae.issue()
    ae.wind(hours=1)
    ae.admin("lag", {"seconds": 60})
    ae.agree(issue)
    ae.wind(seconds=seconds)

    assert ae.issues()["data_list"][0]["issue_status"] == status
    assert ae.dispute(issue)["issue_status"] == "finish"


def test_does_not_list_what_is_younger_than_the_lag(ae):
    ae.admin("lag", {"seconds": 60})
    ae.order(stage="placed")

    assert ae.orders()["total_count"] == 0
    ae.wind(seconds=60)
    assert ae.orders()["total_count"] == 1


def test_lags_one_method_only_details_included(ae):
    issue = ae.issue()
    ae.wind(hours=1)
    ae.fault("lag", method="aliexpress.issue.detail.get", seconds=30)
    ae.agree(issue)

    assert ae.dispute(issue)["issue_status"] == "processing"
    assert ae.issues()["data_list"][0]["issue_status"] == "finish"


@pytest.mark.parametrize(("seconds", "fine"), [(7200, True), (7201, False)])
def test_judges_timestamps_by_a_skewed_clock(ae, seconds, fine):
    ae.fault("skew", seconds=seconds)

    assert ("error_response" not in ae.issues()) is fine


def test_names_the_wrong_currency_and_keeps_the_amount(ae):
    order = ae.order(usd="25.90")
    ae.fault("wrong_currency", count=1)

    assert ae.orders()["target_list"][0]["pay_amount"] == {"amount": "25.90", "currency_code": "EUR"}
    assert ae.detail(order)["order_amount"]["currency_code"] == "USD"


def strikes(seed):
    faults = Faults()
    faults.add({"kind": "limit", "probability": 0.3, "seed": seed})
    return [bool(faults.strike("m").first(Kind.limit)) for _ in range(200)]


def test_strikes_by_seed_and_share():
    assert strikes(1) == strikes(1) != strikes(2)
    assert sum(strikes(1)) == pytest.approx(60, abs=20)


def test_strikes_a_method_by_pattern_and_no_more_than_counted(ae):
    ae.fault("limit", method="aliexpress.issue.*", count=1)

    assert "error_response" not in ae.call(ORDERS, {"param_aeop_order_query": {}})
    assert [("error_response" in ae.issues()) for _ in range(2)] == [True, False]
    assert ae.admin("faults")["faults"][0]["hits"] == 1


@pytest.mark.parametrize(
    ("settings", "word"),
    [({"kind": "none"}, "kind"), ({"kind": "limit", "odds": 1}, "odds"), ({"kind": "limit", "count": 0}, "count")],
)
def test_refuses_a_fault_that_it_does_not_know(ae, settings, word):
    assert word in ae.admin("faults", settings, status=400)["error"]


def test_takes_a_fault_away(ae):
    fault = ae.fault("limit")
    ae.http.delete(f"/_sandbox/faults/{fault['id']}")

    assert "error_response" not in ae.issues()


def test_keeps_a_record_of_calls_that_tells_what_ran_twice(ae):
    issue = ae.issue()
    ae.fault("timeout_before", method=AGREE, count=1)
    with pytest.raises(AnswerLost):
        ae.agree(issue)
    ae.agree(issue)
    calls = [call for call in ae.admin("calls")["calls"] if call["method"] == AGREE]

    assert [call["ran"] for call in calls] == [False, True]
    assert calls[0]["parameters"]["issue_id"] == str(issue["id"])
    assert "sign" not in calls[0]["parameters"]
