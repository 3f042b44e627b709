"""Reading orders: the list, one, its refund reasons, the carriers."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.wish.calls import Call, operation
from makegood.sandbox.wish.carriers import accepted
from makegood.sandbox.wish.documents import order_document
from makegood.sandbox.wish.listing import page
from makegood.sandbox.wish.order import Order
from makegood.sandbox.wish.reasons import valid_now
from makegood.sandbox.wish.refusing import BAD_PARAMETER, Fields, Refused, not_found

STATES = ("APPROVED", "SHIPPED", "REFUNDED", "REQUIRE_REVIEW", "DECLINED")
FILTERS = (
    "WISH_EXPRESS",
    "FULFILLED_BY_WISH",
    "FULFILLED_BY_STORE",
    "LESS_THAN_TRUCKLOAD",
    "ADVANCED_LOGISTICS",
    "WISH_PLUS",
)
"""Types that the list may be narrowed to, one at a time; orders bear more than these."""


def chosen(call: Call, *, limit: int, most: int) -> list[Order]:
    asked = call.asked.parameters()
    states, type = words(asked, "states", STATES, most=5), asked.text("order_type", "")
    if type and type not in FILTERS:
        raise Refused(BAD_PARAMETER, f"order_type is {type!r}, expected one of {', '.join(FILTERS)}")
    seen = call.state.listed(call.state.orders.values(), call.merchant.id, lag=call.list_lag)
    rows = [order for order in seen if (not states or order.state in states) and (not type or type in order.types)]
    keys = {"updated_at": lambda order: order.updated_at, "released_at": lambda order: order.released_at}
    return page(rows, asked, keys, sort="updated_at.desc", limit=limit, most=most)


def words(asked: Fields, name: str, known: tuple[str, ...], *, most: int) -> list[str]:
    """A list of the query: its name repeated, or one text with commas (open)."""
    given = [word for text in asked.texts(name) for word in text.split(",") if word]
    if len(given) > most or any(word not in known for word in given):
        raise Refused(BAD_PARAMETER, f"{name} is {given}, expected at most {most} of {', '.join(known)}")
    return given


@operation("orders.carriers", "GET", "/orders/shipping_carriers", scope="orders:read")
def carriers(call: Call) -> list[dict[str, str]]:
    asked = call.asked.parameters()
    type = asked.text("order_type")
    if type not in ("GENERAL", "CONFIRMED_DELIVERY"):
        raise Refused(BAD_PARAMETER, f"order_type is {type!r}, expected GENERAL or CONFIRMED_DELIVERY")
    if type != "GENERAL" and not asked.has("dest_country_code"):
        raise Refused(BAD_PARAMETER, "Missing required parameter: dest_country_code")
    return [{"name": name} for name in accepted(type)]


@operation("orders.list", "GET", "/orders", scope="orders:read")
def orders(call: Call) -> list[dict[str, Any]]:
    found = chosen(call, limit=50, most=call.state.figures.list_most)
    return call.paged([order_document(order, call.state.figures) for order in found])


@operation("orders.get", "GET", "/orders/{id}", scope="orders:read")
def order(call: Call) -> dict[str, Any]:
    seen = call.state.shown(call.order(), lag=call.detail_lag)
    if seen is None:
        raise not_found("Order", call.parts["id"])
    return order_document(seen, call.state.figures)


@operation("orders.refund_reasons", "GET", "/orders/{id}/refund_reasons", scope="orders:read")
def refund_reasons(call: Call) -> list[str]:
    return list(valid_now(call.order()))
