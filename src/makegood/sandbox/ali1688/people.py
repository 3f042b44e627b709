"""How people in a seeded world go on with a refund: buyers by temper, a seller for the days gone by, couriers with what comes back."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from makegood.sandbox.ali1688.amounts import share
from makegood.sandbox.ali1688.answering import agree_money, agree_return, refuse
from makegood.sandbox.ali1688.planting import voucher
from makegood.sandbox.ali1688.refund import BUYER, Refund
from makegood.sandbox.ali1688.refunds import modify, withdraw
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.returning import buyer_sends, return_signed, seller_receives
from makegood.sandbox.ali1688.staff import ask_in
from makegood.sandbox.ali1688.state import State, happening

RETURNS_SENT = 0.8


def dice(state: State, refund: Refund) -> Random:
    """The same for the same world, refund and turn, whatever else happened meanwhile."""
    refund.moves += 1
    return Random(f"{state.seed}:{refund.id}:{refund.moves}")  # noqa: S311


class Audience:
    """Listens to refunds and lets those who are concerned act later."""

    def __init__(self, *, answered_until: datetime | None = None) -> None:
        self.answered_until = answered_until

    def __call__(self, state: State, what: str, refund: Refund) -> None:
        if not refund.temper or what in ("paid", "closed"):
            return
        random = dice(state, refund)
        if what in ("opened", "sent_back"):
            until = self.answered_until
            if what == "sent_back":
                days = random.uniform(2, 5)
                state.agenda.enter(state.at + timedelta(days=days), "return_arrives", refund.id)
            if until and state.at < until and random.random() < 0.75:
                hours = random.uniform(1, 20) if what == "opened" else random.uniform(72, 160)
                state.agenda.enter(state.at + timedelta(hours=hours), "seller_moves", refund.id)
        elif what == "return_agreed":
            if random.random() < RETURNS_SENT:
                state.agenda.enter(state.at + timedelta(days=random.uniform(0.5, 5)), "buyer_returns", refund.id)
        else:
            state.agenda.enter(state.at + timedelta(hours=random.uniform(3, 60)), "buyer_moves", refund.id)


@happening("buyer_moves")
def buyer_moves(state: State, subject: tuple[Any, ...]) -> None:
    """Refused: one asks for less, one gives in, one calls the staff."""
    refund = state.refunds[subject[0]]
    if refund.status != "waitbuyermodify" or refund.complaint is not None:
        return
    random = dice(state, refund)
    order = state.orders[refund.order_id]
    if refund.temper == "forgiving":
        withdraw(state, refund)
    elif refund.temper == "stubborn" or (refund.rejected > 1 and random.random() < 0.7):
        ask_in(state, refund, BUYER, "与卖家协商不成")
    elif order.is_shipped and refund.payment > 100:
        modify(state, refund, payment=share(refund.payment, 60), carriage=0, note="那就少退一点")
    else:
        ask_in(state, refund, BUYER, "卖家拒绝退款")


@happening("buyer_returns")
def buyer_returns(state: State, subject: tuple[Any, ...]) -> None:
    refund = state.refunds[subject[0]]
    if refund.status == "waitbuyersend" and refund.frozen_at is None:
        number = f"73{state.number('buyer_return') + 10**11:012d}"
        buyer_sends(state, refund, number=number, courier="中通快递", note="已寄回")


@happening("return_arrives")
def return_arrives(state: State, subject: tuple[Any, ...]) -> None:
    refund = state.refunds[subject[0]]
    if refund.status == "waitsellerreceive":
        return_signed(state, refund)


@happening("seller_moves")
def seller_moves(state: State, subject: tuple[Any, ...]) -> None:
    """A seller as sellers are: agrees to most, refuses some, and now and then says nothing."""
    refund = state.refunds[subject[0]]
    random = dice(state, refund)
    try:
        if refund.status == "waitsellerreceive":
            seller_receives(state, refund)
        elif refund.status != "waitselleragree" or refund.frozen_at is not None:
            return
        elif random.random() < 0.3 and state.orders[refund.order_id].is_shipped:
            refuse(state, refund, "与实际不符", (voucher(state),))
        elif refund.returns:
            agree_return(state, refund, state.shops[refund.seller].address.told)
        else:
            agree_money(state, refund)
    except Refused as no:
        state.orders[refund.order_id].script.setdefault("not_done", []).append(f"seller: {no}")
