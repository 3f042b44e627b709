"""Penalties where no clause of the guides speaks: Shopee's and AliExpress's are appealed with what proof there is."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Leaves, Step, Turn
from makegood.core.situation import Situation
from makegood.core.words import Action, EventType, Platform
from makegood.policies.policy import Policy
from makegood.rules.registry import rule, step
from makegood.rules.staging import is_appealed
from makegood.rules.standing import Standing
from makegood.rules.wish_unful import did_our_duty

E = EventType
KINDS = ("penalty",)


@rule("ALL-1", kinds=KINDS)
def open_fault(situation: Situation, policy: Policy) -> Iterator[Leaves]:
    if situation.platform is not Platform.ali1688:
        yield Leaves("ALL-1", "penalty.open")


@step("ALL-1", "AUDIT-10", "AE-TOPICS", kinds=KINDS)
def appeal_with_proof(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Proof is held: appeal, once. None: ask the platform's service what it would accept."""
    if situation.platform is Platform.ali1688 or is_appealed(situation) or situation.withdrawn_at is not None:
        return
    clause = "AE-TOPICS" if situation.platform is Platform.aliexpress else "ALL-1"
    if situation.has(E.appealed):
        yield Step(Turn.rest, Action.close, clause, "rest.no_appeal", order=0)
    elif situation.platform is Platform.wish and did_our_duty(situation):
        return  # WISH-UNFUL-5 speaks
    elif situation.evidence:
        what = tuple(dict.fromkeys(str(piece.kind) for piece in situation.evidence if piece.kind is not None))
        yield Step(Turn.settle, Action.appeal, clause, "step.appeal_penalty", what, for_appeal=True)
    elif not situation.did(Action.ask_platform_service):
        yield Step(Turn.settle, Action.ask_platform_service, "AUDIT-10", "step.ask_platform_service", for_appeal=True)
    else:
        yield Step(Turn.rest, Action.wait, "AUDIT-10", "rest.platform_service", order=1)
