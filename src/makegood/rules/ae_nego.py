"""AE-NEGO: the two clocks of a dispute, the coupon for a small flaw, and the withdrawal asked for once it helped."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Clock, Names, Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import Action, DeadlineKind, EventType, OnLapse, Parameter, Remedy, Severity
from makegood.policies.policy import Policy
from makegood.rules.clocks import INSIDE, started
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing

DISPUTED = (
    "wrong_item", "short_shipment", "damaged", "not_as_described", "not_received", "return",
)  # fmt: skip
ANY_DISPUTE = (*DISPUTED, "cancel_request", "unfulfilled_order", "refused_payment", "review")


@rule("AE-NEGO-1", platform="aliexpress", kinds=ANY_DISPUTE)
def dispute_clocks(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """Five days to settle, then arbitration (the guide); five days to answer, else the buyer's claim is executed (the page)."""
    opened = situation.opened_at
    if opened is None and not situation.is_dispute:
        return
    if not situation.is_dispute and situation.kind not in DISPUTED:
        return
    for kind, name, on_lapse in (
        (DeadlineKind.negotiation, Parameter.negotiation_days, OnLapse.arbitration),
        (DeadlineKind.respond, Parameter.respond_days, OnLapse.auto_refund),
    ):
        yield started(situation, policy, kind, name, opened, on_lapse, "AE-NEGO-1")


@rule("AE-NEGO-3", platform="aliexpress", kinds=["not_as_described", "damaged"])
def small_flaw(situation: Situation, policy: Policy) -> Iterator[Names]:
    """A small flaw that does not stop use: try a coupon."""
    if situation.claim.severity is Severity.minor:
        yield Names(Remedy.coupon, "AE-NEGO-3", "named.coupon")


@step("AE-NEGO-4", platform="aliexpress", kinds=ANY_DISPUTE)
def withdrawal(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The remedy was given outside the dispute: ask the buyer to take the dispute back while that still counts."""
    if standing.agreed is None or standing.agreed in INSIDE or not standing.done:
        return
    open_dispute = situation.is_dispute or (situation.opened_at is not None and situation.kind in DISPUTED)
    if (
        not open_dispute
        or situation.withdrawn_at is not None
        or standing.is_escalated
        or standing.stage in ("judged", "closed")
    ):
        return
    accepted = situation.since(situation.opened_at, EventType.offer_accepted)
    since = when(accepted[-1]) if accepted else situation.opened_at
    if not situation.did(Action.ask_withdrawal, since):
        yield Step(Turn.follow_up, Action.ask_withdrawal, "AE-NEGO-4", "step.ask_withdrawal")
    else:
        yield Step(Turn.rest, Action.wait, "AE-NEGO-4", "rest.withdrawal", order=1)


@step("AE-NEGO-4", platform="aliexpress", kinds=ANY_DISPUTE)
def arbitration_goes_on(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """A remedy given outside does not end an arbitration: only a verdict or the buyer does."""
    if standing.is_escalated and standing.done and standing.agreed is not None and standing.agreed not in INSIDE:
        yield Step(Turn.rest, Action.wait, "AE-NEGO-1", "rest.arbitration", order=1)
