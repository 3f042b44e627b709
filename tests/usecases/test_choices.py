"""What can be done about a case and what cannot, with why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from makegood import assess
from makegood.core.instants import show
from makegood.core.words import Action
from makegood.usecases.choices import choices, forbidden
from tests.store.making import T0, dispute

LATER = T0 + timedelta(hours=3)


def answered(*events: dict[str, Any], at: Any = LATER, **more: Any) -> dict[str, Any]:
    """The assessment of a dispute in which these things happened two hours after it was opened."""
    case = dispute(opened=T0, **more)
    case["events"] += [{"at": show(T0 + timedelta(hours=2)), **event} for event in events]
    answer: dict[str, Any] = assess(case, at)
    return answer


def why(action: Action, answer: dict[str, Any], **more: Any) -> str:
    no = forbidden(action, answer, **more)
    return no.why.en if no is not None else ""


@pytest.mark.parametrize(
    ("event", "action", "says"),
    [
        pytest.param({"type": "escalated"}, Action.offer, "with the arbitrator", id="the-arbitrator-decides"),
        pytest.param({"type": "escalated"}, Action.escalate, "already", id="escalated-once"),
        pytest.param({"type": "judged", "verdict": "refund"}, Action.agree, "has decided", id="judged"),
        pytest.param({"type": "dispute_withdrawn"}, Action.refuse, "taken the dispute back", id="withdrawn"),
        pytest.param(
            {"type": "offer_accepted", "remedy": "coupon"}, Action.offer, "is agreed", id="agreed-is-carried-out-first"
        ),
    ],
)
def test_says_why_what_happened_closes_an_act(event, action, says):
    assert says in why(action, answered(event))


@pytest.mark.parametrize(
    ("action", "says"),
    [
        (Action.appeal, "no verdict"),
        (Action.withdraw_escalation, "Nothing is in arbitration"),
        (Action.refund, "offer it first"),
        (Action.reship, "offer it first"),
        (Action.submit_evidence, "No evidence"),
        (Action.close, "clock still runs"),
        (Action.wait, "no step"),
        (Action.change_payee, "no step"),
    ],
)
def test_says_why_an_act_is_not_open_yet(action, says):
    assert says in why(action, answered())


def test_opens_what_an_agreement_calls_for():
    answer = answered({"type": "offer_accepted", "remedy": "reship"})

    assert why(Action.reship, answer) == "" and why(Action.refund, answer) != ""


def test_opens_an_appeal_against_a_verdict():
    assert why(Action.appeal, answered({"type": "judged", "verdict": "refund"})) == ""


def test_closes_what_is_under_way_even_where_it_is_the_next_step():
    answer = answered()

    assert answer["next"]["action"] == "verify_order"
    assert "under way" in why(Action.verify_order, answer, under_way=["verify_order"])


def test_closes_a_remedy_that_is_not_allowed_with_its_own_reason():
    assert "Already shipped" in why(Action.offer, answered(), remedy="reschedule")


def test_closes_offers_once_a_deadline_passed_unanswered():
    late = answered(at=T0 + timedelta(days=5, minutes=1))

    assert late["stage"] in ("lapsed", "escalated") and why(Action.offer, late) != ""


def test_never_lists_the_next_step_twice_and_lists_each_act_once():
    answer = answered()
    listed = [choice.action for choice in choices(answer)]

    assert answer["next"]["action"] not in listed and len(listed) == len(set(listed))


def test_has_a_reason_for_every_act_that_is_closed():
    for choice in choices(answered()):
        assert choice.allowed == (choice.why is None)
