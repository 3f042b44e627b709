"""Shop health: points, punishments, late orders (platforms/shopee.md §2 Shop health). There is no call to appeal."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.shopee import health
from makegood.sandbox.shopee.calls import Call, api, page_of


@api("GET", "account_health/get_penalty_point_history")
def penalty_points(call: Call) -> dict[str, Any]:
    """This quarter's only; a won appeal shows in `latest_point_num`."""
    kind = call.asked.number("violation_type", 0)
    found = [one for one in health.of_this_quarter(call.state, call.shop.shop_id) if kind in (0, one.violation)]
    rows, _ = page_of(call, found[::-1], first=1, usual=10)
    listed = [
        {
            "issue_time": int(one.issued_at.timestamp()),
            "latest_point_num": one.latest,
            "original_point_num": one.original,
            "reference_id": one.reference,
            "violation_type": one.violation,
        }
        for one in rows
    ]
    return {"penalty_point_list": listed, "total_count": len(found)}


@api("GET", "account_health/get_punishment_history")
def punishments(call: Call) -> dict[str, Any]:
    """`punishment_status` 1: ongoing; 2: ended."""
    status, at = call.asked.number("punishment_status"), call.state.at
    found = [
        one
        for one in call.state.punishments
        if one.shop_id == call.shop.shop_id and (status == 1) == (one.since <= at < one.until)
    ]
    rows, _ = page_of(call, found[::-1], first=1, usual=10)
    listed = [
        {
            "issue_time": int(one.since.timestamp()),
            "start_time": int(one.since.timestamp()),
            "end_time": int(one.until.timestamp()),
            "punishment_type": one.type,
            "reason": 101,
            "reference_id": one.reference,
            "listing_limit": 0,
            "order_limit": 0,
        }
        for one in rows
    ]
    return {"punishment_list": listed, "total_count": len(found)}


@api("GET", "account_health/get_late_orders")
def late_orders(call: Call) -> dict[str, Any]:
    state = call.state
    late = [
        {
            "order_sn": order.sn,
            "shipping_deadline": int(order.ship_by.timestamp()),
            "late_by_days": (state.at - order.ship_by).days,
        }
        for order in state.orders_seen(call.shop.shop_id, lag=call.list_lag)
        if order.ship_by is not None and order.status in ("READY_TO_SHIP", "RETRY_SHIP") and order.ship_by < state.at
    ]
    rows, _ = page_of(call, late, first=1, usual=10)
    return {"late_order_list": rows, "total_count": len(late)}


@api("GET", "account_health/get_shop_performance")
def performance(call: Call) -> dict[str, Any]:
    """Rating 1 poor to 4 excellent, by the points that stand."""
    points = health.standing(call.state, call.shop.shop_id)
    rating = 4 if not points else 3 if points < 3 else 2 if points < 9 else 1
    return {"overall_performance": {"rating": rating}, "metric_list": []}
