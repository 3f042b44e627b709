"""Sending: with a courier, without one, several orders at once, by lines and never by pieces; and what was sent, and its way (§2.2)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.calls import LOGISTICS, Call, Fields, method, plain
from makegood.sandbox.ali1688.methods.order_documents import known
from makegood.sandbox.ali1688.order import Order, Parcel
from makegood.sandbox.ali1688.parcels import CONDITIONS, COURIERS, send
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.times import compact

NAMED = {
    "1": "logisticsCpName",
    "2": "noLogisticsBillNo",
    "3": "noLogisticsName",
    "4": "noLogisticsName",
    "5": "remarks",
}
"""Open (§2.2): which member must go with which condition; the numbers are the sheet's."""


@method(LOGISTICS, "alibaba.logistics.OpDeliverySendOrder.offline", permission="logistics", says=plain, writes=True)
def with_courier(call: Call) -> None:
    body = call.fields.object("extBody")
    cp_code, number = body.text("cpCode"), body.text("mailNo")
    if cp_code not in COURIERS:
        raise Refused("CP_CODE_ERROR", f"cpCode {cp_code} is none of the list's companyNo")
    company = body.text("logisticsCpName", COURIERS[cp_code])
    for order, sub_ids in _chosen(call):
        send(call.state, order, sub_ids, cp_code=cp_code, company=company, number=number)


@method(LOGISTICS, "alibaba.logistics.OpDeliverySendOrder.dummy", permission="logistics", says=plain, writes=True)
def without_courier(call: Call) -> None:
    body = call.fields.object("extBody")
    condition = body.text("noLogisticsCondition")
    if condition not in CONDITIONS:
        raise Refused("CONDITION_ERROR", f"noLogisticsCondition {condition}, expected 1 to 5")
    if not body.has(NAMED[condition]) and not (condition == "5" and call.fields.has("remarks")):
        raise Refused("CONDITION_ERROR", f"condition {condition} needs {NAMED[condition]}")
    for order, sub_ids in _chosen(call):
        send(call.state, order, sub_ids, condition=condition, company=body.text("logisticsCpName", ""))


def _chosen(call: Call) -> list[tuple[Order, list[int]]]:
    """Quirk (§7.17): orders may go in one parcel; an entry's `amount` must be all of it. All are looked at before one is sent."""
    found = []
    for part in call.fields.objects("sendGoods"):
        order = call.state.orders.get(part.number("sourceId"))
        if order is None or order.seller != call.member:
            raise Refused("ORDER_NOT_EXIST", f"sourceId {part.text('sourceId')}")
        entries = part.objects("sendGoodEntries") if part.has("sendGoodEntries") else []
        found.append((order, [_entry(order, entry) for entry in entries]))
    return found


def _entry(order: Order, entry: Fields) -> int:
    line = order.line(entry.number("sourceEntryId"))
    if line is None:
        raise Refused("ENTRY_NOT_EXIST", f"sourceEntryId {entry.text('sourceEntryId')}")
    if entry.has("amount") and float(entry.text("amount")) != line.quantity:
        raise Refused(
            "SEND_AMOUNT_ERROR", f"line {line.sub_id} has {line.quantity} pieces; a part of them cannot be sent"
        )
    return line.sub_id


@method(
    LOGISTICS,
    "alibaba.logistics.OpQueryLogisticCompanyList",
    "alibaba.logistics.OpQueryLogisticCompanyList.offline",
    permission="logistics",
)
def couriers(call: Call) -> dict[str, Any]:  # noqa: ARG001 (every API has one signature)
    rows = [
        {"id": place, "companyNo": code, "companyName": name, "supportPrint": False}
        for place, (code, name) in enumerate(COURIERS.items(), start=1)
    ]
    return {"result": rows}


@method(LOGISTICS, "alibaba.trade.getLogisticsInfos.sellerView", permission="logistics", says=plain)
def what_was_sent(call: Call) -> dict[str, Any]:
    order = call.order()
    rows = [
        known(
            logisticsId=parcel.logistics_id,
            logisticsBillNo=parcel.number,
            status=parcel.status,
            orderEntryIds=",".join(map(str, parcel.lines)),
            logisticsCompanyId=parcel.cp_code,
            logisticsCompanyName=parcel.company,
        )
        for parcel in order.parcels
    ]
    return {"result": rows, "success": True}


@method(LOGISTICS, "alibaba.trade.getLogisticsTraceInfo.sellerView", permission="logistics", says=plain)
def trace(call: Call) -> dict[str, Any]:
    return traced(call, call.order())


def traced(call: Call, order: Order) -> dict[str, Any]:
    wanted = call.fields.text("logisticsId", "")
    parcels = [parcel for parcel in order.parcels if wanted in ("", parcel.logistics_id)]
    return {"logisticsTrace": [_trace(order, parcel) for parcel in parcels], "success": True}


def _trace(order: Order, parcel: Parcel) -> dict[str, Any]:
    return {
        "logisticsId": parcel.logistics_id,
        "orderId": order.id,
        "logisticsBillNo": parcel.number,
        "logisticsSteps": [{"acceptTime": compact(one.at), "remark": one.words} for one in parcel.scans],
        "traceNodeList": [{"action": one.action, "acceptTime": compact(one.at)} for one in parcel.scans],
    }
