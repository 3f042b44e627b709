"""Writing to orders: tracking, refund and address are asynchronous (bullet 8), a freight receipt is not."""

from __future__ import annotations

import re
from typing import Any

from makegood.sandbox.wish.calls import Call, operation
from makegood.sandbox.wish.carriers import accepted
from makegood.sandbox.wish.documents import order_document
from makegood.sandbox.wish.processing import begin
from makegood.sandbox.wish.reasons import valid_now
from makegood.sandbox.wish.refusing import BAD_PARAMETER, NOT_NOW, Refused
from makegood.sandbox.wish.times import read
from makegood.sandbox.wish.trade import deliver, expect

NUMBER = re.compile(r"[A-Za-z0-9]{1,60}")
COUNTRY = re.compile(r"[A-Z]{2}")


@operation("orders.tracking", "PUT", "/orders/{id}/tracking", scope="orders:write")
def tracking(call: Call) -> dict[str, Any]:
    order, asked = call.order(), call.asked.json()
    number, provider, country = (
        asked.text("tracking_number"),
        asked.text("shipping_provider"),
        asked.text("origin_country"),
    )
    if not NUMBER.fullmatch(number):
        raise Refused(BAD_PARAMETER, f"tracking_number is {number!r}, expected letters and digits only, without spaces")
    if provider not in accepted("GENERAL"):
        raise Refused(BAD_PARAMETER, f"shipping_provider {provider!r} is not an accepted carrier")
    if not COUNTRY.fullmatch(country):
        raise Refused(BAD_PARAMETER, f"origin_country is {country!r}, expected two letters of ISO 3166")
    expect(order, "APPROVED", "SHIPPED")
    job = {"number": number, "provider": provider, "origin_country": country, "note": asked.text("ship_note", "")}
    begin(call.state, order, "UPDATE_TRACKING", job)
    return order_document(order, call.state.figures)


@operation("orders.refund", "PUT", "/orders/{id}/refund", scope="orders:write")
def refund(call: Call) -> dict[str, Any]:
    """Quirk (bullets 9, 10): the reason must be of the list that holds now; an amount is ignored, for there is none (open: or refused)."""
    order, asked = call.order(), call.asked.json()
    reason, valid = asked.text("refund_reason"), valid_now(order)
    if order.state == "REFUNDED":
        raise Refused(NOT_NOW, f"order {order.id} has been refunded")
    if reason not in valid:
        raise Refused(
            BAD_PARAMETER,
            f"refund_reason {reason!r} is not valid for this order now; valid are {', '.join(valid) or 'none'}",
        )
    begin(call.state, order, "REFUND", {"reason": reason, "note": asked.text("refund_reason_note", "")})
    return order_document(order, call.state.figures)


@operation("orders.address", "PUT", "/orders/{id}/address", scope="orders:write")
def address(call: Call) -> dict[str, Any]:
    """Before shipping only."""
    order, asked = call.order(), call.asked.json()
    expect(order, "APPROVED")
    names = {"street": "street_address1", "city": "city", "state": "state", "zip": "zipcode", "country": "country_code"}
    begin(call.state, order, "MODIFY_SHIPPING", {ours: asked.text(theirs) for ours, theirs in names.items()})
    return order_document(order, call.state.figures)


@operation("orders.proof", "PUT", "/orders/{id}", scope="orders:write")
def proof(call: Call) -> dict[str, Any]:
    """A freight order's delivery, proved by a link or a receipt; done at once."""
    order, asked = call.order(), call.asked.json()
    if "LESS_THAN_TRUCKLOAD" not in order.types:
        raise Refused(NOT_NOW, f"order {order.id} is no less-than-truckload order")
    given = {name: asked.text(name) for name in ("tracking_url", "delivery_receipt_file_url") if asked.has(name)}
    if not given:
        raise Refused(BAD_PARAMETER, "Missing required parameter: tracking_url or delivery_receipt_file_url")
    try:
        read(asked.text("delivered_at"))
    except ValueError as reason:
        raise Refused(BAD_PARAMETER, f"delivered_at: {reason}") from None
    order.proof = given
    deliver(call.state, order)
    return order_document(order, call.state.figures)
