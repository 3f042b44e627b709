"""What a person may do by hand, as buyer, as platform, or as merchant on pages for which there is no call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from makegood.sandbox.stage.fields import Fields
from makegood.sandbox.wish import appealing, penalising, talking, trade
from makegood.sandbox.wish.dispute import Dispute
from makegood.sandbox.wish.order import Order, Tracking
from makegood.sandbox.wish.penalty import Penalty
from makegood.sandbox.wish.refusing import NOT_NOW, Refused
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.ticket import Ticket

A = TypeVar("A")


def found(acts: dict[str, dict[str, A]], who: str, asked: Fields) -> A:
    known, act = acts.get(who, {}), asked.text("act")
    if act not in known:
        raise Refused(NOT_NOW, f"the {who} cannot {act!r} here; expected one of {', '.join(known) or 'nothing'}")
    return known[act]


def ships(state: State, order: Order, asked: Fields) -> None:
    """In the dashboard, at once."""
    number, provider = (
        asked.text("number", f"UH{state.number('parcel') + 100000000:09d}CN"),
        asked.text("provider", "YunExpress"),
    )
    trade.ship(state, order, Tracking(number, provider, asked.text("origin_country", "CN")))


def fails_next(_state: State, order: Order, _: Fields) -> None:
    """The next asynchronous write on this order, or the one in progress, FAILS."""
    order.script["fail_next"] = True


def decides(state: State, ticket: Ticket, asked: Fields) -> None:
    if ticket.state in ("AWAITING_MERCHANT", "AWAITING_USER"):
        talking.to_wish(state, ticket)
    refunds = asked.flag("refund") if asked.has("refund") else ticket.wish_refunds
    talking.wish_decides(state, ticket, refunds=refunds, merchant_share=asked.number("share", 100))


OrderAct = Callable[[State, Order, Fields], object]
TicketAct = Callable[[State, Ticket, Fields], object]
PenaltyAct = Callable[[State, Penalty, Fields], object]
DisputeAct = Callable[[State, Dispute, Fields], object]

ORDER_ACTS: dict[str, dict[str, OrderAct]] = {
    "buyer": {
        "cancel": lambda state, order, _: trade.customer_cancels(state, order),
        "charge_back": lambda state, order, _: trade.charge_back(state, order),
    },
    "platform": {
        "release": lambda state, order, _: trade.release(state, order),
        "refuse": lambda state, order, _: trade.refuse_review(state, order),
        "decline": lambda state, order, _: trade.decline(state, order),
        "scan": lambda state, order, _: trade.scan(state, order),
        "deliver": lambda state, order, _: trade.deliver(state, order),
        "take_back_tracking": lambda state, order, _: trade.take_back_tracking(state, order),
        "release_again": lambda state, order, _: trade.release_again(state, order),
        "fail_next": fails_next,
    },
    "seller": {"ship": ships},
}
TICKET_ACTS: dict[str, dict[str, TicketAct]] = {
    "buyer": {
        "reply": lambda state, ticket, asked: talking.user_replies(
            state, ticket, asked.text("message", "And now?"), asked.texts("files")
        ),
        "close": lambda state, ticket, _: talking.close(state, ticket, "USER"),
    },
    "platform": {
        "take_over": lambda state, ticket, _: talking.to_wish(state, ticket),
        "decide": decides,
        "close_for_good": lambda state, ticket, _: talking.close(state, ticket, "WISH_SUPPORT", for_good=True),
    },
    "seller": {"reply": lambda state, ticket, asked: talking.merchant_replies(state, ticket, asked.text("message"))},
}
PENALTY_ACTS: dict[str, dict[str, PenaltyAct]] = {
    "platform": {"reverse": lambda state, penalty, _: penalising.reverse(state, penalty)}
}
DISPUTE_ACTS: dict[str, dict[str, DisputeAct]] = {
    "platform": {
        "approve": lambda state, dispute, _: appealing.approve(state, dispute),
        "reject": lambda _, dispute, __: appealing.reject(dispute),
    },
    "seller": {
        "again": lambda state, dispute, asked: appealing.appeal(
            state, dispute.about, dispute.about_id, text=asked.text("text", "")
        )
    },
}
