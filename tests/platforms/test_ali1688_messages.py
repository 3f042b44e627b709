"""1688's messages: every shape it publishes becomes case files, exactly, or is refused with its place."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood import assess
from makegood.connectors.ali1688.messages import understand
from makegood.connectors.joining import join
from makegood.connectors.joining import understand as understand_text
from makegood.connectors.parts import NotUnderstood
from tests.platforms.mangled import spoilt

DATA = Path(__file__).parents[3] / "shared/data/ali1688-open-api"
AT = "2026-11-25T00:00:00Z"
ORDER = "2958424554509662977"


def base(**more: Any) -> dict[str, Any]:
    return {
        "id": 2958424554509663000, "idOfStr": ORDER, "status": "waitbuyerreceive", "buyerID": "b2b-77",
        "buyerContact": {"name": "王五", "mobile": "138****0001", "phone": "86-571-1", "email": "w@example.com"},
        "createTime": "20261101080000000+0800", "payTime": "20261101083015250+0800",
        "allDeliveredTime": "20261102080000000+0800", "totalAmount": Decimal("31.50"), "discount": -150,
    } | more  # fmt: skip


def item(**more: Any) -> dict[str, Any]:
    return {
        "subItemID": 2958424554509664000, "subItemIDString": "2958424554509663977", "cargoNumber": "CUP-RED", "skuID": 41,
        "name": "陶瓷杯 红", "quantity": 3, "price": Decimal("10.5"), "itemAmount": Decimal("30.00"),
    } | more  # fmt: skip


def order(**more: Any) -> dict[str, Any]:
    parcel = {"type": "0", "logisticsBillNo": "YT0000000000001", "logisticsCompanyName": "圆通", "logisticsCode": "AL9"}
    return {
        "baseInfo": base(),
        "productItems": [item()],
        "nativeLogistics": {
            "contactPerson": "赵六", "province": "浙江省", "city": "杭州市", "area": "滨江区", "town": "长河街道",
            "address": "江南大道1号", "zip": "310051", "mobile": "139****0002", "logisticsItems": [parcel],
        },
    } | more  # fmt: skip


def operation(kind: int, time: str, **more: Any) -> dict[str, Any]:
    return {
        "id": 900 + kind, "operateTypeInt": kind, "operateRemark": f"操作{kind}", "operatorRoleId": 1, "gmtCreate": time,
        "refundId": "TQ5000000000000000017", "msgType": 7, "messageStatus": 1,
    } | more  # fmt: skip


ASKED = "退款诉求：退货退款|申请原因：颜色/图案/款式不符|货品情况：已收到货|退款货品金额：30.00|退款运费金额：1.50|退款说明：颜色|不对"


def refund(**more: Any) -> dict[str, Any]:
    return {
        "id": 5000000000000000017, "refundId": "TQ5000000000000000017", "orderId": 2958424554509662977, "status": "waitselleragree",
        "applyPayment": 3000, "applyCarriage": 150, "applyReason": "颜色/图案/款式不符", "applyReasonId": 20021, "disputeRequest": 3,
        "disputeType": 1, "goodsStatus": 2, "frozenFund": -1, "gmtApply": "20261110120000000+0800",
        "gmtModified": "20261110120100000+0800", "buyerMemberId": "b2b-77", "sellerMemberId": "b2b-88",
    } | more  # fmt: skip


def push(type_: str, **data: Any) -> dict[str, Any]:
    data = {"orderId": 2958424554509662977, "currentStatus": "waitselleragree", "msgSendTime": "2026-11-10 12:00:03"} | data
    return {"msgId": 5, "gmtBorn": 1794283203000, "type": type_, "userInfo": "b2b-88", "data": data}


def cases(*documents: Any, name: str = "file.json") -> list[dict[str, Any]]:
    """The case files of these messages, each of which `assess` takes."""
    found = list(join("ali1688", [part for document in documents for part in understand(document, name)]))
    for case in found:
        assess(case, AT)
    return found


def one(*documents: Any) -> dict[str, Any]:
    (case,) = cases(*documents)
    return case


def refused(document: Any, name: str = "file.json") -> NotUnderstood:
    with pytest.raises(NotUnderstood) as caught:
        list(understand(document, name))
    return caught.value


def of_type(case: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [event for event in case.get("events", []) if event["type"] == type_]


# --- the platform's own samples -------------------------------------------------------------------------------


@pytest.mark.skipif(not DATA.is_dir(), reason="the platform's samples lie beside the repository, not in it")
@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.name)
def test_it_reads_every_sample_or_says_why_not(path: Path) -> None:
    try:
        parts = understand_text("ali1688", path.read_bytes(), path.name)
    except NotUnderstood as reason:
        assert path.name == "vocabulary.json"
        assert reason.path == "$"
        return
    (case,) = join("ali1688", parts)
    sample = json.loads(path.read_text("utf-8"))
    rows = next(rows for name, rows in sample["response"]["result"].items() if isinstance(rows, list))
    assert case["id"] == f"ali1688:{rows[0]['refundId']}"
    assert {part.method for part in parts} == {sample["api"].split(":")[1]}
    assert assess(case, AT)["case"] == case["id"]


# --- orders ---------------------------------------------------------------------------------------------------


def test_it_reads_an_order_exactly() -> None:
    case = one({"result": order(), "success": "true"})

    assert case == {
        "schema": "makegood.case/1",
        "id": f"ali1688:{ORDER}",
        "platform": "ali1688",
        "order": {
            "id": ORDER,
            "placed_at": "2026-11-01T00:00:00Z",
            "paid_at": "2026-11-01T00:30:15.250000Z",
            "shipped_at": "2026-11-02T00:00:00Z",
            "status": "waitbuyerreceive",
            "total": {"amount": "31.50", "currency": "CNY"},
            "lines": [
                {"sku": "CUP-RED", "title": "陶瓷杯 红", "quantity": 3, "unit_price": {"amount": "10.5", "currency": "CNY"}}
            ],
            "buyer": {"id": "b2b-77", "name": "王五", "phone": "138****0001", "email": "w@example.com"},
            "ship_to": {
                "name": "赵六",
                "state": "浙江省",
                "city": "杭州市",
                "line1": "滨江区 长河街道 江南大道1号",
                "postcode": "310051",
                "phone": "139****0002",
            },
            "shipment": {"by": "self", "carrier": "圆通", "tracking": "YT0000000000001"},
        },
    }


LIST_ROW = {"baseInfo": base(receiverInfo={"toFullName": "赵六", "toArea": "浙江省 杭州市", "toPost": "310051", "toMobile": "139"})}


@pytest.mark.parametrize(
    "document",
    [
        {"result": [order()], "totalRecord": 1, "success": True, "errorCode": "", "errorMessage": None},
        {"result": {"success": True, "result": order()}},
        {"api": "com.alibaba.trade:alibaba.trade.get.sellerView:1", "request": {}, "response": {"result": order()}},
        [order()],
        order(),
        [{"result": order()}, {"result": [order()]}],
    ],
    ids=["list", "nested", "kept-beside-its-request", "bare-list", "bare", "several-answers"],
)
def test_it_finds_an_order_in_every_wrapping(document: Any) -> None:
    assert [case["order"]["id"] for case in cases(document)] == [ORDER]


def test_it_keeps_the_one_line_address_of_a_list_row() -> None:
    ship_to = one(LIST_ROW)["order"]["ship_to"]

    assert ship_to == {"name": "赵六", "line1": "浙江省 杭州市", "postcode": "310051", "phone": "139"}


@pytest.mark.parametrize(
    ("base_info", "id_"),
    [
        ({"idOfStr": "58218860983545941", "id": 58218860983545944}, "58218860983545941"),
        ({"idOfStr": "", "id": 58218860983545941}, "58218860983545941"),
        ({"idOfStr": 196965465451498521}, "196965465451498521"),
    ],
    ids=["text-twin-wins", "blank-twin", "twin-as-number"],
)
def test_it_takes_the_exact_id(base_info: dict[str, Any], id_: str) -> None:
    assert one({"baseInfo": {"status": "success", **base_info}})["id"] == f"ali1688:{id_}"


@pytest.mark.parametrize("id_", [Decimal("5.8218860983545944E+16"), Decimal("1.5"), True, None, [], {}])
def test_it_refuses_an_id_that_lost_its_digits(id_: Any) -> None:
    assert refused({"result": {"baseInfo": {"id": id_, "status": "success"}}}).path in (
        "$.result.baseInfo.id",
        "$.result.baseInfo.idOfStr",
    )


@pytest.mark.parametrize(
    ("word", "instant"),
    [
        ("20261101080000000+0800", "2026-11-01T00:00:00Z"),
        ("20170913231708000-0700", "2017-09-14T06:17:08Z"),
        ("20261101080000123+0800", "2026-11-01T00:00:00.123000Z"),
        ("20261101080000+0800", "2026-11-01T00:00:00Z"),
        ("2026-11-01 08:00:00", "2026-11-01T00:00:00Z"),
        ("1988-07-01 08:00:00", "1988-06-30T23:00:00Z"),  # China kept summer time then
        (" ", None),
    ],
)
def test_it_turns_times_into_utc(word: str, instant: str | None) -> None:
    assert one(order(baseInfo=base(payTime=word)))["order"].get("paid_at") == instant


@pytest.mark.parametrize("word", ["20261301080000000+0800", "yesterday", "20261101080000000", 20261101080000000, "00000101000000000+0800"])
def test_it_refuses_other_times(word: Any) -> None:
    reason = refused({"result": order(baseInfo=base(payTime=word))})

    assert (reason.method, reason.path) == ("alibaba.trade.get.sellerView", "$.result.baseInfo.payTime")


def test_it_keeps_unknown_words_and_leaves_unknown_facts_out() -> None:
    half = item(quantity=Decimal("0.5"), price=Decimal("0.015"), cargoNumber=None)
    found = one(order(baseInfo=base(status="waitfortheredmoon"), productItems=[half]))["order"]

    assert found["status"] == "waitfortheredmoon"
    assert found["lines"] == [{"sku": "41", "title": "陶瓷杯 红"}]


def test_it_names_all_parcels_and_no_parcel() -> None:
    parcels = [
        {"type": "2", "logisticsBillNo": "不需要物流"},
        {"type": "1", "logisticsBillNo": "SF1", "logisticsCompanyNo": "SF"},
        {"type": "1", "logisticsBillNo": "SF2", "logisticsCompanyNo": "SF"},
    ]

    assert one(order(nativeLogistics={"logisticsItems": parcels}))["order"]["shipment"] == {
        "by": "platform",
        "carrier": "SF",
        "tracking": "SF1",
        "numbers": ["SF2"],
    }
    assert "shipment" not in one(order(nativeLogistics={"logisticsItems": parcels[:1]}))["order"]


@pytest.mark.parametrize("amount", [Decimal("31.505"), "-1", "x", "1_000", True, "1" * 19, [], Decimal("1E+40")])
def test_it_refuses_a_total_that_is_no_money(amount: Any) -> None:
    assert refused(order(baseInfo=base(totalAmount=amount))).path == "$.baseInfo.totalAmount"


# --- refunds --------------------------------------------------------------------------------------------------


def rows(*found: dict[str, Any]) -> dict[str, Any]:
    return {"result": {"opOrderRefundModels": list(found), "totalCount": len(found), "currentPageNum": 1}, "success": True}


def detail(**more: Any) -> dict[str, Any]:
    return {"result": {"opOrderRefundModelDetail": refund(**more)}}


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
    ("request_", "wants"), [(1, ["refund"]), (3, ["return", "refund"]), ("returnRefund", ["return", "refund"]), (9, None)]
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
    whole = order(productItems=[item(refundId="TQ5000000000000000017", refundStatus="WAIT_SELLER_AGREE"), item(cargoNumber="B")])

    assert one({"result": whole}, rows(refund()))["claim"]["lines"] == ["CUP-RED"]
    assert one({"result": whole})["id"] == "ali1688:TQ5000000000000000017"
    over = order(productItems=[item(refundIdForAs="TQ1", refundStatus="REFUND_CLOSED")])
    assert one({"result": over})["id"] == f"ali1688:{ORDER}"


# --- the log of operations ------------------------------------------------------------------------------------

LOG = [
    operation(8, "20261116090000000+0800", operateRemark="退款成功"),
    operation(10, "20261114090000000+0800", discription="买家声明退货，等待卖家确认。|物流公司：其他|物流单号：RT77|说明：好|"),
    operation(19, "20261112090000000+0800", operateRemark="确认收货地址", operatorRoleId=2),
    operation(15, "20261111090000000+0800", rejectReason="无方案", operatorRoleId=2, vouchers=["img/a.jpg", "img/b.jpg"]),
    operation(77, "20261110130000000+0800", operateRemark="新操作"),
    operation(1, "20261110120000000+0800", discription=ASKED, vouchers=["img/c.jpg"]),
]


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
    case = one(detail(status="refundsuccess", gmtCompleted="20261116085959000+0800", refundPayment=3000, refundOperationList=LOG))

    assert len(of_type(case, "refund_paid")) == len(of_type(case, "dispute_opened")) == 1
    assert case["claim"]["text"] == "颜色|不对"


def test_a_money_only_agreement_is_ours() -> None:
    agreed = operation(19, "20261112090000000+0800", operateRemark="卖家同意", operatorRoleId=2)
    paid = operation(19, "20261112090000000+0800", operateRemark="退款成功", operatorRoleId=2)

    assert [event["action"] for event in one([agreed])["events"]] == ["agree"]
    assert [event["type"] for event in one([paid])["events"]] == ["refund_paid"]


# --- pushes ---------------------------------------------------------------------------------------------------

SALES = "ORDER_ORDER_BUYER_REFUND_IN_SALES"


@pytest.mark.parametrize(
    ("data", "event"),
    [
        ({"refundAction": "BUYER_APPLY_REFUND"}, {"type": "dispute_opened"}),
        ({"refundAction": "BUYER_CANCEL_REFUND_CLOSE", "currentStatus": "refundclose"}, {"type": "dispute_withdrawn"}),
        ({"refundAction": "SELLER_AGREE_REFUND_PROCOTOL", "currentStatus": "waitbuyersend"}, {"type": "return_approved"}),
        ({"refundAction": "SYSTEM_AGREE_REFUND_PROTOCOL", "currentStatus": "waitbuyersend"}, {"type": "return_approved"}),
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
    assert one({"result": order()}, push("ORDER_ORDER_SUCCESS", currentStatus="success"))["order"]["status"] == "success"


def test_a_waybills_push_changes_the_number_and_keeps_the_old() -> None:
    model = {
        "oldCpCode": "YTO", "newCpCode": "ZTO", "oldMailNo": "YT1", "newMailNo": "ZT2", "eventTime": " ",
        "orderLogsItems": [{"orderId": 2958424554509662977, "orderEntryId": 1}, {"orderId": 2958424554509662977}],
    }  # fmt: skip
    message = {"type": "LOGISTICS_MAIL_NO_CHANGE", "gmtBorn": 1, "data": {"MailNoChangeModel": model}}

    shipment = one({"result": order()}, message)["order"]["shipment"]
    assert shipment == {"by": "self", "carrier": "ZTO", "tracking": "ZT2", "numbers": ["YT1"]}


# --- refusals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "path", "says"),
    [
        ({"error_code": "gw.SignatureInvalid", "error_message": "bad"}, "$.error_code", "error: bad"),
        ({"errorCode": "500", "errorMessage": '{"errorCode":"003"}', "success": False}, "$.errorCode", "003"),
        ({"success": "false", "errorInfo": "no"}, "$.success", "error: no"),
        ({"result": {"success": False, "code": "X", "message": "nope"}}, "$.result.success", "error: nope"),
        ({"error_response": {"code": "SYSTEM_BUSY"}}, "$.error_response", "error"),
        ({"access_token": "t", "expires_in": "36000"}, "$", "a token"),
        ({"success": True}, "$", "acknowledgement"),
        ({"result": [{"companyNo": "SF"}]}, "$.result[0]", "couriers"),
        ({"type": "PRODUCT_X", "data": {"productIds": "1"}}, "$.data", "an order's"),
        ({"type": SALES, "data": "no json"}, "$.data", "JSON"),
        ({"message": "{", "_aop_signature": "A"}, "$.message", "JSON"),
        ("text", "$", "an order"),
        ([[]], "$[0]", "an order"),
    ],
)
def test_it_refuses_what_is_no_order_and_no_trouble(document: Any, path: str, says: str) -> None:
    reason = refused(document, "what.json")

    assert (reason.path, reason.method) == (path, "what.json" if "type" not in document or path != "$.data" else reason.method)
    assert says in str(reason)


def test_it_refuses_a_name_given_twice_and_endless_nesting() -> None:
    with pytest.raises(NotUnderstood, match=r"\$\.baseInfo: found 'a name twice"):
        understand_text("ali1688", '{"baseInfo": {"idOfStr": "1", "idOfStr": "2", "status": "success"}}', "twice.json")
    with pytest.raises(NotUnderstood, match="levels"):
        understand_text("ali1688", '{"result": ' + "[" * 300 + "]" * 300 + "}", "deep.json")


# --- exactness, and whatever may come -------------------------------------------------------------------------


@given(st.integers(1, 10**19 - 1), st.booleans())
def test_ids_survive_to_the_last_digit(number: int, as_text: bool) -> None:
    text = json.dumps(rows(refund(orderId=str(number) if as_text else number, refundId=f"TQ{number}")))
    (case,) = join("ali1688", understand_text("ali1688", text, "ids.json"))

    assert (case["order"]["id"], case["id"]) == (str(number), f"ali1688:TQ{number}")


@given(st.integers(0, 10**15), st.booleans())
def test_yuan_survive_to_the_last_digit(fen: int, as_text: bool) -> None:
    yuan = f"{fen // 100}.{fen % 100:02d}"
    raw = json.dumps({"result": order(baseInfo=base(totalAmount="@"))}, default=str)
    text = raw.replace('"@"', f'"{yuan}"' if as_text else yuan)
    (case,) = join("ali1688", understand_text("ali1688", text, "yuan.json"))

    assert case["order"]["total"]["amount"] == yuan


@given(st.integers(0, 10**15), st.integers(0, 10**6))
def test_fen_become_yuan_exactly(goods: int, carriage: int) -> None:
    (case,) = join("ali1688", understand(rows(refund(applyPayment=goods, applyCarriage=carriage)), "fen.json"))

    assert Decimal(case["claim"]["amount"]["amount"]) * 100 == goods + carriage


VALID = [
    {"result": order(productItems=[item(refundId="TQ5000000000000000017", refundStatus="WAIT_BUYER_SEND")])},
    {"result": [LIST_ROW], "success": True},
    rows(refund(gmtTimeOut="20261112120000000+0800", isOnlyRefund=False)),
    detail(status="refundsuccess", gmtCompleted="20261116085959000+0800", refundPayment=3000, refundOperationList=LOG),
    {"result": {"opOrderRefundOperationModels": LOG}},
    push(SALES, refundAction="BUYER_APPLY_REFUND", refundId="TQ1"),
    {"pushMessageList": [push("ORDER_PAY")]},
    {"data": {"MailNoChangeModel": {"newMailNo": "1", "oldMailNo": "2", "orderLogsItems": [{"orderId": 5}]}}, "type": "LOGISTICS"},
]


@settings(max_examples=1500, deadline=None)
@given(spoilt(VALID))
def test_a_spoilt_message_is_refused_or_read_and_nothing_else(document: Any) -> None:
    try:
        parts = list(understand(document, "spoilt.json"))
    except NotUnderstood:
        return
    for case in join("ali1688", parts):
        assess(case, AT)
