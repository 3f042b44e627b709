"""What an order's escrow tells of its returns: money that went back, and changes that come late (sheet §2, Money)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, Document, TroublePart, known
from makegood.connectors.shopee.fields import instant, money

PAID = frozenset({"ACCEPTED", "CLOSED"})
"""Statuses in which the money of a return may be back; REFUND_PAID says so itself. That it is, only escrow tells."""
UNMOVED = frozenset({"NOT_APPLICABLE", "INITIAL_STAGE", "PENDING_REQUEST", "NOT_REQUIRED", "NOT_ELIGIBLE"})
"""Compensation in these has not moved the return's `update_time` since it was accepted (sheet §3)."""


def refunds(escrow: At, returns: Iterable[At]) -> Iterator[TroublePart]:
    """Refunds of these returns, each once, where what escrow took from the payout is what they come to.

    A refund has no time of its own. It is dated by the return's last change, and told only while nothing else can have changed the
    return since: told again with another time, it would count twice.
    """
    income = escrow / "order_income"
    if income.value is None:
        return
    paid = [one for one in returns if text(one / "status") in PAID and (one / "refund_amount").number()]
    taken = max(_taken(income / "seller_return_refund"), _taken(income / "drc_adjustable_refund"))
    if not paid or taken != sum((_taken(one / "refund_amount") for one in paid), Decimal(0)):
        return
    for one in paid:
        at, amount = instant(one / "update_time"), money(one / "refund_amount", one / "currency")
        serial, order = text(one / "return_sn"), text(one / "order_sn")
        if serial is not None and at is not None and _compensation(one) in UNMOVED:
            event: Document = known(at=at, type="refund_paid", amount=amount)
            yield TroublePart(serial, order, events=(event,), method=escrow.method)


def adjustments(escrow: At, order: str, serial: str) -> Iterator[TroublePart]:
    """Each late adjustment is the platform's notice in the return's case: compensations show nowhere else."""
    income = escrow / "order_income"
    rows = (income / "order_adjustment").each() if income.value is not None else ()
    events = tuple(
        known(at=instant(row / "date"), type="platform_notice", text=_notice(row))
        for row in rows
        if instant(row / "date") is not None
    )
    if events:
        yield TroublePart(serial, order, events=events, method=escrow.method)


def _notice(row: At) -> str:
    amount, currency = (row / "amount").number(), text(row / "currency") or ""
    return f"order_adjustment {amount} {currency}: {text(row / 'adjustment_reason') or '-'}"


def _taken(at: At) -> Decimal:
    """Signs differ by what the figure is about; the amount is the same."""
    return abs(at.number() or Decimal(0))


def _compensation(row: At) -> str:
    inner = row / "seller_compensation"
    told = text((row if inner.value is None else inner) / "seller_compensation_status") or "NOT_APPLICABLE"
    return told.removeprefix("COMPENSATION_")
