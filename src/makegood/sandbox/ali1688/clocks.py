"""A refund's clocks (§4): how long each side has, which requests are paid at once, and the night in which nobody need answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from makegood.sandbox.ali1688.figures import Figures
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.refund import Refund
from makegood.sandbox.ali1688.times import CHINA

AGREES, PAYS = "SYSTEM_AGREE_REFUND_PROTOCOL", "SYSTEM_AGREE_REFUND"
"""What silence does: the return is agreed to, or the money goes back (§3)."""
CLOSES = "CLOSE_REFUND"
"""Open: what the platform calls a lapse of the buyer's time; no source names it."""


def is_instant(order: Order, refund: Refund, figures: Figures) -> bool:
    """Refunded at once, the seller not asked: half an hour after payment, or six hours after ordering for a Plus member."""
    if order.is_shipped or order.is_staged or order.paid_at is None or refund.request != "refund":
        return False
    age, since_order = refund.applied_at - order.paid_at, refund.applied_at - order.created_at
    young = age <= timedelta(minutes=figures.instant_minutes) and refund.asked <= figures.instant_most
    plus = (
        order.buyer.is_plus and since_order <= timedelta(hours=figures.plus_hours) and refund.asked <= figures.plus_most
    )
    return young or plus


def answer_due(order: Order, refund: Refund, at: datetime, figures: Figures) -> tuple[datetime, str]:
    """By when the seller must answer, and what silence does then."""
    act = PAYS if refund.request == "refund" else AGREES
    if refund.request == "exchange":
        return at + timedelta(days=figures.exchange_answer_days), act
    if order.is_shipped:
        return at + timedelta(days=figures.answer_days), act
    if not _is_fast(order, refund, at, figures):
        return at + timedelta(hours=figures.unshipped_hours), act
    return night_out(at, figures) or at + timedelta(hours=figures.fast_hours), act


def _is_fast(order: Order, refund: Refund, at: datetime, figures: Figures) -> bool:
    if order.paid_at is None or order.is_staged or refund.asked > figures.fast_most:
        return False
    age = at - order.paid_at
    return timedelta(minutes=figures.instant_minutes) < age <= timedelta(hours=figures.fast_within_hours)


def night_out(at: datetime, figures: Figures) -> datetime | None:
    """Quirk (§4, §7.9): asked between 18:00 and 09:00 in China, the answer is due by noon of the morning that follows, holidays too.

    Open: that this is about the two-hour clock alone, and that the window's end counts.
    """
    here = at.astimezone(CHINA)
    if figures.night_until <= here.hour < figures.night_from:
        return None
    day = here.date() + timedelta(days=1 if here.hour >= figures.night_from else 0)
    noon = datetime(day.year, day.month, day.day, figures.night_due, tzinfo=CHINA)
    return noon.astimezone(at.tzinfo)


def return_due(refund: Refund, figures: Figures) -> datetime | None:
    """By when returned goods are to be confirmed. Small sums: a day after the parcel is signed, and never later than a week after it was sent."""
    if refund.returned_at is None:
        return None
    if refund.request == "exchange" or refund.asked > figures.signed_return_most:
        return refund.returned_at + timedelta(days=figures.return_confirm_days)
    cap = refund.returned_at + timedelta(days=figures.return_cap_days)
    if refund.return_signed_at is None:
        return cap
    return min(cap, refund.return_signed_at + timedelta(hours=figures.signed_return_hours))
