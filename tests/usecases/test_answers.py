"""Answers heard outside: one counts only while the case waits for it, and its event changes what the case waits for."""

from __future__ import annotations

from typing import Any

import pytest

from makegood.core.instants import parse
from makegood.core.reading import read
from makegood.core.situation import Situation
from makegood.usecases.answers import Answer, event_of, waits
from tests.building import at, case, done, event, said

SENT = event("ticket_submitted", hours=2)
OFFERED = event("offer_made", hours=2, remedy="reschedule")
SHOWN = done("show_proof", hours=2)
TICKET = [Answer.ticket_approved, Answer.ticket_rejected, Answer.ticket_more_needed]
OFFER = [Answer.offer_accepted, Answer.offer_refused]


def situation(*events: dict[str, Any], platform: str = "wish") -> Situation:
    return Situation(read(case(platform, "wrong_item", *events)), parse(at(1)))


@pytest.mark.parametrize(
    ("events", "awaited"),
    [
        ([], []),
        ([SENT], TICKET),
        ([SENT, event("ticket_answered", hours=3, verdict="more_needed")], []),
        ([SENT, event("ticket_answered", hours=3, verdict="more_needed"), event("ticket_submitted", hours=4)], TICKET),
        ([OFFERED], OFFER),
        ([OFFERED, event("offer_refused", hours=3)], []),
        ([SHOWN], [Answer.still_refuses]),
        ([SHOWN, said(hours=1, direction="in")], [Answer.still_refuses]),
        ([SHOWN, said(hours=3, direction="in")], []),
    ],
)
def test_a_case_waits_for_these_answers(events: list[dict[str, Any]], awaited: list[Answer]) -> None:
    found = situation(*events)

    assert [one for one in Answer if waits(found, one) is None] == awaited


@pytest.mark.parametrize(
    ("answer", "before"),
    [*((one, SENT) for one in TICKET), *((one, OFFERED) for one in OFFER), (Answer.still_refuses, SHOWN)],
)
def test_once_told_it_is_waited_for_no_longer(answer: Answer, before: dict[str, Any]) -> None:
    told = event_of(situation(before), answer, at=parse(at(hours=5)), text="no")

    assert waits(situation(before, dict(told)), answer) is not None


def test_an_offers_answer_names_the_remedy_that_was_offered() -> None:
    assert event_of(situation(OFFERED), Answer.offer_accepted, at=parse(at(1)))["remedy"] == "reschedule"


@pytest.mark.parametrize(("platform", "channel"), [("wish", "wish_ticket"), ("ali1688", "wangwang")])
def test_what_the_buyer_wrote_stands_in_the_channel_of_record(platform: str, channel: str) -> None:
    told = event_of(situation(SHOWN, platform=platform), Answer.still_refuses, at=parse(at(1)), text="no")

    assert (told["channel"], told["text"], told["direction"]) == (channel, "no", "in")
