"""Parcels: sending at the level of lines, scans on the way, signing or trouble at the door, a number that changes."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.ali1688.order import Order, Parcel, Scan
from makegood.sandbox.ali1688.refunding import closed_by_shipping
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.standing import SENT, UNSENT, expect, noted, stand, tell_order
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.trade import will_confirm

COURIERS = {"SF": "顺丰速运", "ZTO": "中通快递", "YTO": "圆通速递", "HTKY": "百世快递", "STO": "申通快递", "EMS": "EMS"}
"""cpCode to name (§2.2, §6). Open: the list beyond SF, ZTO and HTKY."""
CONDITIONS = ("1", "2", "3", "4", "5")


def send(
    state: State,
    order: Order,
    sub_ids: list[int],
    *,
    cp_code: str = "",
    company: str = "",
    number: str = "",
    condition: str = "",
    by: str = "self",
) -> Parcel:
    """Quirk (§7.17): whole lines only; a line goes once."""
    expect(order, UNSENT)
    waiting = [line.sub_id for line in order.lines if line.logistics_status == 1]
    chosen = sub_ids or waiting
    if not chosen or any(sub_id not in waiting for sub_id in chosen):
        raise Refused("SEND_GOODS_ERROR", f"order {order.id}: lines {chosen} are not all waiting to be sent")
    parcel = Parcel(
        logistics_id=f"AL{state.number('parcel'):014d}",
        cp_code=cp_code,
        company=company or COURIERS.get(cp_code, cp_code),
        number=number,
        lines=tuple(chosen),
        sent_at=state.at,
        by="platform" if by == "platform" else "self",
        condition=condition,
        status="ACCEPT",
        scans=[Scan(state.at, "CONSIGN", "商家已发货")],
    )
    order.parcels.append(parcel)
    for line in order.lines:
        line.logistics_status = 2 if line.sub_id in chosen else line.logistics_status
    if any(line.logistics_status == 1 for line in order.lines):
        noted(state, order, "part_sent", "seller")
        tell_order(state, order, "ORDER_PART_PART_SENDGOODS")
    else:
        order.sent_at = state.at
        stand(state, order, SENT, "ORDER_ANNOUNCE_SENDGOODS", action="sent", by="seller")
        will_confirm(state, order)
    closed_by_shipping(state, order, parcel.lines)
    return parcel


def scan(state: State, order: Order, parcel: Parcel, action: str, words: str = "") -> None:
    """One of §3's: ACCEPT, TRANSPORT, DELIVERING, SIGN, or UNSIGN for trouble at the door."""
    if action not in ("ACCEPT", "TRANSPORT", "DELIVERING", "SIGN", "UNSIGN"):
        raise Refused("SCAN", f"no scan is called {action!r}")
    parcel.scans.append(Scan(state.at, action, words or action))
    parcel.status = {"ACCEPT": "ACCEPT", "SIGN": "SIGN", "UNSIGN": "UNSIGN"}.get(action, "TRANSPORT")
    if action == "SIGN":
        parcel.signed_at = state.at
        for line in order.lines:
            line.logistics_status = 3 if line.sub_id in parcel.lines else line.logistics_status
        if order.status == SENT and all(one.signed_at or one.condition for one in order.parcels):
            order.received_at = state.at
            will_confirm(state, order)
    noted(state, order, f"scan_{action.lower()}", "courier")
    state.announce("LOGISTICS_BUYER_VIEW_TRACE", order.seller, {"OrderLogisticsTracingModel": _trace(order, parcel)})


def change_number(state: State, order: Order, parcel: Parcel, cp_code: str, number: str) -> None:
    """Done in the workbench, for there is no call (§2.2); told by a message alone, with both numbers (§7.18)."""
    if not number or number == parcel.number:
        raise Refused("MAIL_NO", f"parcel {parcel.logistics_id} has that number already")
    told = {
        "logisticsId": parcel.logistics_id,
        "oldCpCode": parcel.cp_code,
        "newCpCode": cp_code or parcel.cp_code,
        "oldMailNo": parcel.number,
        "newMailNo": number,
        "orderLogsItems": _items(order, parcel),
    }
    parcel.before.append((state.at, parcel.cp_code, parcel.number))
    parcel.number, parcel.cp_code = number, cp_code or parcel.cp_code
    parcel.company = COURIERS.get(parcel.cp_code, parcel.company)
    noted(state, order, "number_changed", "seller")
    state.announce("LOGISTICS_MAIL_NO_CHANGE", order.seller, {"MailNoChangeModel": told})


def _trace(order: Order, parcel: Parcel) -> dict[str, Any]:
    last = parcel.scans[-1]
    return {
        "logisticsId": parcel.logistics_id,
        "cpCode": parcel.cp_code,
        "mailNo": parcel.number,
        "statusChanged": last.action,
        "orderLogsItems": _items(order, parcel),
    }


def _items(order: Order, parcel: Parcel) -> list[dict[str, Any]]:
    return [{"orderId": order.id, "orderEntryId": sub_id} for sub_id in parcel.lines]
