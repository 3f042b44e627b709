"""Time left, to the second, and into which group it falls: at the very edges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from makegood.desk.clocks import Group, Urgency, end_of_day, group, left, urgency

NOW = datetime(2026, 11, 24, 8, 0, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00"),
        (59, "00:59"),
        (3599, "59:59"),
        (3600, "1 h 0 min"),
        (86399, "23 h 59 min"),
        (86400, "1 d 0 h"),
        (-1, "overdue 00:01"),
        (-7260, "overdue 2 h 1 min"),
    ],
)
def test_shows_the_time_left(seconds: int, shown: str) -> None:
    with translation.override("en"):
        assert left(NOW + timedelta(seconds=seconds), NOW) == shown


def test_a_part_of_a_second_counts_as_the_browser_counts_it() -> None:
    with translation.override("en"):
        assert left(NOW + timedelta(milliseconds=1999), NOW) == "00:01"
        assert left(NOW - timedelta(milliseconds=1), NOW) == "overdue 00:01"


@pytest.mark.parametrize(
    ("ahead", "level"),
    [
        (timedelta(0), Urgency.overdue),
        (timedelta(seconds=1), Urgency.red),
        (timedelta(hours=4), Urgency.amber),
        (timedelta(hours=24), Urgency.grey),
    ],
)
def test_urgency_changes_at_the_hour_itself(ahead: timedelta, level: Urgency) -> None:
    assert urgency(NOW + ahead, NOW) is level


@pytest.mark.parametrize(
    ("due_at", "where"),
    [
        (NOW, Group.overdue),
        (NOW + timedelta(hours=4, seconds=-1), Group.four_hours),
        (NOW + timedelta(hours=4), Group.today),
        (datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC), Group.today),  # a second before midnight in Shanghai
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), Group.tomorrow),
        (datetime(2026, 11, 25, 16, 0, tzinfo=UTC), Group.this_week),  # Thursday
        (datetime(2026, 11, 29, 15, 59, tzinfo=UTC), Group.this_week),  # Sunday night
        (datetime(2026, 11, 29, 16, 0, tzinfo=UTC), Group.later),  # Monday
        (None, Group.unknown),
    ],
)
def test_groups_by_the_viewers_calendar(due_at: datetime | None, where: Group) -> None:
    assert group(due_at, NOW, SHANGHAI) is where


def test_a_day_ends_where_the_viewer_is() -> None:
    assert end_of_day(NOW, SHANGHAI) == datetime(2026, 11, 24, 16, tzinfo=UTC)
    assert end_of_day(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), ZoneInfo("Europe/Berlin")) == datetime(
        2026, 3, 29, 22, tzinfo=UTC
    )  # 23 hours long
