"""Orders, tickets and penalties as v3 spells them (platforms/wish.md §2, V3:orders, V3:tickets, V3:penalties)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from makegood.sandbox.wish.figures import Figures
from makegood.sandbox.wish.order import Order, Refund
from makegood.sandbox.wish.penalty import Penalty
from makegood.sandbox.wish.ticket import Reply, Ticket
from makegood.sandbox.wish.times import shown

Link = Callable[[str], str]
"""A picture's name to a link to it, which dies after an hour."""
CERTAIN_COUNTRIES = ("GB", "BR", "MX")


def money(cents: int, currency: str) -> dict[str, Any]:
    """A number in major units, never text."""
    return {"amount": cents / 100, "currency_code": currency}


def order_document(order: Order, figures: Figures) -> dict[str, Any]:
    buyer = order.buyer
    return {
        "id": order.id,
        "transaction_id": order.transaction_id,
        "state": order.state,
        "released_at": shown(order.released_at),
        "updated_at": shown(order.updated_at),
        "fulfillment_requirements": {
            "expected_ship_time": shown(order.ship_by),
            "expected_delivery_time": shown(order.deliver_by),
        },
        "product_information": {
            "id": order.product.id, "sku": order.product.sku, "name": order.product.name,
            "color": order.product.color, "size": order.product.size, "variation_id": order.product.variation_id,
        },
        "full_address": {
            "shipping_detail": {
                "name": buyer.name, "street_address1": buyer.street, "street_address2": "", "city": buyer.city,
                "state": buyer.state, "zipcode": buyer.zip, "country": buyer.country_name,
                "country_code": buyer.country,
                "phone_number": {"number": buyer.phone, "country_code": buyer.phone_country},
            }
        },
        "tracking_information": [
            {
                "tracking_number": tracking.number, "shipping_provider": {"name": tracking.provider},
                "origin_country": tracking.origin_country, "ship_note": tracking.note,
            }
            for tracking in order.tracking
        ],
        "fulfillment_records": [{"event_type": name, "event_time": shown(at)} for name, at in order.records],
        "order_payment": payment(order, figures),
        "refunds": [refund_document(refund, order.currency) for refund in order.refunds],
        "penalties": list(order.penalties),
        "warehouse_information": {"warehouse_type": "PRIMARY", "warehouse_name": "STANDARD"},
        "tax_information": {"transaction_tax": []},
        "fulfillment_order_types": list(order.types),
    } | processing(order)  # fmt: skip


def processing(order: Order) -> dict[str, Any]:
    """Nothing, until a first asynchronous write came."""
    if not order.processing_source:
        return {}
    return {"processing_source": order.processing_source, "processing_status": order.processing_status}


def payment(order: Order, figures: Figures) -> dict[str, Any]:
    kept, currency = 100 - figures.commission_percent, order.currency
    details: dict[str, Any] = {
        "product_price": money(order.price, currency),
        "original_product_price": money(order.price, currency),
        "product_shipping_price": money(order.shipping, currency),
        "product_merchant_payment": money(order.price * kept // 100, currency),
        "shipping_merchant_payment": money(order.shipping * kept // 100, currency),
        "payment_total": money(order.total * kept // 100, currency),
        "product_quantity": order.quantity,
    }
    if shows_customer_price(order, figures):
        details["customer_paid_prices_detail"] = {
            "total": money(order.total, currency),
            "product_price": money(order.price, currency),
            "product_price_total": money(order.price * order.quantity, currency),
            "shipping_price": money(order.shipping, currency),
            "shipping_price_total": money(order.shipping * order.quantity, currency),
        }
    share = {
        "merchant_commission_fees": money(order.total * figures.commission_percent // 100, currency),
        "rev_share": figures.commission_percent / 100,
    }
    return {"general_payment_details": details, "rev_share": share}


def shows_customer_price(order: Order, figures: Figures) -> bool:
    if figures.customer_prices == "certain":
        return order.buyer.country in CERTAIN_COUNTRIES
    return figures.customer_prices == "all"


def refund_document(refund: Refund, currency: str) -> dict[str, Any]:
    return {
        "refund_reason": refund.reason,
        "refund_reason_note": refund.note,
        "refund_source": refund.source,
        "refund_amount": money(refund.cents, currency),
        "merchant_responsible_amount": money(refund.merchant_cents, currency),
        "refund_time": shown(refund.at),
    }


def ticket_document(ticket: Ticket, link: Link) -> dict[str, Any]:
    closed = {"closed_at": shown(ticket.closed_at), "closed_by": ticket.closed_by} if ticket.closed_at else {}
    return {
        "id": ticket.id,
        "type": ticket.type,
        "state": ticket.state,
        "subject": ticket.subject,
        "sub_label": ticket.sub_label,
        "opened_at": shown(ticket.opened_at),
        "updated_at": shown(ticket.updated_at),
        "buyer_info": {"name": ticket.buyer_name, "locale": ticket.locale},
        "orders": [{"id": id} for id in ticket.orders],
        "products": [{"id": id} for id in ticket.products],
        "replies": [reply_document(reply, link) for reply in ticket.replies],
        "resolution_info": closed,
        "merchant_id": ticket.merchant_id,
    } | ({"refund_reason": ticket.refund_reason} if ticket.refund_reason else {})


def reply_document(reply: Reply, link: Link) -> dict[str, Any]:
    return {
        "message": reply.message,
        "replied_at": shown(reply.at),
        "sender": reply.sender,
        "supporting_files": [{"url": link(name), "file_name": name} for name in reply.files],
    }


def penalty_document(penalty: Penalty) -> dict[str, Any]:
    return {
        "id": penalty.id,
        "penalty_reason": penalty.reason,
        "penalty_amount": money(penalty.cents, penalty.currency),
        "related_entity_type": penalty.about,
        "related_entity_id": penalty.about_id,
        "created_at": shown(penalty.created_at),
        "reversed": penalty.reversed_at is not None,
        "reversed_at": shown(penalty.reversed_at),
    }
