"""Arranging shipment, tracking numbers and events (platforms/shopee.md §2 Shipping)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.shopee.calls import Call, api
from makegood.sandbox.shopee.order import Order
from makegood.sandbox.shopee.parcels import arrange
from makegood.sandbox.shopee.refusing import Refused, param

READY = ("READY_TO_SHIP", "RETRY_SHIP")


@api("GET", "order/get_shipment_list")
def shipment_list(call: Call) -> dict[str, Any]:
    """What is still to be shipped."""
    size, start = call.asked.number("page_size"), int(call.asked.text("cursor", "0"))
    seen = call.state.orders_seen(call.shop.shop_id, lag=call.list_lag)
    ready = sorted((order for order in seen if order.status in READY), key=lambda order: order.sn)
    rows = [{"order_sn": order.sn, "package_number": order.package} for order in ready[start : start + size]]
    more = start + size < len(ready)
    return {"order_list": rows, "more": more, "next_cursor": str(start + size) if more else ""}


@api("POST", "order/search_package_list")
def packages(call: Call) -> dict[str, Any]:
    """`shipping_priority`: 1 overdue, 2 within 24 hours, 3 later."""
    filters = call.asked.object("filter") if call.asked.has("filter") else call.asked
    priority = filters.number("shipping_priority", 0)
    seen = call.state.orders_seen(call.shop.shop_id, lag=call.list_lag)
    ready = [order for order in seen if order.status in READY and priority in (0, priority_of(call, order))]
    rows = [
        {"order_sn": o.sn, "package_number": o.package, "ship_by_date": int(o.ship_by.timestamp()) if o.ship_by else 0}
        for o in sorted(ready, key=lambda order: order.sn)
    ]
    return {"packages_list": rows, "pagination": {"total_count": len(rows), "next_cursor": "", "more": False}}


def priority_of(call: Call, order: Order) -> int:
    left = (order.ship_by - call.state.at).total_seconds() if order.ship_by else 0.0
    return 1 if left < 0 else 2 if left <= 86_400 else 3


@api("GET", "logistics/get_shipping_parameter")
def shipping_parameter(call: Call) -> dict[str, Any]:
    call.order()
    address = {"address_id": 234, "region": call.shop.region, "address": "Sandbox Road 2", "time_slot_list": []}
    return {
        "info_needed": {"pickup": ["address_id", "pickup_time_id"], "dropoff": [], "non_integrated": []},
        "pickup": {"address_list": [address]},
        "dropoff": {"branch_list": [], "slug_list": []},
    }


@api("POST", "logistics/ship_order")
def ship_order(call: Call) -> dict[str, Any]:
    """One of three ways, its object sent even where it is empty."""
    order, ways = (
        call.order(),
        [name for name in ("pickup", "dropoff", "non_integrated") if call.asked.raw(name) is not None],
    )
    if len(ways) != 1:
        raise param("Wrong parameters, detail: one of pickup, dropoff, non_integrated.")
    way = call.asked.object(ways[0])
    if order.status not in READY:
        raise Refused("logistics.ship_order_status", "The order status does not support ship order.")
    arrange(call.state, order, number=way.text("tracking_number", ""))
    return {}


@api("GET", "logistics/get_tracking_number")
def tracking_number(call: Call) -> dict[str, Any]:
    """Quirk (sandbox list, 18): empty for some minutes."""
    order = call.order()
    given = order.tracking if order.number_due is not None and call.state.at >= order.number_due else ""
    return {
        "tracking_number": given,
        "plp_number": "",
        "first_mile_tracking_number": "",
        "last_mile_tracking_number": "",
        "hint": "",
    }


@api("GET", "logistics/get_tracking_info")
def tracking_info(call: Call) -> dict[str, Any]:
    order = call.order()
    events = [
        {"update_time": int(event.at.timestamp()), "description": event.words, "logistics_status": event.status}
        for event in reversed(order.events)
    ]
    return {
        "order_sn": order.sn,
        "package_number": order.package,
        "logistics_status": order.logistics,
        "tracking_info": events,
    }
