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
from tests.platforms.ali1688_made import (
    AT,
    LIST_ROW,
    LOG,
    ORDER,
    SALES,
    base,
    cases,
    detail,
    item,
    one,
    order,
    push,
    refund,
    refused,
    rows,
)
from tests.platforms.mangled import spoilt

DATA = Path(__file__).parents[3] / "shared/data/ali1688-open-api"


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
                {
                    "sku": "CUP-RED",
                    "title": "陶瓷杯 红",
                    "quantity": 3,
                    "unit_price": {"amount": "10.5", "currency": "CNY"},
                }
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
        ({"idOfStr": "72000000000000001", "id": 72000000000000000}, "72000000000000001"),
        ({"idOfStr": "", "id": 72000000000000001}, "72000000000000001"),
        ({"idOfStr": 310000000000000007}, "310000000000000007"),
    ],
    ids=["text-twin-wins", "blank-twin", "twin-as-number"],
)
def test_it_takes_the_exact_id(base_info: dict[str, Any], id_: str) -> None:
    assert one({"baseInfo": {"status": "success", **base_info}})["id"] == f"ali1688:{id_}"


@pytest.mark.parametrize("id_", [Decimal("7.2000000000000000E+16"), Decimal("1.5"), True, None, [], {}])
def test_it_refuses_an_id_that_lost_its_digits(id_: Any) -> None:
    assert refused({"result": {"baseInfo": {"id": id_, "status": "success"}}}).path in (
        "$.result.baseInfo.id",
        "$.result.baseInfo.idOfStr",
    )


@pytest.mark.parametrize(
    ("word", "instant"),
    [
        ("20261101080000000+0800", "2026-11-01T00:00:00Z"),
        ("20260105231708000-0700", "2026-01-06T06:17:08Z"),
        ("20261101080000123+0800", "2026-11-01T00:00:00.123000Z"),
        ("20261101080000+0800", "2026-11-01T00:00:00Z"),
        ("2026-11-01 08:00:00", "2026-11-01T00:00:00Z"),
        ("1988-07-01 08:00:00", "1988-06-30T23:00:00Z"),  # China kept summer time then
        (" ", None),
    ],
)
def test_it_turns_times_into_utc(word: str, instant: str | None) -> None:
    assert one(order(baseInfo=base(payTime=word)))["order"].get("paid_at") == instant


@pytest.mark.parametrize(
    "word", ["20261301080000000+0800", "yesterday", "20261101080000000", 20261101080000000, "00000101000000000+0800"]
)
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

    assert (reason.path, reason.method) == (
        path,
        "what.json" if "type" not in document or path != "$.data" else reason.method,
    )
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
    {
        "data": {"MailNoChangeModel": {"newMailNo": "1", "oldMailNo": "2", "orderLogsItems": [{"orderId": 5}]}},
        "type": "LOGISTICS",
    },
]


@settings(max_examples=400, deadline=None)
@given(spoilt(VALID))
def test_a_spoilt_message_is_refused_or_read_and_nothing_else(document: Any) -> None:
    try:
        parts = list(understand(document, "spoilt.json"))
    except NotUnderstood:
        return
    for case in join("ali1688", parts):
        assess(case, AT)
