"""AE-ITALY: an Italian account judged return-and-refund gives the return's tracking number."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Blocks, Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import Action, EventType
from makegood.policies.policy import Policy
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing


def number_is_owed(situation: Situation) -> bool:
    shop, judged = situation.case.shop, situation.last(EventType.judged)
    if shop is None or shop.region != "IT" or judged is None or judged.verdict != "return_and_refund":
        return False
    since = when(judged)
    moved = situation.since(since, EventType.return_shipped, EventType.return_received, EventType.refund_paid)
    return not moved and not situation.did(Action.give_return_tracking, since)


@rule("AE-ITALY-1", platform="aliexpress")
def return_number(situation: Situation, policy: Policy) -> Iterator[Blocks]:
    """Without the number the buyer cannot send the goods back."""
    if number_is_owed(situation):
        yield Blocks(Action.give_return_tracking, ("return_shipped.tracking",), "AE-ITALY-1", "blocked.return_number")


@step("AE-ITALY-1", platform="aliexpress")
def give_number(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    if number_is_owed(situation) and situation.withdrawn_at is None:
        yield Step(Turn.demanded, Action.give_return_tracking, "AE-ITALY-1", "step.give_return_tracking")
