"""Made-up messages of Wish, and the case files they become."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from makegood import assess
from makegood.connectors.joining import join
from makegood.connectors.parts import NotUnderstood
from makegood.connectors.wish.messages import understand

AT = "2026-11-25T00:00:00Z"
ORDER, TICKET, PENALTY = "6a0000000000000000000001", "6b0000000000000000000002", "6c0000000000000000000003"


def usd(amount: Any) -> dict[str, Any]:
    return {"amount": amount, "currency_code": "USD"}


def order(**more: Any) -> dict[str, Any]:
    return {
        "id": ORDER, "transaction_id": "6d0000000000000000000004", "state": "SHIPPED",
        "released_at": "2026-11-01T08:00:00.000Z", "updated_at": "2026-11-05T08:00:00.000+08:00",
        "fulfillment_requirements": {"expected_ship_time": "2026-11-06T08:00:00.000Z"},
        "product_information": {"id": "6e", "sku": "RED-M", "name": "Scarf", "variation_id": "6f"},
        "full_address": {"shipping_detail": {
            "name": "Ana ***", "street_address1": "Calle 1", "street_address2": "2B", "city": "Lima", "state": "LIM",
            "zipcode": "15001", "country": "Peru", "country_code": "PE", "phone_number": {"number": "9***1", "country_code": "51"},
        }},
        "tracking_information": [
            {"tracking_number": "NEW2", "shipping_provider": {"name": "YunExpress"}, "origin_country": "CN"},
            {"tracking_number": "OLD1", "shipping_provider": {"name": "YunExpress"}},
        ],
        "fulfillment_records": [
            {"event_type": "CONFIRMED_DELIVERED", "event_time": "2026-11-20T08:00:00.000Z"},
            {"event_type": "MARK_SHIPPED", "event_time": "2026-11-03T08:00:00.000Z"},
            {"event_type": "ORDER_RELEASED", "event_time": "2026-11-01T08:00:00.000Z"},
        ],
        "order_payment": {"general_payment_details": {
            "product_price": usd(Decimal("10.4")), "product_quantity": 2, "payment_total": usd(Decimal("17.68")),
            "customer_paid_prices_detail": {"total": usd(Decimal("25.90"))},
        }},
        "refunds": [], "penalties": [], "fulfillment_order_types": ["WISH_EXPRESS", "VAT"],
    } | more  # fmt: skip


def money_back(**more: Any) -> dict[str, Any]:
    return {
        "refund_reason": "RECEIVED_WRONG_ITEM", "refund_reason_note": "sorry", "refund_source": "WISH",
        "refund_amount": usd(Decimal("25.90")), "refund_time": "2026-11-22T08:00:00.000Z",
    } | more  # fmt: skip


def ticket(**more: Any) -> dict[str, Any]:
    said = {"message": "It is blue!", "replied_at": "2026-11-23T08:00:00.000Z", "sender": "USER"}
    files = [{"url": "https://files.example/1.jpg?sig=a", "file_name": "1.jpg"}]
    return {
        "id": TICKET, "type": "ORDER", "state": "AWAITING_MERCHANT", "subject": "Wrong colour", "sub_label": "Wrong item",
        "opened_at": "2026-11-23T08:00:00.000Z", "updated_at": "2026-11-23T09:00:00.000Z",
        "buyer_info": {"name": "Ana", "locale": "es_PE"}, "orders": [{"id": ORDER}], "products": [{"id": "6e"}],
        "refund_reason": "ITEM_DOES_NOT_MATCH_LISTING", "merchant_id": "69", "resolution_info": None,
        "replies": [
            said | {"supporting_files": files},
            {"message": "Sorry", "replied_at": "2026-11-23T09:00:00.000Z", "sender": "MERCHANT"},
            {"message": "We look", "replied_at": "2026-11-23T10:00:00.000Z", "sender": "WISH_SUPPORT"},
        ],
    } | more  # fmt: skip


def penalty(**more: Any) -> dict[str, Any]:
    return {
        "id": PENALTY, "penalty_reason": "Late fulfilment", "penalty_amount": usd(50), "related_entity_type": "ORDER",
        "related_entity_id": ORDER, "created_at": "2026-11-10T08:00:00.000Z", "reversed": False, "reversed_at": None,
    } | more  # fmt: skip


def old_order(**more: Any) -> dict[str, Any]:
    return {
        "order_id": ORDER, "transaction_id": "6d", "state": "SHIPPED", "order_time": "2014-03-09T02:30:00", "sku": "RED-M",
        "product_name": "Scarf", "quantity": "2", "price": "17.6", "order_total": "35.2", "buyer_id": "68",
        "last_updated": "2014-03-10T00:00:00", "tracking_confirmed": "True", "is_wish_express": "True",
        "tracking_number": "OLD1", "shipping_provider": "USPS", "shipped_date": "2014-03-11",
        "ShippingDetail": {"name": "Ana", "street_address1": "Calle 1", "city": "Lima", "country": "PE", "zipcode": "15001"},
    } | more  # fmt: skip


def old_ticket(**more: Any) -> dict[str, Any]:
    reply = {
        "date": "2014-03-12T10:00:00",
        "message": "Where is it?",
        "sender": "user",
        "image_urls": "[u'https://i.example/a.jpg']",
    }
    return {
        "id": TICKET, "state": "Awaiting your response", "label": "Shipping", "sublabel": "Late", "subject": "Late",
        "open_date": "2014-03-12T10:00:00", "last_update_date": "2014-03-13T10:00:00", "photo_proof": "True",
        "UserInfo": {"id": "68", "name": "Ana", "locale": "es"}, "items": [{"Order": old_order()}], "replies": [{"Reply": reply}],
    } | more  # fmt: skip


def answer(data: Any) -> dict[str, Any]:
    return {"message": "", "code": 0, "data": data}


def cases(*documents: Any, name: str = "file.json") -> list[dict[str, Any]]:
    """The case files of these messages, each of which `assess` takes."""
    found = list(join("wish", [part for document in documents for part in understand(document, name)]))
    for case in found:
        assess(case, AT)
    return found


def one(*documents: Any, name: str = "file.json") -> dict[str, Any]:
    (case,) = cases(*documents, name=name)
    return case


def refused(document: Any, name: str = "file.json") -> NotUnderstood:
    with pytest.raises(NotUnderstood) as caught:
        list(understand(document, name))
    return caught.value
