"""A ticket's life: opened by a buyer, 48 hours for the merchant, then Wish decides; closed, re-opened, or closed for good (bullet 14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from makegood.sandbox.wish.happening import happening
from makegood.sandbox.wish.order import Order
from makegood.sandbox.wish.paying import refund
from makegood.sandbox.wish.refusing import BAD_PARAMETER, NOT_NOW, Refused
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.ticket import Reply, Ticket

TYPES = ("ORDER", "PRE_PURCHASE", "POST_CUSTOMER_SUPPORT")
SUB_LABELS = {
    "ITEM_NEVER_ARRIVED": "Where is my order", "SHIPPING_TAKING_TOO_LONG": "Where is my order",
    "USER_NO_LONGER_WANTS_ITEM": "Cancel my order", "USER_PLACED_ORDER_BY_MISTAKE": "Cancel my order",
    "": "Question about a product",
}  # fmt: skip


def open_ticket(
    state: State, merchant_id: str, message: str, *, orders: Sequence[Order] = (), type: str = "ORDER", reason: str = "",
    subject: str = "", files: Sequence[str] = (), buyer: tuple[str, str] = ("", ""), wish_refunds: bool = True,
    temper: str = "", script: dict[str, Any] | None = None,
) -> Ticket:  # fmt: skip
    """`buyer`: name and locale, where no order tells them."""
    if type not in TYPES:
        raise Refused(BAD_PARAMETER, f"type is {type!r}, expected one of {', '.join(TYPES)}")
    name, locale = (orders[0].buyer.name, orders[0].buyer.locale) if orders else buyer
    ticket = Ticket(
        id=state.object_id("ticket"), merchant_id=merchant_id, type=type, state="AWAITING_MERCHANT",
        subject=subject or SUB_LABELS.get(reason, "Problem with my order"),
        sub_label=SUB_LABELS.get(reason, "Problem with my order"), buyer_name=name, locale=locale,
        opened_at=state.at, updated_at=state.at, orders=tuple(order.id for order in orders),
        products=tuple(order.product.id for order in orders), refund_reason=reason, wish_refunds=wish_refunds,
        temper=temper, script=script or {},
    )  # fmt: skip
    state.tickets[ticket.id] = ticket
    said(state, ticket, "USER", message, files)
    awaits_merchant(state, ticket)
    state.tell("opened", ticket)
    return ticket


def said(state: State, ticket: Ticket, sender: str, message: str, files: Sequence[str] = ()) -> Reply:
    reply = Reply(state.at, sender, message, tuple(files))
    ticket.replies.append(reply)
    return reply


def awaits_merchant(state: State, ticket: Ticket) -> None:
    """Quirk (§4): 48 hours, UTC, weekends included; a buyer's new message begins them anew (open)."""
    ticket.state, ticket.closed_at, ticket.closed_by = "AWAITING_MERCHANT", None, ""
    ticket.answer_by = state.at + timedelta(hours=state.figures.ticket_hours)
    state.agenda.enter(ticket.answer_by, "merchant_silent", ticket.id)
    state.changed(ticket, "TICKET_AWAITING_MERCHANT")


def user_replies(state: State, ticket: Ticket, message: str, files: Sequence[str] = ()) -> None:
    if ticket.state == "PERMANENTLY_CLOSED":
        raise Refused(NOT_NOW, f"ticket {ticket.id} is closed for good")
    said(state, ticket, "USER", message, files)
    if ticket.state == "AWAITING_WISH":
        state.changed(ticket)
    else:
        awaits_merchant(state, ticket)


def merchant_replies(state: State, ticket: Ticket, message: str) -> Reply:
    """Open (§3): a reply hands the move to the buyer; while Wish has it, it stays there."""
    most = state.figures.reply_characters_most
    if not message.strip() or len(message) > most:
        raise Refused(BAD_PARAMETER, f"message has {len(message)} characters, expected 1 to {most}")
    if not ticket.is_open:
        raise Refused(NOT_NOW, f"ticket {ticket.id} is {ticket.state}: re-open it first")
    reply = said(state, ticket, "MERCHANT", message)
    if ticket.state != "AWAITING_WISH":
        ticket.state, ticket.answer_by = "AWAITING_USER", None
        silent = state.at + timedelta(days=state.figures.user_silent_days)
        state.agenda.enter(silent, "user_silent", ticket.id, len(ticket.replies))
    state.changed(ticket)
    state.tell("answered", ticket)
    return reply


def merchant_moves(state: State, ticket: Ticket, to: str) -> None:
    """Quirk (§2): CLOSED closes, AWAITING_MERCHANT re-opens a closed one, AWAITING_WISH appeals; closed for good refuses every move."""
    if ticket.state == "PERMANENTLY_CLOSED":
        raise Refused(NOT_NOW, f"ticket {ticket.id} is PERMANENTLY_CLOSED and can never be re-opened")
    if to == "CLOSED" and ticket.is_open:
        close(state, ticket, "MERCHANT")
    elif to == "AWAITING_WISH" and ticket.state in ("AWAITING_MERCHANT", "AWAITING_USER"):
        to_wish(state, ticket)
    elif to == "AWAITING_MERCHANT" and ticket.state == "CLOSED":
        awaits_merchant(state, ticket)
    else:
        raise Refused(NOT_NOW, f"ticket {ticket.id} is {ticket.state} and cannot become {to}")


def close(state: State, ticket: Ticket, by: str, *, for_good: bool = False) -> None:
    if not ticket.is_open:
        raise Refused(NOT_NOW, f"ticket {ticket.id} is {ticket.state}")
    ticket.state = "PERMANENTLY_CLOSED" if for_good else "CLOSED"
    ticket.closed_at, ticket.closed_by, ticket.answer_by = state.at, by, None
    state.changed(ticket)


def to_wish(state: State, ticket: Ticket) -> None:
    """It waits for Wish's support, who decide."""
    ticket.state, ticket.answer_by = "AWAITING_WISH", None
    due = state.at + timedelta(hours=state.figures.wish_decides_hours)
    state.agenda.enter(due, "wish_decides", ticket.id)
    state.changed(ticket)


def wish_decides(state: State, ticket: Ticket, *, refunds: bool, merchant_share: int = 100) -> None:
    """Closed by WISH_SUPPORT, with a refund of its orders or without."""
    if ticket.state != "AWAITING_WISH":
        raise Refused(NOT_NOW, f"ticket {ticket.id} is {ticket.state}; Wish decides what is AWAITING_WISH")
    reason = ticket.refund_reason or "OTHER"
    for order in [state.orders[id] for id in ticket.orders] if refunds else []:
        if order.state in ("APPROVED", "SHIPPED"):
            share = 100 if was_scanned_late(state, order) else merchant_share
            refund(state, order, reason, source="WISH", note="Decided by Wish support", merchant_share=share)
    words = "We have refunded your order." if refunds else "We looked at this and cannot refund the order."
    said(state, ticket, "WISH_SUPPORT", words)
    close(state, ticket, "WISH_SUPPORT")


def was_scanned_late(state: State, order: Order) -> bool:
    """§4, old: a first scan more than ten days after the order, and the merchant pays all of any refund."""
    latest = order.created_at + timedelta(days=state.figures.scan_days)
    return (order.scanned_at or state.at) > latest


@happening("merchant_silent")
def merchant_silent(state: State, subject: tuple[Any, ...]) -> None:
    ticket = state.tickets[subject[0]]
    if ticket.state == "AWAITING_MERCHANT" and ticket.answer_by == state.at:
        said(state, ticket, "WISH_AUTOMATED_SUPPORT", "The store has not answered in time. Wish support will decide.")
        to_wish(state, ticket)


@happening("wish_decides")
def wish_is_due(state: State, subject: tuple[Any, ...]) -> None:
    ticket = state.tickets[subject[0]]
    due = ticket.updated_at + timedelta(hours=state.figures.wish_decides_hours)
    if ticket.state == "AWAITING_WISH" and due <= state.at:
        wish_decides(state, ticket, refunds=ticket.wish_refunds, merchant_share=ticket.script.get("share", 100))
    elif ticket.state == "AWAITING_WISH":
        state.agenda.enter(due, "wish_decides", ticket.id)


@happening("user_silent")
def user_silent(state: State, subject: tuple[Any, ...]) -> None:
    """Open: a ticket whose buyer says no more is closed by itself."""
    ticket = state.tickets[subject[0]]
    if ticket.state == "AWAITING_USER" and len(ticket.replies) == subject[1]:
        close(state, ticket, "WISH_AUTOMATED_SUPPORT")
