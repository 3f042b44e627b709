"""Made-up messages of Shopee, and the case files that they give."""

from __future__ import annotations

import json
from typing import Any

import pytest

import makegood
from makegood.connectors import joining
from makegood.connectors.parts import NotUnderstood

NOW = "2026-11-22T08:00:00Z"
T = 1_790_000_000  # 2026-09-21T14:13:20Z


def ok(response: Any, error: str = "", **more: Any) -> dict[str, Any]:
    return {"request_id": "r1", "error": error, "message": error, "response": response, **more}


def order(**changes: Any) -> dict[str, Any]:
    row = {
        "order_sn": "261101ABCDEF12", "order_status": "SHIPPED", "currency": "SGD", "region": "SG", "cod": False,
        "create_time": T, "pay_time": T + 60, "pickup_done_time": T + 86_400, "ship_by_date": T + 172_800,
        "update_time": T + 90_000, "total_amount": 25.9, "buyer_user_id": 90_071_992_547_409_931, "buyer_username": "ann",
        "item_list": [{
            "item_id": 1, "item_name": "Lamp", "item_sku": "LAMP", "model_id": 2, "model_sku": "LAMP-RED",
            "model_quantity_purchased": 1, "model_discounted_price": 20.50, "model_original_price": 30,
        }],
        "recipient_address": {
            "name": "A****n", "phone": "******12", "region": "SG", "state": "", "city": "Singapore",
            "full_address": "1 M****", "zipcode": "0123**",
        },
        "package_list": [{"package_number": "OFG1", "shipping_carrier": "SPX"}, {"package_number": "OFG2"}],
    }  # fmt: skip
    return row | changes


def returned(**changes: Any) -> dict[str, Any]:
    row = {
        "return_sn": "2611100RETURN1", "order_sn": "261101ABCDEF12", "status": "REQUESTED", "reason": "WRONG_ITEM",
        "text_reason": "blue, not red", "reassessed_request_reason": "NONE", "refund_amount": 20.5, "currency": "SGD",
        "create_time": T + 500_000, "update_time": T + 510_000, "due_date": T + 700_000, "return_solution": 0,
        "return_ship_due_date": 0, "return_seller_due_date": 0, "image": ["https://cf.example/1"],
        "buyer_videos": [{"thumbnail_url": "https://v.example/t", "video_url": "https://v.example/1"}],
        "user": {"username": "ann", "email": "***n@example.com"},
        "item": [{"item_id": 1, "model_id": 2, "item_sku": "LAMP", "variation_sku": "LAMP-RED", "amount": 1, "item_price": 20.5}],
    }  # fmt: skip
    return row | changes


def push(code: int, data: Any, at: int = T, shop: int = 7) -> dict[str, Any]:
    return {"data": data, "shop_id": shop, "code": code, "timestamp": at}


def cases(*documents: Any, name: str = "file.json") -> list[dict[str, Any]]:
    """The case files that documents give together; each must be one that `assess` takes."""
    parts = [part for document in documents for part in joining.understand("shopee", json.dumps(document), name)]
    made = list(joining.join("shopee", parts))
    for case in made:
        assert makegood.assess(case, NOW)["case"] == case["id"]
    return made


def case(*documents: Any) -> dict[str, Any]:
    (only,) = cases(*documents)
    return only


def refusal(document: Any, name: str = "file.json") -> NotUnderstood:
    with pytest.raises(NotUnderstood) as caught:
        cases(document, name=name)
    return caught.value


def events(made: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [event for event in made["events"] if event["type"] == type_]


DETAIL = returned(
    status="PROCESSING", return_seller_due_date=T + 800_000, dispute_reason=2, dispute_text_reason="no",
    negotiation={
        "negotiation_status": "PENDING_BUYER_RESPOND", "latest_solution": "REFUND", "latest_offer_amount": 12.34,
        "latest_offer_creator": "ann", "counter_limit": 2, "offer_due_date": T + 710_000,
    },
    seller_proof={"seller_proof_status": "PENDING", "seller_evidence_deadline": T + 720_000},
    seller_compensation={
        "seller_compensation_status": "COMPENSATION_PENDING_REQUEST", "seller_compensation_due_date": T + 730_000,
        "compensation_amount": 5.5,
    },
    reverse_logistic_status="LOGISTICS_PICKUP_DONE",
)  # fmt: skip

CHANGES = {
    "order_sn": "261101ABCDEF12", "return_sn": "2611100RETURN1",
    "updated_values": [
        {"update_field": "return_solution", "old_value": "0", "new_value": "1", "update_time": T + 600_000},
        {"update_field": "return_status", "old_value": "REQUESTED", "new_value": "JUDGING", "update_time": T + 600_001},
        {"update_field": "logistics_status", "old_value": "", "new_value": "LOGISTICS_NOT_STARTED", "update_time": T + 600_002},
    ],
}  # fmt: skip


def lost(*messages: dict[str, Any]) -> dict[str, Any]:
    queue = [{"code": one["code"], "shop_id": 7, "timestamp": T, "data": one} for one in messages]
    return ok({"push_message_list": queue, "has_next_page": False, "last_message_id": 1}, "-")
