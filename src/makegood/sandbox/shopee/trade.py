"""An order's life up to its completion: placing, paying, being held, cancelling, confirming (platforms/shopee.md §3, §4)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.shopee import escrow
from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.amounts import CURRENCIES
from makegood.sandbox.shopee.order import Buyer, Item, Order
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.state import State

UNSENT = ("READY_TO_SHIP", "PROCESSED", "RETRY_SHIP")
PUSH_STATUS = 3


def place(
    state: State,
    shop_id: int,
    buyer: Buyer,
    items: list[Item],
    *,
    shipping_fee: int = 0,
    cod: bool = False,
    days_to_ship: int | None = None,
    message: str = "",
    script: dict[str, Any] | None = None,
) -> Order:
    """A new order, unpaid unless it is paid on delivery."""
    shop, figures = state.shops[shop_id], state.figures
    order = Order(
        sn=state.serial("order", 8),
        shop_id=shop_id,
        region=shop.region,
        currency=CURRENCIES[shop.region],
        buyer=buyer,
        items=items,
        status="UNPAID",
        created_at=state.at,
        updated_at=state.at,
        package=f"OFG{state.number('package') + 10**14}",
        days_to_ship=figures.days_to_ship if days_to_ship is None else days_to_ship,
        shipping_fee=shipping_fee,
        cod=cod,
        message=message,
        script=script or {},
    )
    state.orders[order.sn] = order
    if cod:
        awaits_shipping(state, order)
    else:
        stand(state, order, "UNPAID")
        state.agenda.enter(state.at + timedelta(hours=figures.pay_hours), "pay_lapses", order.sn)
    return order


def stand(state: State, order: Order, status: str, *, scenario: str = "") -> None:
    """Comes into a status, which is pushed (§2 Push, code 3: `ordersn` without an underscore)."""
    order.status = status
    state.changed(order)
    told = {"items": [], "ordersn": order.sn, "status": status, "completed_scenario": scenario}
    state.announce(PUSH_STATUS, order.shop_id, {**told, "update_time": int(state.at.timestamp())})


def expect(order: Order, *statuses: str) -> None:
    if order.status not in statuses:
        raise Refused("order.order_status_invalid", f"The order is {order.status}, expected {' or '.join(statuses)}.")


def pay(state: State, order: Order, *, held: bool = False) -> None:
    """Quirk (§4, suspicious orders): a held one shows PENDING, and cannot be shipped before Shopee let it go."""
    expect(order, "UNPAID")
    order.paid_at = state.at
    state.move("paid", order, "buyer", "escrow", order.total)
    if held:
        order.pending = ("SYSTEM_PENDING",)
        stand(state, order, "PENDING")
        state.agenda.enter(state.at + timedelta(hours=state.figures.pending_hours), "hold_ends", order.sn)
    else:
        awaits_shipping(state, order)


def awaits_shipping(state: State, order: Order) -> None:
    order.pending = ()
    order.ship_by = state.at + timedelta(days=order.days_to_ship)
    order.logistics = "LOGISTICS_READY"
    stand(state, order, "READY_TO_SHIP")
    grace = timedelta(days=state.figures.cancel_grace_days)
    state.agenda.enter(order.ship_by + grace, "ship_lapses", order.sn)


def ask_cancel(state: State, order: Order, reason: str) -> None:
    """The buyer wants out. Quirk (§4): for an hour after ordering nobody is asked."""
    order.buyer_cancel_reason = reason
    free = order.created_at + timedelta(minutes=state.figures.free_cancel_minutes)
    if order.status in ("UNPAID", "PENDING") or (order.status == "READY_TO_SHIP" and state.at < free):
        cancel(state, order, by="buyer", reason="Buyer Request to Cancel")
        return
    expect(order, *UNSENT)
    order.before_cancel = order.status
    order.cancel_due = state.at + timedelta(days=state.figures.cancel_answer_days)
    order.cancel_by = "buyer"
    stand(state, order, "IN_CANCEL")
    state.agenda.enter(order.cancel_due, "cancel_lapses", order.sn)


def take_back_cancel(state: State, order: Order) -> None:
    """The buyer takes the request back."""
    answer_cancel(state, order, accept=False)


def answer_cancel(state: State, order: Order, *, accept: bool) -> None:
    expect(order, "IN_CANCEL")
    if accept:
        cancel(state, order, by="buyer", reason="Buyer Request to Cancel")
        return
    order.cancel_due, order.cancel_by = None, ""
    stand(state, order, order.before_cancel)
    if order.ship_by is not None:
        lapse = max(state.at, order.ship_by + timedelta(days=state.figures.cancel_grace_days))
        state.agenda.enter(lapse, "ship_lapses", order.sn)


def cancel(state: State, order: Order, *, by: str, reason: str) -> None:
    """Ends an order; what was paid goes back."""
    order.cancel_by, order.cancel_reason, order.cancel_due = by, reason, None
    for item in order.items:
        item.cancelled = item.quantity
    if order.paid_at is not None:
        escrow.give_back(state, order, "cancelled", order.left)
    order.logistics = "LOGISTICS_INVALID" if order.logistics == "LOGISTICS_READY" else "LOGISTICS_REQUEST_CANCELED"
    stand(state, order, "CANCELLED")


def cancel_part(state: State, order: Order, parts: dict[int, int], reason: str) -> None:
    """Some pieces of some items (§2 Orders, since 2026-05); the rest is still to be shipped."""
    expect(order, "READY_TO_SHIP")
    back = 0
    for place, pieces in parts.items():
        order.items[place].cancelled += pieces
        back += order.items[place].price * pieces
    if order.paid_at is not None:
        escrow.give_back(state, order, "cancelled", back)
    order.cancel_reason = reason
    state.changed(order)


def confirm(state: State, order: Order, *, by: str = "buyer") -> None:
    """The buyer has it, or has not said otherwise in time."""
    expect(order, "TO_CONFIRM_RECEIVE")
    complete(state, order, by=by)


def complete(state: State, order: Order, *, by: str = "system", scenario: str = "NORMAL") -> None:
    order.completed_at = state.at
    since = order.delivered_at or state.at
    order.return_until = since + timedelta(days=state.figures.return_days)
    order.script.setdefault("completed_by", by)
    stand(state, order, "COMPLETED", scenario=scenario)
    escrow.release_later(state, order)


@happening("pay_lapses")
def pay_lapses(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.status == "UNPAID":
        cancel(state, order, by="system", reason="Unpaid Order")


@happening("hold_ends")
def hold_ends(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (§4): verified, it is to be shipped; else it is cancelled and refunded with nothing for the seller to do."""
    order = state.orders[subject[0]]
    if order.status != "PENDING":
        return
    if order.script.get("suspicious"):
        cancel(state, order, by="Ops", reason="Other")
    else:
        awaits_shipping(state, order)


@happening("cancel_lapses")
def cancel_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (sandbox list, 9): a request that nobody answers is granted."""
    order = state.orders[subject[0]]
    if order.status == "IN_CANCEL" and order.cancel_due == state.at:
        cancel(state, order, by="buyer", reason="Buyer Request to Cancel")


@happening("ship_lapses")
def ship_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (§4, sandbox list 10): not handed over by the ship-by date and its grace, it is cancelled."""
    order = state.orders[subject[0]]
    if order.status in ("READY_TO_SHIP", "RETRY_SHIP"):
        cancel(state, order, by="system", reason="Seller did not Ship")


@happening("confirm_lapses")
def confirm_lapses(state: State, subject: tuple[Any, ...]) -> None:
    order = state.orders[subject[0]]
    if order.status == "TO_CONFIRM_RECEIVE":
        complete(state, order)
