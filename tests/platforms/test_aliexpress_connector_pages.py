"""Lists read while they change, and the walls of Pacific time around what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from makegood.connectors.aliexpress.fields import PACIFIC
from makegood.connectors.aliexpress.paging import SIZE, Page, every
from makegood.connectors.aliexpress.times import from_wall, moment, until_wall
from makegood.connectors.parts import At
from makegood.usecases.ports import Unanswered

# --- pages ----------------------------------------------------------------------------------------------------


class Listed:
    """A list cut into pages, to which something happens before the page of that turn is read."""

    def __init__(self, count: int, happens: dict[int, Callable[[list[int]], object]] | None = None) -> None:
        self.rows, self.happens, self.turns = list(range(count)), happens or {}, 0

    def __call__(self, number: int) -> Page:
        self.turns += 1
        self.happens.get(self.turns, lambda _: None)(self.rows)
        part = self.rows[(number - 1) * SIZE : number * SIZE]
        return Page({str(row): At({"id": row}, "m") for row in part}, len(self.rows))


def read(listed: Listed) -> set[int]:
    return {int(row) for row in every(listed, "list")}


@pytest.mark.parametrize("count", [0, 1, SIZE, SIZE + 1, 3 * SIZE])
def test_reads_every_row(count):
    assert read(Listed(count)) == set(range(count))


@pytest.mark.parametrize("count", [0, SIZE])
def test_one_page_is_read_once(count):
    listed = Listed(count)
    read(listed)
    assert listed.turns == 1


def test_a_row_that_leaves_between_two_pages_hides_none():
    assert read(Listed(3 * SIZE, {2: lambda rows: rows.pop(0)})) == set(range(3 * SIZE))


def test_one_that_leaves_while_another_comes_hides_none():
    def swap(rows: list[int]) -> None:
        rows.remove(3)
        rows.insert(0, 1000)

    assert read(Listed(3 * SIZE, {2: swap})) >= set(range(3 * SIZE))


def test_a_list_that_never_holds_still_is_not_taken_for_whole():
    restless = Listed(3 * SIZE, {turn: lambda rows: rows.append(len(rows)) for turn in range(1, 200)})

    with pytest.raises(Unanswered, match="hold still"):
        read(restless)


def test_a_total_that_its_pages_do_not_make_up_is_not_taken_for_whole():
    with pytest.raises(Unanswered):
        every(lambda number: Page({}, 3), "list")


def test_without_a_total_an_empty_page_ends_it():
    rows = [dict.fromkeys(map(str, range(SIZE)), At({}, "m")), {"x": At({}, "m")}, {}]

    assert len(every(lambda number: Page(rows[min(number, 3) - 1], None), "list")) == SIZE + 1


def test_where_enough_was_read_it_stops():
    listed = Listed(4 * SIZE)

    found = every(listed, "list", lambda pages: len(pages) == 2)

    assert (len(found), listed.turns) == (2 * SIZE, 3)


# --- time -----------------------------------------------------------------------------------------------------


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("since", "start", "end"),
    [
        ("2026-11-01T07:59:00+00:00", "2026-11-01 00:59:00", "2026-11-01 00:59:00"),
        ("2026-11-01T08:00:00+00:00", "2026-11-01 00:59:59", "2026-11-01 02:00:00"),
        ("2026-11-01T08:59:59+00:00", "2026-11-01 00:59:59", "2026-11-01 02:00:00"),
        ("2026-11-01T09:30:00+00:00", "2026-11-01 00:59:59", "2026-11-01 02:00:00"),
        ("2026-11-01T10:00:00+00:00", "2026-11-01 02:00:00", "2026-11-01 02:00:00"),
        ("2026-03-08T09:59:59+00:00", "2026-03-08 01:59:59", "2026-03-08 01:59:59"),
        ("2026-03-08T10:00:00+00:00", "2026-03-08 03:00:00", "2026-03-08 03:00:00"),
        ("2026-07-01T07:00:00.5+00:00", "2026-07-01 00:00:00", "2026-07-01 00:00:01"),
    ],
)
def test_asks_from_before_and_up_to_after_the_hour_that_comes_twice(since, start, end):
    assert (from_wall(at(since)), until_wall(at(since))) == (start, end)


@given(st.integers(0, 2 * 365 * 86400), st.integers(0, 7200), st.sampled_from([0, 1]))
@example(26_296_200, 1800, 1)
def test_whatever_happened_since_is_within_however_the_platform_reads_the_wall(second, seconds, fold):
    since = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    later = since + timedelta(seconds=seconds)

    start, end = (
        datetime.fromisoformat(text).replace(tzinfo=PACIFIC, fold=fold)
        for text in (from_wall(since), until_wall(later))
    )

    assert start.astimezone(UTC) <= since <= later <= end.astimezone(UTC)


def test_a_time_in_that_hour_may_be_either():
    doubtful = moment(At("2026-11-01 01:30:00", "m"))
    sure = moment(At("2026-11-01 02:30:00", "m"))

    assert (doubtful.first, doubtful.last) == (at("2026-11-01T08:30:00+00:00"), at("2026-11-01T09:30:00+00:00"))
    assert sure.is_sure and not doubtful.is_sure
    assert moment(At("", "m")) is None
