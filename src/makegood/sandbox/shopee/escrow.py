"""What escrow holds, gives back and releases, and how its figures change late (platforms/shopee.md §2 Money; sandbox list, 19)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.amounts import share
from makegood.sandbox.shopee.claim import Return
from makegood.sandbox.shopee.order import Adjustment, Order
from makegood.sandbox.shopee.state import State


def commission(state: State, order: Order) -> int:
    return share(max(0, order.left), state.figures.commission_percent)


def payout(state: State, order: Order) -> int:
    """`escrow_amount`: what the seller is expected to get; it changes until completion, and after."""
    if order.status in ("CANCELLED", "UNPAID"):
        return 0
    return order.left - commission(state, order) - order.reverse_fee + order.lost_compensation


def adjusted(order: Order) -> int:
    return sum(one.amount for one in order.adjustments)


def give_back(state: State, order: Order, kind: str, amount: int, *, claim: Return | None = None) -> None:
    """To the buyer: out of escrow, or out of the seller's pocket where escrow was released already."""
    order.refunded += amount
    source = "escrow" if order.released_at is None else "seller"
    state.move(kind, order, source, "buyer", amount, claim=claim.sn if claim is not None else None)


def refund(state: State, order: Order, claim: Return, amount: int) -> None:
    """A return's money goes back; what that costs shows in escrow a day later, and again days after that."""
    amount = min(amount, order.left)
    claim.refunded_at, claim.amount = state.at, amount
    give_back(state, order, "refund", amount, claim=claim)
    if claim.judged or claim.dispute is not None:
        order.drc_refund += amount
    hours = timedelta(hours=state.figures.reverse_fee_hours)
    state.agenda.enter(state.at + hours, "reverse_fee", order.sn, claim.sn)


def release_later(state: State, order: Order) -> None:
    state.agenda.enter(state.at + timedelta(days=state.figures.release_days), "release", order.sn)


def adjust(state: State, order: Order, amount: int, reason: str) -> None:
    """A late `order_adjustment`. The order's own status and times stay as they are: only its escrow tells."""
    order.adjustments.append(Adjustment(state.at, amount, reason))
    source, to = ("platform", "seller") if amount > 0 else ("seller", "platform")
    state.move("adjustment", order, source, to, abs(amount))


@happening("release")
def release(state: State, subject: tuple[Any, ...]) -> None:
    """Open: nothing is released while a return is under way; then as soon as it is over."""
    order = state.orders[subject[0]]
    if order.released_at is not None or order.status == "CANCELLED":
        return
    if any(claim.is_open for claim in state.returns_of(order)):
        release_later(state, order)
        return
    order.released_at = state.at
    fee = commission(state, order)
    state.move("fee", order, "escrow", "platform", fee + order.reverse_fee)
    state.move("released", order, "escrow", "seller", order.left - fee - order.reverse_fee)


@happening("reverse_fee")
def reverse_fee(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (§4, fee on upheld return): the buyer's shipping of the goods is charged to the seller, where goods came back."""
    order, claim = state.orders[subject[0]], state.returns[subject[1]]
    if claim.way.tracking:
        fee = share(order.total, state.figures.reverse_fee_percent)
        if order.released_at is None:
            order.reverse_fee += min(fee, max(0, order.left - commission(state, order) - order.reverse_fee))
        else:
            adjust(state, order, -fee, "Reverse shipping fee")
    days = timedelta(days=state.figures.adjustment_days)
    state.agenda.enter(state.at + days, "late_adjustment", order.sn, claim.sn)


@happening("late_adjustment")
def late_adjustment(state: State, subject: tuple[Any, ...]) -> None:
    """Days after the return was over: what escrow said changes once more. Open: which ones; here, where Shopee decided."""
    order, claim = state.orders[subject[0]], state.returns[subject[1]]
    if order.status == "CANCELLED" or not (claim.judged or claim.way.tracking):
        return
    back = share(claim.amount, 5)
    if back:
        adjust(state, order, back, "Return shipping fee adjustment")
