"""How people in a seeded world answer in a ticket: buyers by temper, after hours or days; a merchant for the days gone by."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from makegood.sandbox.wish.happening import happening
from makegood.sandbox.wish.processing import refunds
from makegood.sandbox.wish.reasons import valid_now
from makegood.sandbox.wish.refusing import Refused
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.talking import close, merchant_replies, to_wish, user_replies
from makegood.sandbox.wish.ticket import Ticket

TEMPERS = {"content": 45, "insisting": 30, "silent": 25}
WORDS = ("Please refund my order.", "This does not help me.", "I want my money back.")
INSISTS_MOST = 2
"""How often an insisting buyer writes again before going to Wish."""


def dice(state: State, ticket: Ticket) -> Random:
    """The same for the same world, ticket and turn, whatever else happened meanwhile."""
    ticket.moves += 1
    return Random(f"{state.seed}:{ticket.id}:{ticket.moves}")  # noqa: S311


def listen(state: State, *, answered_until: datetime | None = None) -> None:
    """From now on those who have a temper act by themselves; until `answered_until` a merchant answers too."""

    def audience(state: State, what: str, ticket: Ticket) -> None:
        if not ticket.temper:
            return
        random = dice(state, ticket)
        if what == "opened":
            if answered_until and state.at < answered_until and random.random() < 0.85:
                state.agenda.enter(state.at + timedelta(hours=random.uniform(2, 60)), "merchant_moves", ticket.id)
        elif ticket.temper != "silent":
            state.agenda.enter(state.at + timedelta(hours=random.uniform(5, 70)), "user_moves", ticket.id)

    state.listeners = [audience]


@happening("user_moves")
def user_moves(state: State, subject: tuple[Any, ...]) -> None:
    """Content with an answer, or with the money back; else again, and at last to Wish."""
    ticket = state.tickets[subject[0]]
    if ticket.state != "AWAITING_USER":
        return
    paid_back = bool(ticket.orders) and all(state.orders[id].state == "REFUNDED" for id in ticket.orders)
    said = sum(reply.sender == "USER" for reply in ticket.replies)
    if ticket.temper == "content" or paid_back:
        close(state, ticket, "USER")
    elif said <= INSISTS_MOST:
        user_replies(state, ticket, WORDS[said % len(WORDS)])
        state.tell("opened", ticket)
    else:
        to_wish(state, ticket)


@happening("merchant_moves")
def merchant_moves(state: State, subject: tuple[Any, ...]) -> None:
    """A merchant as merchants are: refunds some at once, explains the rest."""
    ticket = state.tickets[subject[0]]
    if ticket.state != "AWAITING_MERCHANT":
        return
    random = dice(state, ticket)
    orders = [state.orders[id] for id in ticket.orders]
    pays = bool(orders) and random.random() < 0.35
    for order in orders if pays else ():
        valid = valid_now(order)
        reason = ticket.refund_reason if ticket.refund_reason in valid else next(iter(valid), "")
        try:
            refunds(state, order, {"reason": reason, "note": "We are sorry."})
        except Refused:  # it was refunded meanwhile
            continue
    words = "We have refunded your order." if pays else "We are looking into it. Could you send us a photo?"
    merchant_replies(state, ticket, words)
