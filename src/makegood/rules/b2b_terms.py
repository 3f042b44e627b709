"""B2B-TERMS: terms agreed in full, on Wangwang, before anything moves."""

from __future__ import annotations

from collections.abc import Iterator

from makegood.core.findings import Asks, Blocks, Rejects, Step, Turn
from makegood.core.situation import Situation, when
from makegood.core.words import Action, Channel, EventType, EvidenceKind, Side
from makegood.policies.policy import Policy
from makegood.rules.registry import rule, step
from makegood.rules.settling import REQUIRED_TERMS, missing_terms, terms_confirmed_at
from makegood.rules.standing import Standing

E = EventType
KINDS = ("return",)
CONFIRMED = EvidenceKind.return_terms_confirmed


@rule("B2B-TERMS-1", platform="ali1688", kinds=KINDS)
def complete_terms(situation: Situation, policy: Policy) -> Iterator[Blocks]:
    """A term missing: the agreement cannot be sent, and the missing one is named."""
    lacking = missing_terms(situation)
    if lacking is None:
        lacking = list(REQUIRED_TERMS)
    if lacking:
        missing = tuple(f"terms:{term}" for term in lacking)
        yield Blocks(Action.confirm_on_channel, missing, "B2B-TERMS-1", "blocked.terms", {"terms": ", ".join(lacking)})


@rule("B2B-TERMS-2", platform="ali1688", kinds=KINDS)
def on_wangwang(situation: Situation, policy: Policy) -> Iterator[Asks | Rejects]:
    """The confirmation counts on Wangwang only, where the buyer cannot disown it."""
    if missing_terms(situation) != []:
        return
    proposed = when(situation.all(E.return_terms_proposed)[-1])
    good = False
    for place, piece in enumerate(situation.holds(CONFIRMED)):
        channel = piece.reading.channel if piece.reading is not None else None
        name = piece.id or f"{CONFIRMED}[{place}]"
        if channel is not None and channel is not Channel.wangwang:
            yield Rejects("B2B-TERMS-2", name, "rejected.channel", {"channel": str(channel)})
        elif piece.at is not None and piece.at < proposed:
            yield Rejects("B2B-TERMS-2", name, "rejected.before_terms")
        else:
            good = True
    if not good:
        yield Asks("B2B-TERMS-2", CONFIRMED, Side.buyer, since=proposed, by_request=False)


@step("B2B-TERMS-1", "B2B-TERMS-2", platform="ali1688", kinds=KINDS)
def agree_terms(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Propose what is missing; once complete, have it confirmed on Wangwang; then wait for the buyer's word."""
    lacking = missing_terms(situation)
    if lacking is None or lacking:
        what = tuple(str(term) for term in (REQUIRED_TERMS if lacking is None else lacking))
        yield Step(Turn.settle, Action.propose_return_terms, "B2B-TERMS-1", "step.propose_terms", what, order=1)
        return
    proposed = when(situation.all(E.return_terms_proposed)[-1])
    if terms_confirmed_at(situation) is not None:
        return
    if not situation.did(Action.confirm_on_channel, proposed):
        yield Step(Turn.settle, Action.confirm_on_channel, "B2B-TERMS-2", "step.confirm_terms", order=1)
    else:
        yield Step(Turn.settle, Action.wait, "B2B-TERMS-2", "rest.confirmation", order=1)


@step("B2B-AFTERSALE-1", platform="ali1688", kinds=KINDS)
def agree_on_platform(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Terms are confirmed: agree to the request on the platform, so that its own clock stops."""
    answered = situation.since(situation.opened_at, E.return_approved) or situation.did(
        Action.agree, situation.opened_at
    )
    if situation.is_dispute and terms_confirmed_at(situation) is not None and not answered:
        yield Step(Turn.carry_out, Action.agree, "B2B-AFTERSALE-1", "step.agree_return", order=1)
