"""The platform's staff (小二): asked in by either side, taking the case, deciding it; the clock stands still meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.ali1688.amounts import share
from makegood.sandbox.ali1688.refund import BUYER, SELLER, STAFF, Refund
from makegood.sandbox.ali1688.refunding import DONE, OTHER, expect, freeze, pay_back, shut, step, thaw
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.state import State, happening

ACTIONS = {BUYER: "BUYER_APPLY_SUPPORT", SELLER: "SELLER_APPLY_SUPPORT", STAFF: "CRM_APPLY_SUPPORT"}
OPEN = ("waitselleragree", "waitbuyermodify", "waitbuyersend", "waitsellerreceive")


def ask_in(state: State, refund: Refund, role: int, words: str = "") -> int:
    """A complaint is opened (§2.3, arbitration); its number is the answer."""
    expect(refund, *OPEN)
    if refund.complaint is not None:
        raise Refused("COMPLAINT_EXISTS", f"{refund.key} is before the staff already, complaint {refund.complaint}")
    refund.complaint, refund.task = state.number("complaint"), "waiting"
    freeze(state, refund)
    step(state, refund, to=refund.status, role=role, action=ACTIONS[role], kind=OTHER, remark="申请客服介入", description=words, message_type=3)  # fmt: skip
    state.agenda.enter(state.at + timedelta(days=state.figures.staff_days), "staff_decides", refund.id)
    return refund.complaint


def take(state: State, refund: Refund) -> None:
    _before_staff(refund)
    refund.task = "handling"
    step(state, refund, to=refund.status, role=STAFF, action="CRM_INTERVENE_TASK", kind=OTHER, remark="客服已介入", message_type=3)  # fmt: skip


def dismiss(state: State, refund: Refund) -> None:
    """Sent back to the two of them; the clock goes on."""
    _before_staff(refund)
    refund.task, refund.complaint = "dismissed", None
    thaw(state, refund)
    step(state, refund, to=refund.status, role=STAFF, action="CRM_DISMISS_TASK", kind=OTHER, remark="客服撤销介入", message_type=3)  # fmt: skip


def decide(state: State, refund: Refund, payment: int, carriage: int) -> None:
    """Quirk (§7.19): a final decision edits the refund, and the refund says that staff did; of nothing, it is closed."""
    _before_staff(refund)
    if payment < 0 or carriage < 0 or payment > refund.most:
        raise Refused("5011", f"{payment} of at most {refund.most}")
    refund.task, refund.staff_edited = "finished", (payment, carriage) != (refund.payment, refund.carriage)
    refund.payment, refund.carriage = payment, carriage
    if payment + carriage:
        pay_back(state, refund, role=STAFF, action="CRM_FINISH_TASK", kind=DONE, remark="退款成功", description="客服判定退款")  # fmt: skip
    else:
        shut(state, refund, role=STAFF, action="CRM_FINISH_TASK", kind=OTHER, remark="客服判定不退款，退款关闭")


def _before_staff(refund: Refund) -> None:
    expect(refund, *OPEN)
    if refund.complaint is None:
        raise Refused("NO_TASK", f"{refund.key} is not before the staff")


@happening("staff_decides")
def staff_decides(state: State, subject: tuple[Any, ...]) -> None:
    """Open: after so many days; what is fair was written when the refund was."""
    refund = state.refunds[subject[0]]
    asked_in = refund.frozen_at
    age = timedelta(days=state.figures.staff_days)
    if refund.is_open and refund.complaint is not None and asked_in is not None and asked_in + age <= state.at:
        carriage = refund.carriage if refund.fair_percent else 0
        decide(state, refund, share(refund.payment, refund.fair_percent), carriage)
