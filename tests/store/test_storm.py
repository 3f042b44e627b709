"""A partner's limit holds for all its shops together, and what is urgent waits for nobody (a short run of `python -m tools.storm`)."""

from __future__ import annotations

import pytest
from tools.storm import ALLOWED, missed, most_within, storm

pytestmark = pytest.mark.usefixtures("store")


def test_no_minute_holds_more_calls_than_the_partner_may_make() -> None:
    told = storm(1, paced=True).verdict()

    assert [one for one in missed(told) if not one.startswith("of_ideal")] == []  # a minute is too short for that one
    assert told["successes"] >= 2 * ALLOWED


def test_the_most_of_any_window_is_counted() -> None:
    assert most_within([0, 10, 59, 60, 61], 60) == 4
