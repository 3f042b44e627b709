"""Wish: whatever is said in a ticket goes by a call, and needs its words."""

from __future__ import annotations

from random import Random
from typing import Any

from makegood.core.words import Action as Verb
from makegood.core.words import Kind
from makegood.rehearsal.sandboxes import Sandbox
from makegood.store.models import Case
from makegood.store.stepping import Step, as_step

OPTIONS = {"read_lag": 5}
LIMITS = {"USD": ("20", "200")}
SPOKEN = (Verb.contact_buyer, Verb.request_evidence, Verb.remind_buyer, Verb.offer)


def said(case: Case, random: Random) -> dict[str, Any]:  # noqa: ARG001
    return {"text": "We are looking into your order and will settle it."} if case.next_action in SPOKEN else {}


def instead(case: Case) -> Step | None:
    """Nobody takes an offer on Wish: the clerk refunds or cancels at once."""
    if case.next_action == Verb.offer:
        return as_step(case, Verb.refund, {"remedy": "full_refund"})
    if case.next_action == Verb.agree and case.kind == Kind.cancel_request:
        return as_step(case, Verb.cancel_order, {})
    return None


def by_hand(sandbox: Sandbox, case: Case, step: Step) -> None:  # noqa: ARG001
    """Nothing of it leaves a trace on the platform."""
