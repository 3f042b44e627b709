"""A package on its way: arranged, numbered, picked up, delivered, lost, brought back (platforms/shopee.md §2 Shipping, §3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.shopee import escrow
from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.order import Order, TrackingEvent
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.state import State
from makegood.sandbox.shopee.trade import UNSENT, cancel, expect, stand

PUSH_TRACKING, PUSH_PARCEL = 4, 30


def arrange(state: State, order: Order, *, number: str = "") -> None:
    """`ship_order`. A number brought along is refused where another order has it."""
    expect(order, "READY_TO_SHIP", "RETRY_SHIP")
    if number and any(other.tracking == number for other in state.orders.values() if other is not order):
        raise Refused("logistics.tracking_number_used", "Tracking number has been used by another order.")
    order.arranged_at = state.at
    order.tracking = number or f"SPX{order.region}{state.number('parcel') + 10**9:012d}"
    # Quirk (sandbox list, 18): the number cannot be read for some minutes.
    order.number_due = state.at if number else state.at + timedelta(minutes=state.figures.tracking_minutes)
    happened(state, order, "LOGISTICS_REQUEST_CREATED", "Shipment arranged")
    stand(state, order, "PROCESSED")
    state.agenda.enter(order.number_due, "number_given", order.sn)


@happening("number_given")
def number_given(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    told = {"ordersn": order.sn, "package_number": order.package, "tracking_no": order.tracking}
    state.announce(PUSH_TRACKING, order.shop_id, told)


def happened(state: State, order: Order, status: str, words: str) -> None:
    order.logistics = status
    order.events.append(TrackingEvent(state.at, status, words))
    told = {"ordersn": order.sn, "package_number": order.package, "fulfillment_status": status}
    state.announce(PUSH_PARCEL, order.shop_id, {**told, "update_time": int(state.at.timestamp())})


def pick_up(state: State, order: Order) -> None:
    expect(order, "PROCESSED")
    order.picked_up_at = state.at
    happened(state, order, "LOGISTICS_PICKUP_DONE", "Parcel picked up")
    stand(state, order, "SHIPPED")


def fail_pick_up(state: State, order: Order) -> None:
    """The carrier came in vain: it must be arranged again."""
    expect(order, "PROCESSED")
    happened(state, order, "LOGISTICS_PICKUP_RETRY", "Pickup failed")
    stand(state, order, "RETRY_SHIP")
    if order.ship_by is not None:
        grace = timedelta(days=state.figures.cancel_grace_days)
        state.agenda.enter(max(state.at, order.ship_by + grace), "ship_lapses", order.sn)


def deliver(state: State, order: Order) -> None:
    expect(order, "SHIPPED")
    order.delivered_at = state.at
    if order.cod:
        order.paid_at = state.at
        state.move("paid", order, "buyer", "escrow", order.total)
    happened(state, order, "LOGISTICS_DELIVERY_DONE", "Delivered")
    stand(state, order, "TO_CONFIRM_RECEIVE")
    state.agenda.enter(state.at + timedelta(days=state.figures.auto_confirm_days), "confirm_lapses", order.sn)


def fail_delivery(state: State, order: Order) -> None:
    """Refused or not found: it comes back, and the order ends."""
    expect(order, "SHIPPED")
    happened(state, order, "LOGISTICS_COD_REJECTED" if order.cod else "LOGISTICS_DELIVERY_FAILED", "Delivery failed")
    cancel(state, order, by="system", reason="COD Rejected" if order.cod else "Failed Delivery")


def lose(state: State, order: Order) -> None:
    """The parcel is lost; the seller is compensated (`seller_lost_compensation`, §2 Money)."""
    expect(order, "SHIPPED", *UNSENT)
    order.lost_compensation = order.total
    happened(state, order, "LOGISTICS_LOST", "Parcel lost")
    cancel(state, order, by="system", reason="Parcel is Lost")
    escrow.adjust(state, order, order.lost_compensation, "Lost parcel compensation")
