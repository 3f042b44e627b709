"""A time the platform gave for this very case outranks what was computed, whatever its length."""

from __future__ import annotations

import pytest

from tests.building import assessed, at, case, deadline, event


def given(kind="negotiation", due=2.0, read=None, on_lapse=None):
    fields = {
        "kind": kind,
        "due_at": at(days=due),
        "on_lapse": on_lapse,
        "read_at": at(days=read) if read is not None else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def clock(*readings, kind="negotiation", days=1.0, platform="aliexpress", events=()):
    return deadline(assessed(case(platform, "damaged", *events, platform_deadlines=list(readings)), days), kind)


def test_it_outranks_and_keeps_the_clause_and_what_follows():
    assert clock(given()) == {
        "kind": "negotiation", "due_at": at(days=2), "on_lapse": "arbitration", "clause": "AE-NEGO-1",
        "source": "platform", "lapsed": False,
    }  # fmt: skip


def test_its_own_word_on_what_follows_outranks_too():
    assert clock(given(on_lapse="auto_refund"))["on_lapse"] == "auto_refund"


@pytest.mark.parametrize(
    ("readings", "due"),
    [
        pytest.param([given(due=2, read=0.1), given(due=3, read=0.2)], 3, id="the-later-reading"),
        pytest.param([given(due=3, read=0.2), given(due=2, read=0.1)], 3, id="whatever-the-order-in-the-file"),
        pytest.param([given(due=3, read=0.2), given(due=2, read=0.2)], 2, id="of-one-instant-the-earlier-end"),
        pytest.param([given(due=3), given(due=2, read=0.2)], 2, id="a-dated-reading-before-an-undated-one"),
        pytest.param([given(due=3, read=0.2), given(due=9, read=1.5)], 3, id="a-reading-not-made-yet-is-not-known"),
        pytest.param([given(due=9, read=1.5)], 5, id="none-known-yet"),
    ],
)
def test_the_newest_known_reading_stands(readings, due):
    assert clock(*readings)["due_at"] == at(days=due)


@pytest.mark.parametrize(
    ("platform", "kind", "clause"),
    [
        ("aliexpress", "confirm_return", "AE-RETURN-1"),
        ("ali1688", "appeal", "B2B-APPEAL-1"),
        ("shopee", "refund", "SHP-WRONG-6"),
        ("wish", "appeal", "WISH-WRONG-4"),
        ("shopee", "negotiation", "ALL-2"),
    ],
)
def test_one_that_nothing_computes_is_listed_under_its_clause(platform, kind, clause):
    found = clock(given(kind), kind=kind, platform=platform)

    assert (found["source"], found["clause"], found["on_lapse"]) == ("platform", clause, "unknown")


def test_an_answer_ends_it_unless_the_platform_asked_again_afterwards():
    answered = (event("offer_made", hours=5, remedy="coupon"),)

    assert clock(given("respond", read=0.1), kind="respond", events=answered) is None
    assert clock(given("respond", read=0.5), kind="respond", events=answered)["due_at"] == at(days=2)


def test_one_without_a_kind_or_a_time_says_nothing():
    assert clock({"due_at": at(days=2)}, {"kind": "negotiation"})["due_at"] == at(days=5)


def test_it_moves_the_safe_step():
    soon = case("aliexpress", "damaged", platform_deadlines=[given("respond", due=3.5)])

    assert assessed(soon, days=0.4)["next"]["action"] == "contact_buyer"
    assert assessed(soon, days=0.5)["next"]["action"] == "offer"
