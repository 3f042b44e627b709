"""Putting off: never past the last safe moment, and only times that lie ahead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from makegood.usecases.snoozing import LONGEST, RED, TooLate, Until, insist_safe, last_safe, offers

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)  # four in the afternoon of a Tuesday in Shanghai
SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)


def test_a_case_is_back_before_its_clock_is_red() -> None:
    assert last_safe(NOW + 9 * HOUR, NOW) == NOW + 5 * HOUR
    insist_safe(NOW + 5 * HOUR, NOW + 9 * HOUR, NOW)
    with pytest.raises(TooLate, match="2026-11-24 13:00"):
        insist_safe(NOW + 5 * HOUR + timedelta(seconds=1), NOW + 9 * HOUR, NOW)


def test_without_a_clock_it_comes_back_all_the_same() -> None:
    insist_safe(NOW + LONGEST, None, NOW)
    with pytest.raises(TooLate):
        insist_safe(NOW + LONGEST + HOUR, None, NOW)


@pytest.mark.parametrize("until", [NOW, NOW - HOUR])
def test_a_time_that_is_past_is_none(until: datetime) -> None:
    with pytest.raises(TooLate, match="past"):
        insist_safe(until, None, NOW)


def test_what_is_red_already_is_not_put_off() -> None:
    with pytest.raises(TooLate, match="too soon"):
        insist_safe(NOW + HOUR, NOW + RED, NOW)
    assert offers(NOW, [NOW + RED], SHANGHAI) == []


def test_offers_what_is_safe_for_all_of_them_soonest_first() -> None:
    all_of_them = offers(NOW, [None], SHANGHAI)

    assert [one.until for one in all_of_them] == [
        Until.two_hours,
        Until.tomorrow,
        Until.three_days,
        Until.monday,
    ]  # six in the evening is in two hours
    assert [one.until for one in offers(NOW, [None, NOW + 21 * HOUR], SHANGHAI)] == [Until.two_hours, Until.tomorrow]
    assert [one.until for one in offers(NOW, [NOW + 21 * HOUR - timedelta(seconds=1)], SHANGHAI)] == [Until.two_hours]


def test_tomorrow_morning_is_nine_where_the_viewer_is() -> None:
    (tomorrow,) = [one.at for one in offers(NOW, [None], SHANGHAI) if one.until is Until.tomorrow]

    assert tomorrow == datetime(2026, 11, 25, 1, tzinfo=UTC)


def test_of_no_cases_nothing_is_offered() -> None:
    assert offers(NOW, [], SHANGHAI) == []
