"""What a person may do by hand, as buyer, as platform, or as seller on pages for which there is no call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from makegood.sandbox.shopee import escrow, negotiating, parcels, returning, trade, way_back
from makegood.sandbox.shopee.amounts import minor
from makegood.sandbox.shopee.claim import SOLUTIONS, Return
from makegood.sandbox.shopee.order import Order
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.state import State
from makegood.sandbox.stage.fields import Fields

A = TypeVar("A")
OrderAct = Callable[[State, Order, Fields], object]
ReturnAct = Callable[[State, Return, Fields], object]


def on_order(state: State, who: str, order: Order, asked: Fields) -> None:
    found(ORDER_ACTS, who, asked)(state, order, asked)


def on_return(state: State, who: str, claim: Return, asked: Fields) -> None:
    found(RETURN_ACTS, who, asked)(state, claim, asked)


def found(acts: dict[str, dict[str, A]], who: str, asked: Fields) -> A:
    known, act = acts.get(who, {}), asked.text("act")
    if act not in known:
        raise Refused("ACT", f"the {who} cannot {act!r} here; expected one of {', '.join(known) or 'nothing'}")
    return known[act]


def counter(state: State, claim: Return, asked: Fields) -> None:
    amount = minor(asked.text("amount"), claim.currency) if asked.has("amount") else claim.amount
    solution = SOLUTIONS[asked.text("solution")] if asked.has("solution") else None
    negotiating.buyer_counters(state, claim, amount, solution)


def rule(state: State, claim: Return, asked: Fields) -> None:
    if claim.status not in ("JUDGING", "SELLER_DISPUTE"):
        raise Refused("RULE", f"return {claim.sn} is {claim.status}; Shopee rules on JUDGING and SELLER_DISPUTE")
    returning.rule(state, claim, asked.number("percent", claim.fair_percent))


def adjust(state: State, order: Order, asked: Fields) -> None:
    """`amount` may be negative: money taken from the seller."""
    escrow.adjust(state, order, minor(asked.text("amount"), order.currency), asked.text("reason", "Adjustment"))


ORDER_ACTS: dict[str, dict[str, OrderAct]] = {
    "buyer": {
        "pay": lambda state, order, _: trade.pay(state, order),
        "ask_cancel": lambda state, order, asked: trade.ask_cancel(
            state, order, asked.text("reason", "CHANGE_OF_MIND")
        ),
        "take_back_cancel": lambda state, order, _: trade.take_back_cancel(state, order),
        "confirm": lambda state, order, _: trade.confirm(state, order),
    },
    "platform": {
        "hold": lambda state, order, _: trade.pay(state, order, held=True),
        "pick_up": lambda state, order, _: parcels.pick_up(state, order),
        "fail_pick_up": lambda state, order, _: parcels.fail_pick_up(state, order),
        "deliver": lambda state, order, _: parcels.deliver(state, order),
        "fail_delivery": lambda state, order, _: parcels.fail_delivery(state, order),
        "lose": lambda state, order, _: parcels.lose(state, order),
        "cancel": lambda state, order, asked: trade.cancel(
            state, order, by="system", reason=asked.text("reason", "Other")
        ),
        "adjust": adjust,
    },
    "seller": {"arrange": lambda state, order, asked: parcels.arrange(state, order, number=asked.text("number", ""))},
}
RETURN_ACTS: dict[str, dict[str, ReturnAct]] = {
    "buyer": {
        "accept": lambda state, claim, _: negotiating.buyer_accepts(state, claim),
        "refuse": lambda state, claim, _: negotiating.buyer_refuses(state, claim),
        "counter": counter,
        "withdraw": lambda state, claim, _: returning.withdraw(state, claim),
        "ship_return": lambda state, claim, asked: way_back.buyer_posts(state, claim, asked.text("number", "")),
    },
    "platform": {
        "arrive": lambda state, claim, _: way_back.arrives(state, claim),
        "judge": rule,
        "reassess": lambda state, claim, asked: returning.reassess(state, claim, asked.text("reason")),
    },
    "seller": {"received": lambda state, claim, _: way_back.received(state, claim)},
}
