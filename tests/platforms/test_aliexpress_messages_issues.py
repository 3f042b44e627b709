"""AliExpress issues: claims, solutions, process and the platform's clocks, list rows and details joined with the order."""

from __future__ import annotations

import pytest

from makegood import assess
from makegood.connectors.aliexpress.messages import understand
from makegood.connectors.parts import TroublePart
from tests.platforms.aliexpress_world import LATER, LISTED, events, issue, one, refused, row, solution, usd, wrapped

# --- issues ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        wrapped("aliexpress.issue.issuelist.get", {"data_list": {"issue_api_issue_dto": [LISTED]}, "total_item": 1}),
        {"data_list": [LISTED], "request_id": "r"},
        {"dataList": [LISTED], "success": True},
        {"issues": [{"id": 60000000000001} | {k: v for k, v in LISTED.items() if k != "issue_id"}]},
        [LISTED],
        LISTED,
    ],
)
def test_issue_lists_are_read_in_every_envelope(document):
    case = one(document)

    assert case["id"] == "aliexpress:60000000000001"
    assert case["order"]["id"] == "8190000000000017"
    assert case["claim"] == {
        "by": "buyer", "opened_at": "2026-11-02T16:00:00Z", "reason": "short_shipment", "platform_reason": "Some reason",
    }  # fmt: skip
    assert events(case) == [{"at": "2026-11-02T16:00:00Z", "type": "dispute_opened"}]


@pytest.mark.parametrize(
    "document",
    [
        wrapped("aliexpress.issue.detail.get", {"result_object": issue(), "request_id": "r"}),
        {"result_object": issue(), "result_success": "True"},
        {"resultObject": issue(), "success": True},
        issue(),
        issue(buyer_solution_list=[solution(is_default="true")]),
    ],
)
def test_issue_details_are_read_in_every_envelope(document):
    case = one(document, [row()])

    assert case["claim"] == {
        "by": "buyer", "opened_at": "2026-11-02T16:00:00Z", "reason": "short_shipment",
        "platform_reason": "Quantity shortage", "wants": ["refund"],
        "amount": {"amount": "25.90", "currency": "USD"}, "text": "not what I ordered",
    }  # fmt: skip
    assert case["platform_deadlines"] == [
        {
            "kind": "respond",
            "due_at": "2026-11-07T16:00:00Z",
            "on_lapse": "auto_refund",
            "field": "timeout_trigger_time",
        }
    ]
    assert [{k: v for k, v in piece.items() if k != "id"} for piece in case["evidence"]] == [
        {"by": "buyer", "at": "2026-11-02T16:00:00Z", "file": "http://x.test/1.jpg"}
    ]


def test_an_amount_told_in_two_currencies_is_taken_in_the_orders():
    assert one(issue())["claim"]["amount"] == {"amount": "130.25", "currency": "BRL"}
    assert one(issue(), [row()])["claim"]["amount"] == {"amount": "25.90", "currency": "USD"}
    local = {"amount": "130.25", "currency_code": "BRL"}
    assert one([row(pay_amount=local, product_list=[])], issue())["claim"]["amount"]["currency"] == "BRL"
    euros = {"amount": "20.00", "currency_code": "EUR"}
    assert "amount" not in one([row(pay_amount=euros, product_list=[])], issue())["claim"]


def test_a_reason_nobody_maps_is_kept_as_it_is():
    claim = one(issue(issue_reason="SomethingNew@3rdIssueReason"))["claim"]
    assert claim["platform_reason"] == "SomethingNew@3rdIssueReason"
    assert "reason" not in claim


def test_a_list_row_its_detail_and_the_order_are_one_case():
    case = one({"data_list": [LISTED]}, issue(), [row()])
    assert case["order"]["status"] == "WAIT_BUYER_ACCEPT_GOODS"
    assert len(events(case, "dispute_opened")) == 1
    assert (
        one({k: v for k, v in LISTED.items() if k != "parent_order_id"}, [row()])["order"]["id"] == "8190000000000017"
    )


@pytest.mark.parametrize(
    ("type_", "status", "kind", "on_lapse"),
    [
        ("WAIT_SOLUTION_TIMEOUT", "wait_for_your_response", "respond", "auto_refund"),
        ("WAIT_SOLUTION_TIMEOUT", "wait_for_buyer_response", "negotiation", "unknown"),
        ("WAIT_SELLER_FILL_ADDRESS_TIMEOUT", "wait_for_seller_set_return_address", "respond", "unknown"),
        ("WAIT_RECEIVE_ITEM_TIMEOUT", "wait_for_seller_confirmation", "confirm_return", "auto_refund"),
        ("NEW_TIMEOUT", None, None, "unknown"),
        (None, None, None, "unknown"),
    ],
)
def test_the_platforms_clock(type_, status, kind, on_lapse):
    (clock,) = one(issue(timeout_type=type_, reverse_detail_status=status))["platform_deadlines"]

    assert (clock.get("kind"), clock["on_lapse"]) == (kind, on_lapse)
    assert clock["due_at"] == "2026-11-07T16:00:00Z"
    assert clock["field"] == (
        "timeout_trigger_time (NEW_TIMEOUT)" if type_ == "NEW_TIMEOUT" else "timeout_trigger_time"
    )


def test_our_offers_and_their_fate_are_events():
    limits = {"refund_money_max": "25.90", "refund_money_max_currency": "USD"}
    ours = [
        solution("seller", refund_money="50.00", refund_money_post="10.00", gmt_create="2026-11-04 08:00:00"),
        solution("seller", solution_type="return_and_refund", buyer_accept_time="2026-11-05 08:00:00"),
        solution("seller", refund_money="0.00", refund_money_post="0", gmt_create="2026-11-03 09:00:00"),
    ]
    process = [{"action_type": "buyer_refuse", "submit_member_type": "buyer", "gmt_create": "2026-11-04 09:00:00"}]
    case = one(issue(seller_solution_list=ours, process_dto_list=process, **limits), [row()])

    assert events(case, "offer_made", "offer_accepted", "offer_refused", "action_done") == [
        {"at": "2026-11-04T16:00:00Z", "type": "offer_made", "remedy": "partial_refund", "amount": {"amount": "10.00", "currency": "USD"}},
        {"at": "2026-11-03T16:00:00Z", "type": "offer_made", "remedy": "return_and_refund", "amount": {"amount": "25.90", "currency": "USD"}},
        {"at": "2026-11-05T16:00:00Z", "type": "offer_accepted", "remedy": "return_and_refund", "amount": {"amount": "25.90", "currency": "USD"}},
        {"at": "2026-11-03T17:00:00Z", "type": "action_done", "action": "refuse"},
        {"at": "2026-11-04T17:00:00Z", "type": "offer_refused"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        ({"reached_type": "platform_arbitrate"}, {"type": "judged", "verdict": "refund"}),
        ({"reached_type": "platform_arbitrate", "solution_type": "return_and_refund"}, {"type": "judged", "verdict": "return_and_refund"}),
        ({"reached_type": "platform_arbitrate", "refund_money": "0.00"}, {"type": "judged", "verdict": "rejected"}),
        ({"reached_type": "seller_reponse_timeout"}, {"type": "platform_notice", "text": "seller_reponse_timeout"}),
        ({"reached_type": "negotiation_consensus", "solution_type": "return_and_refund"}, {"type": "offer_accepted", "remedy": "return_and_refund"}),
    ],
)  # fmt: skip
def test_how_a_solution_was_reached(reached, expected):
    theirs = [solution(reached_time="2026-11-06 08:00:00", content="", **reached)]
    found = [event for event in events(one(issue(buyer_solution_list=theirs))) if event["type"] != "dispute_opened"]

    assert [{k: v for k, v in event.items() if k != "amount"} for event in found] == [
        {"at": "2026-11-06T16:00:00Z", **expected}
    ]


def test_an_agreement_that_arbitration_undid_is_none():
    theirs = [solution(reached_type="negotiation_consensus", reached_time="2026-11-06 08:00:00", status="reach_cancle")]
    assert [event["type"] for event in events(one(issue(buyer_solution_list=theirs)))] == ["dispute_opened"]


def test_a_refund_told_as_a_money_object_is_read_too():
    theirs = [solution(refund_money=usd("5.00"), refund_money_post=None)]
    assert one(issue(buyer_solution_list=theirs))["claim"]["amount"] == {"amount": "5.00", "currency": "USD"}


def test_our_yes_to_the_buyers_solution_is_an_agreement():
    theirs = [solution(seller_accept_time="2026-11-04 08:00:00")]
    case = one(issue(buyer_solution_list=theirs))

    assert [event["type"] for event in events(case)] == ["dispute_opened", "action_done", "offer_accepted"]
    assert assess(case, "2026-11-05T00:00:00Z")["stage"] == "agreed"


def test_a_dispute_taken_back_or_over_says_so():
    taken = one(LISTED | {"issue_status": "canceled_issue"})
    assert events(taken, "dispute_withdrawn") == [{"at": "2026-11-03T16:00:00Z", "type": "dispute_withdrawn"}]
    over = one(LISTED | {"issue_status": "finish"})
    assert assess(over, LATER)["stage"] == "closed"
    cancel = {"action_type": "cancel", "submit_member_type": "buyer", "gmt_create": "2026-11-02 09:00:00"}
    case = one(issue(issue_status="canceled_issue", process_dto_list=[cancel]))
    assert events(case, "dispute_withdrawn") == [{"at": "2026-11-02T17:00:00Z", "type": "dispute_withdrawn"}]


def test_gen_a_tells_the_claim_inside_the_process():
    suggestion = {
        "issueMoney": {"amount": 74.47, "cent": 7447, "centFactor": 100, "currencyCode": "RUB"},
        "issueMoneyPost": {"amount": 1.42, "currencyCode": "USD"},
        "issueRefundType": "full_amount_refund",
        "issueReturnGoods": True,
    }
    document = {
        "id": 680000000000,
        "orderId": 6012,
        "parentOrderId": 6011,
        "issueStatus": "WAIT_SELLER_CONFIRM_REFUND",
        "reasonEnglish": "x",
        "gmtCreate": "2026-11-02 08:00:00",
        "issueProcessDTOs": [
            {
                "id": 1,
                "actionType": "initiate",
                "submitMemberType": "buyer",
                "content": "broken",
                "gmtCreate": "2026-11-02 08:00:00",
                "attachments": ["http://x.test/2.png"],
                "issueRefundSuggestionList": [suggestion],
            }
        ],
    }
    case = one({"dataList": [document]})

    assert case["claim"]["wants"] == ["return", "refund"]
    assert case["claim"]["amount"] == {"amount": "74.47", "currency": "RUB"}
    assert case["claim"]["text"] == "broken"
    assert case["evidence"][0]["file"] == "http://x.test/2.png"


def test_solutions_and_process_records_alone_are_read_as_their_issues():
    record = issue()["process_dto_list"]["api_issue_process_dto"][0]
    case = one([solution(is_default=True)], [record], LISTED)

    assert case["claim"]["wants"] == ["refund"]
    assert events(case, "dispute_opened")
    assert refused([solution(issue_id="")]).path == "$[0]"


TICKET = {
    "id": 77,
    "trade_order_id": 8190000000000017,
    "abnormal_code": "OVERSIZE",
    "abnormal_reason": "parcel too large",
    "over_time": "2026-11-09 08:00:00",
    "intl_tracking_no": "CX123456785CN",
    "out_order_code": "LP00123456789012",
}
ABNORMAL = "aliexpress.logistics.abnormalorder.query"


@pytest.mark.parametrize(
    "document",
    [
        wrapped(ABNORMAL, {"result": {"aeop_warehouse_abnormal_order_result": [TICKET]}, "is_success": "true", "total_count": 1}),
        {"result": [TICKET], "is_success": "true", "total_count": 1, "request_id": "r"},
        {"result": {"success": True, "result_list": {"abnormal_order_dto": [TICKET]}}},
    ],
)  # fmt: skip
def test_a_warehouse_ticket_keeps_the_parcels_numbers_and_its_clock(document):
    case = one(document, [row()])

    assert case["id"] == "aliexpress:77"
    assert case["claim"] == {"by": "platform", "platform_reason": "OVERSIZE", "text": "parcel too large"}
    assert case["order"]["shipment"]["tracking"] == "CX123456785CN"
    assert case["platform_deadlines"] == [
        {"kind": "respond", "due_at": "2026-11-09T16:00:00Z", "on_lapse": "unknown", "field": "over_time"}
    ]


@pytest.mark.parametrize("result", [{}, {"aeop_warehouse_abnormal_order_result": []}])
def test_no_warehouse_tickets_are_none(result):
    answer = wrapped(ABNORMAL, {"result": result, "is_success": "true", "total_count": 0})

    assert list(understand(answer, "a.json")) == []


def test_what_stands_beside_tickets_is_refused_where_it_stands():
    answer = wrapped(ABNORMAL, {"result": {"aeop_warehouse_abnormal_order_result": [TICKET, {"id": 78}]}})

    refusal = refused(answer)

    inner = "aliexpress_logistics_abnormalorder_query_response.result.aeop_warehouse_abnormal_order_result"
    assert (refusal.method, refusal.path) == (ABNORMAL, f"$.{inner}[1]")


def test_parts_say_their_method():
    parts = list(understand(wrapped("aliexpress.issue.detail.get", {"result_object": issue()}), "a.json"))
    assert [(type(part), part.method) for part in parts] == [(TroublePart, "aliexpress.issue.detail.get")]
