"""AliExpress's wall times around the edges of Pacific summer time, minute by minute, against the law's own rule counted out by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from makegood.connectors.aliexpress.fields import instant
from makegood.connectors.aliexpress.times import from_wall, moment, until_wall
from makegood.connectors.parts import At, NotUnderstood
from makegood.core.instants import parse, show

MINUTE = timedelta(minutes=1)
YEARS = (2026, 2027)


def sunday(year: int, month: int, which: int) -> datetime:
    first = datetime(year, month, 1, tzinfo=UTC)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))


def edges(year: int) -> tuple[datetime, datetime]:
    """15 U.S.C. 260a: forward at 2:00 standard time on March's second Sunday, back at 2:00 summer time on November's first."""
    return sunday(year, 3, 2) + timedelta(hours=10), sunday(year, 11, 1) + timedelta(hours=9)


def wall_of(at: datetime) -> datetime:
    begins, ends = edges(at.year)
    return (at - timedelta(hours=7 if begins <= at < ends else 8)).replace(tzinfo=None)


def around(edge: datetime) -> Iterator[datetime]:
    return (edge + n * MINUTE for n in range(-26 * 60, 26 * 60))


def instants_by_wall(edge: datetime) -> dict[datetime, list[datetime]]:
    found = defaultdict(list)
    for at in around(edge):
        found[wall_of(at)].append(at)
    return found


def told(wall: datetime) -> At:
    return At(wall.strftime("%Y-%m-%d %H:%M:%S"), "issue.detail", "due")


every_edge = pytest.mark.parametrize("edge", [edge for year in YEARS for edge in edges(year)], ids=str)


@every_edge
def test_each_minute_is_read_as_the_first_instant_at_which_that_wall_time_stood(edge: datetime) -> None:
    wrong = [wall for wall, at in instants_by_wall(edge).items() if instant(told(wall)) != show(at[0])]

    assert wrong == []


@every_edge
def test_both_instants_of_a_wall_time_that_comes_twice_are_told_and_of_no_other(edge: datetime) -> None:
    for wall, at in instants_by_wall(edge).items():
        read = moment(told(wall))

        assert read is not None and [read.first, read.last] == [at[0], at[-1]]


@pytest.mark.parametrize(("wall", "first", "last"), [
    pytest.param("2026-03-08 01:59:59", "2026-03-08T09:59:59Z", "2026-03-08T09:59:59Z", id="the-last-second-of-winter"),
    pytest.param("2026-03-08 03:00:00", "2026-03-08T10:00:00Z", "2026-03-08T10:00:00Z", id="the-first-of-summer"),
    pytest.param("2026-11-01 00:59:59", "2026-11-01T07:59:59Z", "2026-11-01T07:59:59Z", id="before-the-hour-that-comes-twice"),
    pytest.param("2026-11-01 01:00:00", "2026-11-01T08:00:00Z", "2026-11-01T09:00:00Z", id="its-first-second"),
    pytest.param("2026-11-01 01:59:59", "2026-11-01T08:59:59Z", "2026-11-01T09:59:59Z", id="its-last"),
    pytest.param("2026-11-01 02:00:00", "2026-11-01T10:00:00Z", "2026-11-01T10:00:00Z", id="after-it"),
])  # fmt: skip
def test_the_seconds_of_the_edges(wall: str, first: str, last: str) -> None:
    read = moment(At(wall, "issue.detail", "due"))

    assert read is not None and (show(read.first), show(read.last)) == (first, last)


@pytest.mark.parametrize("year", YEARS)
def test_each_minute_of_the_hour_left_out_is_refused(year: int) -> None:
    left_out = edges(year)[0].replace(hour=2, tzinfo=None)

    for minute in range(60):
        with pytest.raises(NotUnderstood, match="a Pacific time such as"):
            instant(told(left_out + minute * MINUTE))


@every_edge
def test_a_list_is_asked_from_no_later_and_up_to_no_earlier_than_meant(edge: datetime) -> None:
    by_wall = instants_by_wall(edge)
    inside = [at for at in around(edge) if abs(at - edge) < timedelta(hours=24)]

    for at in inside:
        since, until = (datetime.fromisoformat(text) for text in (from_wall(at), until_wall(at)))
        assert max(by_wall[since.replace(second=0)]) <= at <= min(by_wall[until]), at


@every_edge
def test_what_is_shown_is_read_back(edge: datetime) -> None:
    assert all(parse(str(instant(told(wall)))) == at[0] for wall, at in instants_by_wall(edge).items())
