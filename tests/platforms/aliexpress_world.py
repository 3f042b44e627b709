"""Made-up AliExpress messages for tests: only what a test is about is written down there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from makegood import assess
from makegood.connectors.aliexpress.messages import understand
from makegood.connectors.joining import join
from makegood.connectors.joining import understand as understand_text
from makegood.connectors.parts import NotUnderstood

LATER = "2026-11-30T00:00:00Z"
ORDER_METHOD = "aliexpress.trade.seller.orderlist.get"


def usd(amount: Any = "25.90", **more: Any) -> dict[str, Any]:
    return {"amount": amount, "currency_code": "USD", **more}


def row(**more: Any) -> dict[str, Any]:
    """A row of an order list."""
    return {
        "order_id": 8190000000000017,
        "order_status": "WAIT_BUYER_ACCEPT_GOODS",
        "gmt_create": "2026-11-01 08:00:00",
        "gmt_pay_time": "2026-10-31 08:00:00",
        "buyer_login_id": "us1099999999",
        "buyer_signer_fullname": "Ana S***",
        "pay_amount": usd(),
        "issue_status": "NO_ISSUE",
        "product_list": [
            {
                "child_id": "8190000000010017",
                "sku_code": "RED-M",
                "product_name": "Shirt",
                "product_count": "2",
                "product_unit_price": usd("12.95"),
            }
        ],
        **more,
    }


def detail(**more: Any) -> dict[str, Any]:
    """The body of an order detail."""
    return {
        "id": 8190000000000017,
        "order_status": "WAIT_BUYER_ACCEPT_GOODS",
        "gmt_create": "2026-07-01 08:00:00",
        "gmt_pay_success": "2026-07-01 09:00:00",
        "gmt_trade_end": "",
        "order_amount": usd("25.90", cent=2590, cent_factor=100),
        "buyerloginid": "us1099999999",
        "buyer_info": {"country": "BR", "first_name": "Ana", "last_name": "S***"},
        "receipt_address": {
            "contact_person": "Ana S***",
            "country": "BR",
            "province": "Parana",
            "city": "Curitiba",
            "detail_address": "Rua ***",
            "address2": "ap 4",
            "zip": "80000-000",
            "mobile_no": "119****9999",
        },
        "logistic_info_list": {
            "aeop_tp_logistic_info_dto": [
                {
                    "logistics_no": "LP00123456789012",
                    "logistics_type_code": "CAINIAO_STANDARD",
                    "gmt_send": "2026-07-02 08:00:00",
                    "gmt_received": "2026-07-12 08:00:00",
                    "receive_status": "received",
                },
                {
                    "logistics_no": "CX123456785CN",
                    "logistics_type_code": "CAINIAO_STANDARD",
                    "gmt_send": "2026-07-03 08:00:00",
                    "gmt_received": "2026-07-13 08:00:00",
                    "receive_status": "received",
                },
            ]
        },
        "child_order_list": {
            "aeop_tp_child_order_dto": [
                {
                    "id": 8190000000010017,
                    "sku_code": "RED-M",
                    "product_name": "Shirt",
                    "product_count": 2,
                    "product_price": usd("12.95"),
                }
            ]
        },
        **more,
    }


def solution(owner: str = "buyer", **more: Any) -> dict[str, Any]:
    return {
        "id": 70000000000002,
        "issue_id": 60000000000001,
        "order_id": 8190000000010017,
        "solution_owner": owner,
        "solution_type": "refund",
        "status": "wait_seller_accept",
        "gmt_create": "2026-11-03 08:00:00",
        "refund_money": "130.25",
        "refund_money_currency": "BRL",
        "refund_money_post": "25.90",
        "refund_money_post_currency": "USD",
        "content": "not what I ordered",
        **more,
    }


def issue(**more: Any) -> dict[str, Any]:
    """The body of an issue detail."""
    return {
        "id": 60000000000001,
        "order_id": 8190000000010017,
        "parent_order_id": 8190000000000017,
        "buyer_login_id": "us1099999999",
        "issue_status": "processing",
        "issue_reason": "Quantity shortage",
        "gmt_create": "2026-11-02 08:00:00",
        "buyer_solution_list": {"solution_api_dto": [solution(is_default=True)]},
        "seller_solution_list": {},
        "process_dto_list": {
            "api_issue_process_dto": [
                {
                    "id": 5,
                    "issue_id": 60000000000001,
                    "action_type": "initiate",
                    "submit_member_type": "buyer",
                    "gmt_create": "2026-11-02 08:00:00",
                    "content": "only one came",
                    "attachments": {"api_attachment_dto": [{"file_path": "http://x.test/1.jpg", "owner": "buyer"}]},
                }
            ]
        },
        "reverse_detail_status": "wait_for_seller_response",
        "timeout_type": "WAIT_SOLUTION_TIMEOUT",
        "timeout_trigger_time": "2026-11-07 08:00:00",
        **more,
    }


def wrapped(method: str, body: dict[str, Any]) -> dict[str, Any]:
    return {method.replace(".", "_") + "_response": body}


def cases(*documents: Any) -> list[dict[str, Any]]:
    """Through JSON text, as from files, joined; and every case file can be assessed."""
    parts = [
        part
        for number, document in enumerate(documents)
        for part in understand_text("aliexpress", json.dumps(document), f"{number}.json")
    ]
    joined = list(join("aliexpress", parts))
    for case in joined:
        assess(case, LATER)
    return joined


def one(*documents: Any) -> dict[str, Any]:
    (case,) = cases(*documents)
    return case


def refused(document: Any, name: str = "answer.json") -> NotUnderstood:
    with pytest.raises(NotUnderstood) as reason:
        list(understand(document, name))
    return reason.value


def events(case: dict[str, Any], *types: str) -> list[dict[str, Any]]:
    return [event for event in case.get("events", ()) if not types or event["type"] in types]


LISTED = {
    "issue_id": 60000000000001,
    "order_id": 8190000000010017,
    "parent_order_id": 8190000000000017,
    "buyer_login_id": "us1099999999",
    "issue_status": "processing",
    "reason_chinese": "产品数量不符",
    "reason_english": "Some reason",
    "gmt_create": "2026-11-02 08:00:00",
    "gmt_modified": "2026-11-03 08:00:00",
}
