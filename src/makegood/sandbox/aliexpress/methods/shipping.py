"""Declaring shipments and changing their numbers, for a whole order and by sub-order (platforms/aliexpress.md §2.2)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.aliexpress.answers import Rows
from makegood.sandbox.aliexpress.calls import Call, method
from makegood.sandbox.aliexpress.methods.flags import is_success, nested_result_success, plain_success, result_success
from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.parcels import SERVICES, change_number, declare
from makegood.sandbox.aliexpress.refusing import Refused


@method("aliexpress.logistics.redefining.listlogisticsservice", permission="shipping")
def services(call: Call) -> dict[str, Any]:  # noqa: ARG001 (every method has one signature)
    rows = [
        {
            "service_name": service.name,
            "display_name": service.display,
            "logistics_company": service.company,
            "tracking_no_regex": service.pattern,
            "min_process_day": service.least_days,
            "max_process_day": service.most_days,
            "recommend_order": rank,
        }
        for rank, service in enumerate(SERVICES.values(), start=1)
    ]
    return {"result_list": Rows("aeop_logistics_service_result", rows), "result_success": True}


@method("aliexpress.logistics.sellershipmentfortop", permission="shipping", flags=result_success)
def declare_whole(call: Call) -> None:
    declared(call)


@method("aliexpress.solution.order.fulfill", permission="shipping", flags=nested_result_success)
def fulfil(call: Call) -> None:
    declared(call)


@method("aliexpress.logistics.sellermodifiedshipmentfortop", permission="shipping", flags=result_success)
def modify_whole(call: Call) -> None:
    fields = call.fields
    change_number(
        call.state,
        order_of(call, "out_ref"),
        (fields.text("old_service_name"), fields.text("old_logistics_no")),
        (fields.text("new_service_name"), fields.text("new_logistics_no")),
        website=fields.text("tracking_website", ""),
        description=fields.text("description", ""),
    )


@method(
    "aliexpress.logistics.sellershipmentsupportsubtradeorder",
    "aliexpress.logistics.order.shipment",
    permission="shipping",
    flags=is_success,
)
def declare_lines(call: Call) -> None:
    order, parcels = order_of(call, "trade_order_id"), parcels_of(call)
    for place, ((service, number), (lines, website)) in enumerate(parcels.items(), start=1):
        declare(
            call.state,
            order,
            service,
            number,
            lines=tuple(lines),
            all_sent=False,
            website=website,
            more_follow=place < len(parcels),
        )


@method(
    "aliexpress.logistics.redefining.sellermodifiedshipmentsupportsubtradeorder",
    "aliexpress.logistics.order.modifyshipment",
    permission="shipping",
    flags=is_success,
)
def modify_lines(call: Call) -> None:
    fields, parcels = call.fields, parcels_of(call)
    if len(parcels) != 1:
        raise Refused("15-1002", f"validation failed: {len(parcels)} new numbers for one old, expected one")
    ((new, (_, website)),) = parcels.items()
    old = (fields.text("old_service_name"), fields.text("old_logistics_no"))
    change_number(call.state, order_of(call, "trade_order_id"), old, new, website=website)


@method("aliexpress.asf.dbs.declareship", permission="shipping", flags=plain_success)
def declare_local(call: Call) -> None:
    fields = call.fields
    declare(
        call.state, order_of(call, "tradeOrderId"), fields.text("shipmentProviderCode"), fields.text("trackingNumber")
    )


@method("aliexpress.asf.dbs.declare.ship.modify", permission="shipping", flags=plain_success)
def modify_local(call: Call) -> None:
    """Here the old service is not told: the parcel is found by its number alone."""
    order, fields = order_of(call, "tradeOrderId"), call.fields
    number = fields.text("oldTrackingNumber")
    service = next((s.service for s in order.shipments if s.number == number), "")
    new = (fields.text("newShipmentProviderCode"), fields.text("newTrackingNumber"))
    change_number(call.state, order, (service, number), new)


def declared(call: Call) -> None:
    fields = call.fields
    send_type = fields.text("send_type")
    if send_type not in ("all", "part"):
        raise Refused("15-1002", f"validation failed: sendType {send_type!r}, expected all or part")
    declare(
        call.state,
        order_of(call, "out_ref"),
        fields.text("service_name"),
        fields.text("logistics_no"),
        all_sent=send_type == "all",
        website=fields.text("tracking_website", ""),
        description=fields.text("description", ""),
    )


def parcels_of(call: Call) -> dict[tuple[str, str], tuple[list[int], str]]:
    """By service and number, the sub-orders in the parcel and its tracking site: several sub-orders may share one parcel."""
    parcels: dict[tuple[str, str], tuple[list[int], str]] = {}
    for part in call.fields.objects("sub_trade_order_list"):
        for parcel in part.objects("shipment_list"):
            key = (parcel.text("service_name"), parcel.text("logistics_no"))
            lines, _ = parcels.setdefault(key, ([], parcel.text("tracking_web_site", "")))
            lines.append(part.number("sub_trade_order_index"))
    return parcels


def order_of(call: Call, name: str) -> Order:
    order = call.order(call.fields.number(name))
    if order is None:
        raise Refused("15-1002", f"validation failed: no order {call.fields.text(name)}")
    return order
