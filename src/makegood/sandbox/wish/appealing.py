"""Appeals in the dashboard: raised and decided by hand, within their days, rejected three times at most (bullet 15)."""

from __future__ import annotations

from datetime import datetime, timedelta

from makegood.sandbox.wish.dispute import Dispute
from makegood.sandbox.wish.order import Order, Refund
from makegood.sandbox.wish.penalising import CANCELLED, reverse
from makegood.sandbox.wish.refusing import NOT_NOW, Refused
from makegood.sandbox.wish.state import State

KINDS = ("refund", "penalty", "tracking")


def appeal(state: State, about: str, about_id: str, *, text: str = "") -> Dispute:
    """A person raises it in Account > Disputes; a rejected one is raised again under its own number."""
    if about not in KINDS:
        raise ValueError(f"disputes.about: {about!r}, expected one of {', '.join(KINDS)}")
    merchant_id, until = disputable(state, about, about_id)
    if state.at > until:
        raise Refused(NOT_NOW, f"{about} {about_id} could be disputed until {until.isoformat()}")
    found = next((d for d in state.disputes.values() if (d.about, d.about_id) == (about, about_id)), None)
    if found is None:
        found = Dispute(state.object_id("dispute"), merchant_id, about, about_id, state.at, text=text)
        state.disputes[found.id] = found
        return found
    if found.state != "REJECTED" or found.rejections >= state.figures.dispute_rejections_most:
        raise Refused(NOT_NOW, f"dispute {found.id} is {found.state}, rejected {found.rejections} times")
    found.state, found.text = "OPEN", text or found.text
    return found


def disputable(state: State, about: str, about_id: str) -> tuple[str, datetime]:
    """Whose it is, and until when it may be disputed (§4)."""
    days = timedelta(days=state.figures.dispute_days)
    if about == "penalty":
        penalty = state.penalties.get(about_id)
        if penalty is None:
            raise Refused(NOT_NOW, f"no penalty {about_id}")
        if penalty.reason == CANCELLED:  # the shorter of two that contradict each other
            span = business_days(penalty.created_at, state.figures.cancellation_dispute_business_days)
            return penalty.merchant_id, span
        return penalty.merchant_id, penalty.created_at + days
    order = state.orders.get(about_id)
    if order is None:
        raise Refused(NOT_NOW, f"no order {about_id}")
    if about == "tracking":
        return order.merchant_id, (order.released_at or order.created_at) + days
    return order.merchant_id, newest(order).at + days


def newest(order: Order) -> Refund:
    if not order.refunds:
        raise Refused(NOT_NOW, f"order {order.id} was not refunded")
    return order.refunds[-1]


def business_days(at: datetime, days: int) -> datetime:
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < 5
    return at


def approve(state: State, dispute: Dispute) -> None:
    """A refund's cost is credited back; a penalty is reversed; a tracking dispute corrects dates, which the API shows as they are."""
    is_open(dispute)
    dispute.state = "APPROVED"
    if dispute.about == "penalty":
        reverse(state, state.penalties[dispute.about_id])
    elif dispute.about == "refund":
        order = state.orders[dispute.about_id]
        last = newest(order)
        state.move("dispute_won", order.id, "platform", "seller", last.merchant_cents, order.currency, issue=dispute.id)
        order.refunds[-1] = Refund(last.reason, last.note, last.source, last.cents, 0, last.at)
        state.changed(order)


def reject(dispute: Dispute) -> None:
    is_open(dispute)
    dispute.state, dispute.rejections = "REJECTED", dispute.rejections + 1


def is_open(dispute: Dispute) -> None:
    if dispute.state != "OPEN":
        raise Refused(NOT_NOW, f"dispute {dispute.id} is {dispute.state}")
