"""The worked cases: every kind these platforms meet is one of them, each is understood, and some lapse within hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from makegood import assess
from makegood.core.instants import parse
from makegood.rehearsal.hand_kept import SHOPS, cases

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
ALL = [pytest.param(one, id=one["id"]) for documents in cases(NOW).values() for one in documents]


@pytest.mark.parametrize("document", ALL)
def test_is_assessed_as_what_it_is_and_has_a_next_step(document: dict) -> None:
    answer = assess(document, NOW)

    assert answer["kind"] == document["kind"] and answer["next"]["action"] != "wait"


@pytest.mark.parametrize("platform", list(SHOPS))
def test_each_shop_has_something_that_lapses_within_a_day(platform: str) -> None:
    clocks = [one for document in cases(NOW)[platform] for one in assess(document, NOW)["deadlines"]]
    soon = [
        one
        for one in clocks
        if one["due_at"] and one["on_lapse"] != "none" and parse(one["due_at"]) < NOW + timedelta(hours=24)
    ]

    assert len(soon) >= 2


def test_tells_the_same_for_the_same_moment() -> None:
    assert cases(NOW) == cases(NOW)


def test_every_instant_is_before_or_after_the_moment_it_is_told_at() -> None:
    later = cases(NOW + timedelta(days=3))

    assert all(
        one["id"] == other["id"] and one != other
        for now, then in zip(cases(NOW).values(), later.values(), strict=True)
        for one, other in zip(now, then, strict=True)
        if one["id"] != "1688-leaving"
    )
