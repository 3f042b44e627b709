"""Orders: the list by time, details, cancelling (platforms/shopee.md §2 Orders)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.shopee.amounts import major
from makegood.sandbox.shopee.calls import Call, api, struck, within
from makegood.sandbox.shopee.order import Buyer, Item, Order
from makegood.sandbox.shopee.refusing import Asked, Refused, param
from makegood.sandbox.shopee.trade import answer_cancel, cancel, cancel_part, expect

LISTED = (
    "UNPAID", "READY_TO_SHIP", "PROCESSED", "SHIPPED", "COMPLETED", "IN_CANCEL", "CANCELLED", "INVOICE_PENDING",
)  # fmt: skip
REASONS = {
    "OUT_OF_STOCK": "Out of Stock",
    "CUSTOMER_REQUEST": "Buyer Request to Cancel",
    "UNDELIVERABLE_AREA": "Undeliverable Area",
    "COD_NOT_SUPPORTED": "COD Unsupported",
}
"""§3, seller cancel reasons, and the text an order then shows."""


@api("GET", "order/get_order_list")
def order_list(call: Call) -> dict[str, Any]:
    """Quirk (sandbox list, 6): 15 days at most, four statuses that cannot be asked for, serial numbers only."""
    asked, figures = call.asked, call.state.figures
    by = asked.text("time_range_field")
    if by not in ("create_time", "update_time"):
        raise param("Wrong parameters, detail: time_range_field.")
    try:
        window = within(
            Asked({"time_from": asked.raw("time_from"), "time_to": asked.raw("time_to")}), "time", figures.window_days
        )
    except Refused as no:
        raise Refused("order.order_list_invalid_time", no.words) from None
    if window is None:
        raise param("Wrong parameters, detail: time_from is required.")
    size, cursor = asked.number("page_size"), asked.text("cursor", "0")
    if not 1 <= size <= figures.page_size_most or not cursor.isdecimal():
        raise param("Wrong parameters, detail: page_size or cursor.")
    status = asked.text("order_status", "")
    if status and status not in LISTED:
        raise param(f"Wrong parameters, detail: order_status {status}.")
    seen = [order for order in call.state.orders_seen(call.shop.shop_id, lag=call.list_lag) if is_listed(asked, order)]
    found = [order for order in seen if window[0] <= stamp(order, by) <= window[1] and status in ("", order.status)]
    found.sort(key=lambda order: (stamp(order, by), order.sn))
    start = int(cursor)
    more = start + size < len(found)
    rows = [row(asked, order) for order in struck(call, found, start, size)]
    return {"more": more, "next_cursor": str(start + size) if more else "", "order_list": rows}


def is_listed(asked: Asked, order: Order) -> bool:
    """PENDING orders only where they are asked for (§3)."""
    return order.status != "PENDING" or asked.text("request_order_status_pending", "false") == "true"


def stamp(order: Order, by: str) -> int:
    return int((order.created_at if by == "create_time" else order.updated_at).timestamp())


def row(asked: Asked, order: Order) -> dict[str, Any]:
    with_status = "order_status" in asked.text("response_optional_fields", "")
    return {"order_sn": order.sn, "booking_sn": ""} | ({"order_status": order.status} if with_status else {})


@api("GET", "order/get_order_detail")
def order_detail(call: Call) -> dict[str, Any]:
    """Quirk (sandbox list, 7): fifty at most; optional fields absent unless they are asked for."""
    serials = [part for part in call.asked.text("order_sn_list").split(",") if part]
    if not 1 <= len(serials) <= call.state.figures.detail_most:
        raise param(f"Wrong parameters, detail: order_sn_list should be 1-{call.state.figures.detail_most}.")
    wanted = {part.strip() for part in call.asked.text("response_optional_fields", "").split(",")}
    pending = call.asked.text("request_order_status_pending", "false") == "true"
    found = []
    for serial in serials:
        order = call.state.orders.get(serial)
        if order is None or order.shop_id != call.shop.shop_id:
            raise Refused("error_not_found", "Wrong parameters, detail: the order is not found.")
        seen = call.state.seen("Order", order.sn, order, lag=call.detail_lag)
        if seen is not None and (pending or seen.status != "PENDING"):
            found.append(document(seen, wanted))
    return {"order_list": found}


def document(order: Order, wanted: set[str]) -> dict[str, Any]:
    optional = optional_fields(order)
    told = {
        "order_sn": order.sn,
        "region": order.region,
        "currency": order.currency,
        "cod": order.cod,
        "order_status": order.status,
        "create_time": int(order.created_at.timestamp()),
        "update_time": int(order.updated_at.timestamp()),
        "days_to_ship": order.days_to_ship,
        "ship_by_date": int(order.ship_by.timestamp()) if order.ship_by else 0,
        "message_to_seller": order.message,
        "reverse_shipping_fee": major(order.reverse_fee, order.currency),
        "can_full_cancel_order": order.status in ("READY_TO_SHIP", "UNPAID"),
        "can_partial_cancel_order": order.status == "READY_TO_SHIP",
        "buyer_preference_for_partial_cancellation": 0,
    }
    return told | {name: value for name, value in optional.items() if name in wanted and value is not None}


def optional_fields(order: Order) -> dict[str, Any]:
    """None: not told at all, as `total_amount` before payment, or the return date of an order that is not complete."""
    complete = order.status == "COMPLETED" and order.return_until is not None
    return {
        "item_list": [item(one, order.currency) for one in order.items],
        "recipient_address": starred(order.buyer),
        "buyer_user_id": order.buyer.user_id,
        "buyer_username": order.buyer.username,
        "total_amount": major(order.total, order.currency) if order.paid_at else None,
        "pay_time": int(order.paid_at.timestamp()) if order.paid_at else None,
        "pickup_done_time": int(order.picked_up_at.timestamp()) if order.picked_up_at else 0,
        "cancel_by": order.cancel_by,
        "cancel_reason": order.cancel_reason,
        "buyer_cancel_reason": order.buyer_cancel_reason,
        "package_list": [package(order)],
        "payment_method": "Cash on Delivery" if order.cod else "Credit Card",
        "note": order.note,
        "pending_terms": list(order.pending),
        "return_request_due_date": int(order.return_until.timestamp()) if complete and order.return_until else None,
    }


def item(one: Item, currency: str) -> dict[str, Any]:
    """Quirk (§2 Orders): a bundle's price is not broken down, and is 0."""
    price = 0 if one.is_bundle else one.price
    return {
        "item_id": one.item_id,
        "item_name": one.name,
        "item_sku": one.item_sku,
        "model_id": one.model_id,
        "model_sku": one.model_sku,
        "model_quantity_purchased": one.quantity,
        "model_original_price": major(one.price, currency),
        "model_discounted_price": major(price, currency),
        "promotion_type": "bundle_deal" if one.is_bundle else "",
        "active_qty": one.quantity - one.cancelled - one.returned,
        "cancel_requested_qty": 0,
        "cancelled_qty": one.cancelled,
        "return_requested_qty": one.return_requested,
        "returned_qty": one.returned,
    }


def starred(buyer: Buyer) -> dict[str, Any]:
    """Quirk (sandbox list, 7): partly starred."""
    return {
        "name": f"{buyer.name[:1]}****{buyer.name[-1:]}",
        "phone": f"******{buyer.phone[-2:]}",
        "town": "",
        "district": "",
        "city": buyer.city,
        "state": buyer.state,
        "region": buyer.region,
        "zipcode": f"{buyer.zipcode[:4]}**",
        "full_address": f"{buyer.full_address[:3]}****",
    }


def package(order: Order) -> dict[str, Any]:
    return {
        "package_number": order.package,
        "logistics_status": order.logistics,
        "shipping_carrier": order.carrier,
        "is_shipment_arranged": order.arranged_at is not None,
        "item_list": [
            {"item_id": one.item_id, "model_id": one.model_id, "model_quantity": one.quantity} for one in order.items
        ],
    }


@api("POST", "order/cancel_order")
def cancel_order(call: Call) -> dict[str, Any]:
    """Before shipping only; which items, where they are out of stock (§2)."""
    order, reason = call.order(), call.asked.text("cancel_reason")
    if reason not in REASONS or (reason == "UNDELIVERABLE_AREA" and order.region not in ("TW", "MY")):
        raise param("Wrong parameters, detail: cancel_reason.")
    if call.asked.has("partial_cancel_item_list"):
        parts = pieces(order, call.asked.objects("partial_cancel_item_list"))
        expect(order, "READY_TO_SHIP")
        cancel_part(call.state, order, parts, REASONS[reason])
        return {"update_time": int(call.state.at.timestamp())}
    if reason == "OUT_OF_STOCK":
        pieces(order, call.asked.objects("item_list"))
    if order.status not in ("UNPAID", "READY_TO_SHIP", "RETRY_SHIP"):
        raise Refused("order.error_limit", "Can not cancel this order")
    cancel(call.state, order, by="seller", reason=REASONS[reason])
    return {"update_time": int(call.state.at.timestamp())}


def pieces(order: Order, named: list[Asked]) -> dict[int, int]:
    """Places of the order's items, with how many of each."""
    found = {}
    for one in named:
        key = (one.number("item_id"), one.number("model_id"))
        place = next((p for p, item in enumerate(order.items) if (item.item_id, item.model_id) == key), None)
        if place is None:
            raise param("Wrong parameters, detail: item_list.")
        found[place] = one.number("quantity", order.items[place].quantity)
        if not 1 <= found[place] <= order.items[place].quantity - order.items[place].cancelled:
            raise param("Wrong parameters, detail: quantity.")
    return found


@api("POST", "order/get_estimate_cancel_value")
def estimate(call: Call) -> dict[str, Any]:
    """Quirk (§2): the price is a text."""
    order = call.order()
    parts = pieces(order, call.asked.objects("partial_cancel_item_list"))
    value = sum(order.items[place].price * count for place, count in parts.items())
    return {"cancel_value_price": str(major(value, order.currency))}


@api("POST", "order/handle_buyer_cancellation")
def handle_cancellation(call: Call) -> dict[str, Any]:
    """Quirk (sandbox list, 9): only while it is IN_CANCEL; a refusal restores the state before."""
    order, operation = call.order(), call.asked.text("operation")
    if operation not in ("ACCEPT", "REJECT"):
        raise param("Wrong parameters, detail: operation.")
    expect(order, "IN_CANCEL")
    answer_cancel(call.state, order, accept=operation == "ACCEPT")
    return {"update_time": int(call.state.at.timestamp())}


@api("POST", "order/set_note")
def set_note(call: Call) -> dict[str, Any]:
    order = call.order()
    order.note = call.asked.text("note", "")
    return {}
