"""What a person may do by hand: as buyer, as courier and platform, and as seller on the pages for which there is no call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from makegood.sandbox.ali1688.amounts import fen_of
from makegood.sandbox.ali1688.answering import agree_money, agree_return, refuse
from makegood.sandbox.ali1688.order import Order, Parcel
from makegood.sandbox.ali1688.parcels import change_number, scan, send
from makegood.sandbox.ali1688.planting import voucher
from makegood.sandbox.ali1688.refund import BUYER, SELLER, STAFF, Refund
from makegood.sandbox.ali1688.refunds import modify, receipt_closes, withdraw
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.returning import buyer_sends, refuse_goods, return_signed, seller_receives
from makegood.sandbox.ali1688.staff import ask_in, decide, dismiss, take
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.trade import cancel_unpaid, close, confirm, pay
from makegood.sandbox.stage.fields import Fields

A = TypeVar("A")
OrderAct = Callable[[State, Order, Fields], object]
RefundAct = Callable[[State, Refund, Fields], object]


def on_order(state: State, who: str, order: Order, asked: Fields) -> None:
    found(ORDER_ACTS, who, asked)(state, order, asked)


def on_refund(state: State, who: str, refund: Refund, asked: Fields) -> None:
    found(REFUND_ACTS, who, asked)(state, refund, asked)


def found(acts: dict[str, dict[str, A]], who: str, asked: Fields) -> A:
    known, act = acts.get(who, {}), asked.text("act")
    if act not in known:
        raise Refused("ACT", f"the {who} cannot {act!r} here; expected one of {', '.join(known) or 'nothing'}")
    return known[act]


def parcel(order: Order, asked: Fields) -> Parcel:
    place = asked.number("parcel", 1)
    if not 1 <= place <= len(order.parcels):
        raise Refused("PARCEL", f"order {order.id} has {len(order.parcels)} parcels, asked for number {place}")
    return order.parcels[place - 1]


def proof(state: State, asked: Fields) -> tuple[str, ...]:
    """A picture, unless `proof` says false."""
    return () if asked.has("proof") and not asked.flag("proof") else (voucher(state),)


def sum_of(refund: Refund, asked: Fields) -> int:
    return fen_of(asked.text("amount")) if asked.has("amount") else refund.payment


ORDER_ACTS: dict[str, dict[str, OrderAct]] = {
    "buyer": {
        "pay": lambda state, order, _: pay(state, order),
        "leave": lambda state, order, _: cancel_unpaid(state, order, "buyerCancel", "", by="buyer"),
        "confirm": lambda state, order, _: confirm(state, order, by="buyer"),
    },
    "platform": {
        "scan": lambda state, order, asked: scan(state, order, parcel(order, asked), asked.text("action", "SIGN")),
        "close": lambda state, order, _: close(
            state, order, "other", "CLOSE_TRADE_BY_BOPS", "ORDER_ORDER_BOPS_CLOSE", by="staff"
        ),
    },
    "seller": {
        "ship": lambda state, order, asked: send(
            state, order, [], cp_code=asked.text("cp_code", "ZTO"), number=asked.text("number", "78000000000001")
        ),
        "change_number": lambda state, order, asked: change_number(
            state, order, parcel(order, asked), asked.text("cp_code", ""), asked.text("number")
        ),
    },
}
REFUND_ACTS: dict[str, dict[str, RefundAct]] = {
    "buyer": {
        "modify": lambda state, refund, asked: modify(
            state, refund, payment=sum_of(refund, asked), carriage=0, note=asked.text("note", "")
        ),
        "withdraw": lambda state, refund, _: withdraw(state, refund),
        "send_back": lambda state, refund, asked: buyer_sends(
            state, refund, number=asked.text("number", "73000000000001"), courier=asked.text("courier", "中通快递")
        ),
        "receipt": lambda state, refund, _: receipt_closes(state, refund),
        "ask_in": lambda state, refund, _: ask_in(state, refund, BUYER),
    },
    "seller": {
        "agree": lambda state, refund, _: (
            agree_return(state, refund, state.shops[refund.seller].address.told)
            if refund.returns
            else agree_money(state, refund)
        ),
        "refuse": lambda state, refund, asked: refuse(
            state, refund, asked.text("reason", "与实际不符"), proof(state, asked)
        ),
        "receive": lambda state, refund, _: seller_receives(state, refund),
        "refuse_goods": lambda state, refund, asked: refuse_goods(
            state, refund, asked.text("reason", "退回商品不符"), proof(state, asked)
        ),
        "ask_in": lambda state, refund, _: ask_in(state, refund, SELLER),
    },
    "platform": {
        "return_signed": lambda state, refund, _: return_signed(state, refund),
        "come_in": lambda state, refund, _: ask_in(state, refund, STAFF),
        "take": lambda state, refund, _: take(state, refund),
        "dismiss": lambda state, refund, _: dismiss(state, refund),
        "decide": lambda state, refund, asked: decide(state, refund, sum_of(refund, asked), 0),
    },
}
