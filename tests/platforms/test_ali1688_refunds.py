"""1688's refunds, their logs of operations, and its push messages, as claims with what happened to them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from makegood import assess
from tests.platforms.ali1688_made import (
    AT,
    LOG,
    ORDER,
    SALES,
    cases,
    detail,
    item,
    of_type,
    one,
    operation,
    order,
    push,
    refund,
    refused,
    rows,
)

# --- refunds --------------------------------------------------------------------------------------------------


def test_it_reads_a_refund_in_fen_and_joins_its_order() -> None:
    case = one(rows(refund()), {"result": order()})

    assert case["id"] == "ali1688:TQ5000000000000000017"
    assert case["order"]["total"] == {"amount": "31.50", "currency": "CNY"}
    assert case["shop"] == {"id": "b2b-88"}
    assert case["claim"] == {
        "by": "buyer",
        "opened_at": "2026-11-10T04:00:00Z",
        "reason": "not_as_described",
        "platform_reason": "颜色/图案/款式不符",
        "wants": ["return", "refund"],
        "amount": {"amount": "31.50", "currency": "CNY"},
    }
    assert of_type(case, "dispute_opened") == [{"type": "dispute_opened", "at": "2026-11-10T04:00:00Z"}]
    assert of_type(case, "platform_notice")[0]["text"] == "waitselleragree"


def test_it_lays_the_detail_over_the_list_row() -> None:
    case = one(rows(refund(applyPayment=1)), detail(applyPayment=2900))

    assert case["claim"]["amount"] == {"amount": "30.50", "currency": "CNY"}


@pytest.mark.parametrize("prefix", [False, True], ids=["plain", "is-prefix"])
@pytest.mark.parametrize(
    ("flags", "wants"),
    [
        ({"onlyRefund": True, "refundGoods": False}, ["refund"]),
        ({"onlyRefund": False, "refundGoods": True}, ["return", "refund"]),
        ({"onlyRefund": "false", "refundGoods": "true"}, ["return", "refund"]),
    ],
)
def test_it_takes_flags_with_and_without_is(prefix: bool, flags: dict[str, Any], wants: list[str]) -> None:
    named = {("is" + name[0].upper() + name[1:] if prefix else name): value for name, value in flags.items()}

    assert one(rows(refund(disputeRequest=9, **named)))["claim"]["wants"] == wants


@pytest.mark.parametrize(
    ("request_", "wants"),
    [(1, ["refund"]), (3, ["return", "refund"]), ("returnRefund", ["return", "refund"]), (9, None)],
)
def test_it_maps_no_unknown_request(request_: Any, wants: list[str] | None) -> None:
    assert one(rows(refund(disputeRequest=request_)))["claim"].get("wants") == wants


def test_it_keeps_an_unknown_reason_verbatim() -> None:
    claim = one(rows(refund(applyReason="月亮太圆", applyReasonId=20999)))["claim"]

    assert claim["platform_reason"] == "月亮太圆"
    assert "reason" not in claim
    assert one(rows(refund(applyReason=None)))["claim"]["platform_reason"] == "20021"


@pytest.mark.parametrize(
    ("more", "deadline"),
    [
        ({}, ("respond", "auto_agree")),
        ({"status": "waitsellerreceive"}, ("confirm_return", "auto_refund")),
        ({"timeOutOperateType": "SYSTEM_AGREE_REFUND"}, ("respond", "auto_refund")),
        ({"timeOutOperateType": "SYSTEM_AGREE_REFUND_PROTOCOL"}, ("respond", "auto_agree")),
        ({"timeOutOperateType": "somethingNew"}, ("respond", "unknown")),
        ({"status": "waitbuyermodify"}, ("negotiation", "unknown")),
        ({"status": "neverheardof"}, ("negotiation", "unknown")),
        ({"status": "refundclose"}, None),
        ({"timeOutFreeze": True}, None),
        ({"isTimeOutFreeze": "true"}, None),
    ],
)
def test_it_gives_the_platforms_own_clock(more: dict[str, Any], deadline: tuple[str, str] | None) -> None:
    case = one(detail(gmtTimeOut="20261112120000000+0800", **more))

    assert case.get("platform_deadlines", []) == (
        [{"kind": deadline[0], "due_at": "2026-11-12T04:00:00Z", "on_lapse": deadline[1], "field": "gmtTimeOut"}]
        if deadline
        else []
    )


def test_the_platforms_clock_is_the_assessments() -> None:
    case = one(detail(gmtTimeOut="20261126120000000+0800"), {"result": order()})

    (clock,) = [clock for clock in assess(case, AT)["deadlines"] if clock["kind"] == "respond"]
    assert (clock["due_at"], clock["source"], clock["on_lapse"]) == ("2026-11-26T04:00:00Z", "platform", "auto_agree")


def test_it_tells_that_a_refund_was_paid_or_closed() -> None:
    done = {"gmtCompleted": "20261115080000000+0800", "refundPayment": 2000, "refundCarriage": 0}

    paid = one(rows(refund(status="refundsuccess", **done)))
    assert of_type(paid, "refund_paid") == [
        {"type": "refund_paid", "at": "2026-11-15T00:00:00Z", "amount": {"amount": "20.00", "currency": "CNY"}}
    ]
    closed = one(rows(refund(status="refundclose", **done)))
    assert of_type(closed, "action_done")[0]["note"] == "refundclose"
    assert assess(closed, AT)["stage"] == "closed"


@pytest.mark.parametrize(
    ("name", "value", "path"),
    [
        ("orderId", None, "orderId"),
        ("orderId", Decimal("2.958E+18"), "orderId"),
        ("status", "", "status"),
        ("applyPayment", Decimal("12.5"), "applyPayment"),
        ("applyPayment", -1, "applyPayment"),
        ("onlyRefund", "maybe", "onlyRefund"),
        ("gmtTimeOut", "soon", "gmtTimeOut"),
        ("refundOperationList", {}, "refundOperationList"),
    ],
)
def test_it_refuses_a_refund_with_a_member_of_another_form(name: str, value: Any, path: str) -> None:
    reason = refused(rows(refund(**{name: value})))

    assert reason.path == f"$.result.opOrderRefundModels[0].{path}"
    assert reason.method == "alibaba.trade.refund.queryOrderRefundList"


def test_an_order_says_which_lines_a_refund_is_about() -> None:
    whole = order(
        productItems=[item(refundId="TQ5000000000000000017", refundStatus="WAIT_SELLER_AGREE"), item(cargoNumber="B")]
    )

    assert one({"result": whole}, rows(refund()))["claim"]["lines"] == ["CUP-RED"]
    assert one({"result": whole})["id"] == "ali1688:TQ5000000000000000017"
    over = order(productItems=[item(refundIdForAs="TQ1", refundStatus="REFUND_CLOSED")])
    assert one({"result": over})["id"] == f"ali1688:{ORDER}"


# --- the log of operations ------------------------------------------------------------------------------------


def test_it_reads_the_log_as_what_happened() -> None:
    case = one({"result": {"opOrderRefundOperationModels": LOG}})

    assert [(event["type"], event.get("action")) for event in case["events"]] == [
        ("dispute_opened", None),
        ("platform_notice", None),
        ("action_done", "refuse"),
        ("return_approved", None),
        ("return_shipped", None),
        ("refund_paid", None),
    ]
    assert of_type(case, "return_shipped")[0]["tracking"] == "RT77"
    assert of_type(case, "action_done")[0]["note"] == "无方案"
    assert case["claim"] == {
        "by": "buyer",
        "opened_at": "2026-11-10T04:00:00Z",
        "reason": "not_as_described",
        "platform_reason": "颜色/图案/款式不符",
        "wants": ["return", "refund"],
        "amount": {"amount": "31.50", "currency": "CNY"},
        "text": "颜色|不对",
    }
    assert [(piece["by"], piece["file"], "kind" in piece) for piece in case["evidence"]] == [
        ("seller", "img/a.jpg", False),
        ("seller", "img/b.jpg", False),
        ("buyer", "img/c.jpg", False),
    ]


def test_the_log_inside_a_detail_tells_each_fact_once() -> None:
    case = one(
        detail(
            status="refundsuccess", gmtCompleted="20261116085959000+0800", refundPayment=3000, refundOperationList=LOG
        )
    )

    assert len(of_type(case, "refund_paid")) == len(of_type(case, "dispute_opened")) == 1
    assert case["claim"]["text"] == "颜色|不对"


def test_a_money_only_agreement_is_ours() -> None:
    agreed = operation(19, "20261112090000000+0800", operateRemark="卖家同意", operatorRoleId=2)
    paid = operation(19, "20261112090000000+0800", operateRemark="退款成功", operatorRoleId=2)

    assert [event["action"] for event in one([agreed])["events"]] == ["agree"]
    assert [event["type"] for event in one([paid])["events"]] == ["refund_paid"]


# --- pushes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "event"),
    [
        ({"refundAction": "BUYER_APPLY_REFUND"}, {"type": "dispute_opened"}),
        ({"refundAction": "BUYER_CANCEL_REFUND_CLOSE", "currentStatus": "refundclose"}, {"type": "dispute_withdrawn"}),
        (
            {"refundAction": "SELLER_AGREE_REFUND_PROCOTOL", "currentStatus": "waitbuyersend"},
            {"type": "return_approved"},
        ),
        (
            {"refundAction": "SYSTEM_AGREE_REFUND_PROTOCOL", "currentStatus": "waitbuyersend"},
            {"type": "return_approved"},
        ),
        ({"refundAction": "SELLER_AGREE_REFUND", "currentStatus": "refundsuccess"}, {"type": "refund_paid"}),
        ({"refundAction": "SELLER_AGREE_REFUND"}, {"type": "action_done", "action": "agree"}),
        ({"refundAction": "SELLER_REJECT_REFUND_PROCOTOL"}, {"type": "action_done", "action": "refuse"}),
        ({"refundAction": "SYSTEM_AGREE_REFUND", "currentStatus": "refundsuccess"}, {"type": "refund_paid"}),
        ({"refundAction": "SELLER_APPLY_SUPPORT"}, {"type": "escalated", "by": "seller"}),
        ({"refundAction": "SOMETHING_NEW"}, {"type": "platform_notice", "text": "SOMETHING_NEW"}),
        ({}, {"type": "platform_notice", "text": "waitselleragree"}),
    ],
)
def test_it_reads_a_refunds_push(data: dict[str, Any], event: dict[str, Any]) -> None:
    case = one(push(SALES, refundId="5000000000000000017", **data))

    assert case["id"] == "ali1688:TQ5000000000000000017"
    assert case["order"]["id"] == ORDER
    assert case["events"] == [event | {"at": "2026-11-10T04:00:03Z"}]


def test_a_push_without_refund_names_its_order() -> None:
    assert one(push("ORDER_ORDER_REFUND_AFTER_SALES"))["id"] == f"ali1688:refund-of-{ORDER}"


def test_a_push_without_its_own_time_has_that_of_its_birth() -> None:
    assert one(push(SALES, msgSendTime=None))["events"][0]["at"] == "2026-11-10T04:00:03Z"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda found: found,
        lambda found: found["data"] | {"refundAction": "BUYER_APPLY_REFUND"},
        lambda found: {"message": json.dumps(found), "_aop_signature": "A"},
        lambda found: {"message": json.dumps(found).replace('"', "&quot;"), "_aop_signature": "A"},
        lambda found: {"pushMessageList": [found]},
        lambda found: {"result": {"pushMessagePage": {"datas": [found]}}},
        lambda found: [found, found],
        lambda found: found | {"data": json.dumps(found["data"])},
    ],
    ids=["plain", "data-alone", "form", "escaped-form", "cursor", "query", "list", "data-as-text"],
)
def test_it_finds_a_push_in_every_wrapping(wrap: Any) -> None:
    assert [case["order"]["id"] for case in cases(wrap(push(SALES)))] == [ORDER]


def test_an_orders_push_tells_its_status() -> None:
    assert (
        one({"result": order()}, push("ORDER_ORDER_SUCCESS", currentStatus="success"))["order"]["status"] == "success"
    )


def test_a_waybills_push_changes_the_number_and_keeps_the_old() -> None:
    model = {
        "oldCpCode": "YTO", "newCpCode": "ZTO", "oldMailNo": "YT1", "newMailNo": "ZT2", "eventTime": " ",
        "orderLogsItems": [{"orderId": 2958424554509662977, "orderEntryId": 1}, {"orderId": 2958424554509662977}],
    }  # fmt: skip
    message = {"type": "LOGISTICS_MAIL_NO_CHANGE", "gmtBorn": 1, "data": {"MailNoChangeModel": model}}

    shipment = one({"result": order()}, message)["order"]["shipment"]
    assert shipment == {"by": "self", "carrier": "ZTO", "tracking": "ZT2", "numbers": ["YT1"]}
