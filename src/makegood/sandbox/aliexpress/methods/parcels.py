"""Reading parcels: what was declared, the way's events, every number of a parcel, what a warehouse holds (§2.2)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.aliexpress.answers import Rows
from makegood.sandbox.aliexpress.calls import Call, method
from makegood.sandbox.aliexpress.methods.paging import page_of
from makegood.sandbox.aliexpress.order import Order, Shipment
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.times import pacific


@method("aliexpress.logistics.querysellershipmentinfo", permission="shipping")
def declared(call: Call) -> dict[str, Any]:
    order = the_order(call, "trade_order_id")
    rows = [
        {
            "logistics_no": shipment.number,
            "service_name": shipment.service,
            "sub_trade_order_index": index,
            "gmt_send": pacific(shipment.sent_at),
        }
        for shipment in order.shipments
        for index in shipment.lines
    ]
    return {"result_list": Rows("shipment_info", rows), "is_success": True}


@method("aliexpress.logistics.redefining.querytrackingresult", permission="shipping")
def tracking(call: Call) -> dict[str, Any]:
    """Quirk (§6): any number of the parcel's chain finds it."""
    shipment = parcel_of(the_order(call, "out_ref"), call.fields.text("logistics_no"))
    return {"details": Rows("details", way(shipment)), "official_website": "example.test", "result_success": True}


@method("aliexpress.asf.shipment.tracking.get", permission="shipping")
def tracking_new(call: Call) -> dict[str, Any]:
    shipment = parcel_of(the_order(call, "tradeOrderId"), call.fields.text("mailNo"))
    return {"result": {"details": Rows("details", way(shipment)), "success": True}}


@method("aliexpress.logistics.redefining.getonlinelogisticsinfo", permission="shipping")
def online(call: Call) -> dict[str, Any]:
    """Quirk (§7.18): the first international number beside the latest, which a relabelled parcel has two of."""
    order = the_order(call, "order_id")
    rows = [
        {
            "order_id": order.id,
            "lp_number": shipment.lp_number,
            "online_logistics_id": shipment.lp_number,
            "original_international_logistics_id": shipment.original_number,
            "internationallogistics_id": shipment.latest_number,
            "chinalogistics_id": shipment.domestic_number,
            "international_logistics_type": shipment.service,
            "logistics_status": "SEND" if shipment.received_at is None else "CLOSED",
            "gmt_create": pacific(shipment.sent_at),
        }
        for shipment in order.shipments
        if shipment.by == "platform"
    ]
    return {"result_list": Rows("result", rows), "success": True}


@method("aliexpress.logistics.querylogisticsorderdetail", permission="shipping")
def online_detail(call: Call) -> dict[str, Any]:
    order = the_order(call, "trade_order_id")
    rows = [
        {
            "trade_order_id": order.id,
            "out_order_code": s.lp_number,
            "international_logistics_num": s.latest_number,
            "domestic_tracking_no": s.domestic_number,
            "logistics_order_status": "SEND" if s.received_at is None else "CLOSED",
        }
        for s in order.shipments
        if s.by == "platform"
    ]
    return {"result": {"result_list": Rows("aeop_logistics_order_detail_dto", rows), "success": True}}


@method("aliexpress.logistics.abnormalorder.query", permission="shipping")
def held(call: Call) -> dict[str, Any]:
    """Quirk (§7.18): parcels a warehouse asks about, with the instant until which it waits. The flag is a text here."""
    fields = call.fields
    wanted = set(fields.texts("warehouse_status_list"))
    tickets = [
        ticket
        for ticket in call.state.tickets.values()
        if ticket.seller_id == call.shop.seller_id
        and (not fields.has("trade_order_id") or ticket.order_id == fields.number("trade_order_id"))
        and (not fields.has("intl_tracking_no") or ticket.international_number == fields.text("intl_tracking_no"))
        and (not wanted or ticket.status in wanted)
    ]
    page = page_of(call, fields, tickets)
    rows = [
        {
            "id": ticket.id,
            "trade_order_id": ticket.order_id,
            "out_order_code": ticket.lp_number,
            "intl_tracking_no": ticket.international_number,
            "domestic_logistic_tracking_no": ticket.domestic_number,
            "und_express_mail_no": ticket.return_number or None,
            "abnormal_code": ticket.code,
            "abnormal_reason": ticket.reason,
            "over_time": pacific(ticket.over_time),
            "gmt_create": pacific(ticket.opened_at),
            "order_status_code": ticket.status,
            "order_status_name": ticket.status,
        }
        for ticket in page.rows
    ]
    return {
        "result": Rows("aeop_warehouse_abnormal_order_result", rows),
        "is_success": "true",
        "total_page": page.pages,
        "total_count": page.total,
        "current_page": page.number,
    }


def way(shipment: Shipment) -> list[dict[str, Any]]:
    return [
        {
            "event_desc": event.words,
            "event_date": pacific(event.at),
            "address": event.place,
            "action_code": event.code,
            "signed_name": "receiver" if event.code == "GTMS_SIGNED" else None,
        }
        for event in reversed(shipment.events)
    ]


def parcel_of(order: Order, number: str) -> Shipment:
    shipment = next((s for s in order.shipments if number in s.numbers()), None)
    if shipment is None:
        raise Refused("TRACKING", f"no parcel {number} of order {order.id}")
    return shipment


def the_order(call: Call, name: str) -> Order:
    order = call.order(call.fields.number(name))
    if order is None:
        raise Refused("ORDER_NOT_FOUND", "no such order")
    return order
