"""A return that does not come while its countdown runs: escalated in time; it comes after all, and withdrawing gives an error."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from makegood.core.instants import show
from tests.desk.case.making import events_of, fresh
from tests.journeys.casework import agree, by_hand, closed, next_step, opened, review, told
from tests.store.making import Scene


def test_a_return_escalated_and_withdrawn_with_an_error(sit: Any, desk: Any, one: Scene) -> None:
    case = fresh(one, hours=200, claim={"reason": "return", "wants": ["return"]})
    due = timezone.now() + timedelta(hours=30)
    told(one, case, {"type": "return_approved"}, {"type": "return_shipped", "tracking": "RB123456785ES"},
         {"type": "return_notice", "due_at": show(due)})  # fmt: skip
    page = opened(sit("clerk"), desk, case)

    assert "Refunded automatically" in page.inner_text("#case-head") and next_step(page) == "Escalate"
    assert "chip-given" in page.get_attribute("#case-head .chip", "class")  # the platform's own time
    review(page)
    assert "preset" in page.inner_text(".review")  # only the reason for escalating is written
    page.fill(".review textarea", "The parcel has not arrived; the carrier shows no movement.")
    agree(page)
    by_hand(page, desk, case, reference="arb-1")
    opened(page, desk, case)
    assert "In arbitration" in page.inner_text("#case-head .ribbon")

    told(one, case, {"type": "return_received"})
    opened(page, desk, case)
    assert next_step(page) == "Withdraw escalation"
    review(page)
    agree(page)
    by_hand(page, desk, case, error="SYS_ERR_104: try later")
    (failed,) = events_of(one, case, "escalation_withdrawal_failed")
    assert failed.body["error"] == "SYS_ERR_104: try later"
    opened(page, desk, case)
    assert "nothing is lost" in page.inner_text("#stream") and next_step(page).startswith("Wait")

    told(one, case, {"type": "refund_paid", "amount": {"amount": "25.90", "currency": "USD"}})
    closed(page, desk, case, "carrier")
