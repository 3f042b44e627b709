"""Clauses as a page shows them, on packs of our own making: what holds on which day, and how fresh the sources are."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.desk.policies import clauses, uses
from makegood.desk.policies.clauses import Status
from makegood.policies.pack import Pack
from makegood.policies.reader import read_pack

TODAY = date(2026, 11, 24)
PACK = """
platform = "wish"
name = { en = "Wish", zh = "Wish" }
version = 2026-11-22
zone = "Asia/Shanghai"
[[clause]]
id = "W-1"
en = "Answer in time."
zh = "按时答复。"
source = "public"
page = "a page"
read_on = %s
[clause.parameters.respond_days]
unit = "days"
values = [
  { is = 7, source = "public", page = "old page", read_on = 2026-01-01 },
  { is = 5, from = 2026-11-10, source = "public", page = "new page", read_on = 2026-11-10 },
  { is = 3, from = 2027-01-01, source = "public", page = "news", read_on = 2026-11-20 },
]
[clause.parameters.ship_days]
unit = "days"
values = []
"""


def pack(read_on: str = "2026-11-20") -> Pack:
    return read_pack(PACK % read_on, "wish.toml")


def number(day: date) -> clauses.Shown:
    (one,) = clauses.entries([pack()], day, TODAY)
    return one.numbers[0]


@pytest.mark.parametrize(
    ("day", "now"), [(date(2026, 11, 9), "7"), (date(2026, 11, 10), "5"), (date(2026, 12, 31), "5"), (date(2027, 1, 1), "3")]
)  # fmt: skip
def test_shows_what_holds_on_that_day(day: date, now: str) -> None:
    assert number(day).now.split()[0] == now


def test_shows_the_versions_newest_first_with_from_until_and_difference() -> None:
    told = number(TODAY).values

    assert [(one.status, one.since, one.until) for one in told] == [
        (Status.ahead, date(2027, 1, 1), None),
        (Status.verified, date(2026, 11, 10), date(2027, 1, 1)),
        (Status.over, None, date(2026, 11, 10)),
    ]
    assert [one.was and one.was.split()[0] for one in told] == ["5", "7", None]


def test_a_number_nobody_states_stands_as_a_dash() -> None:
    (one,) = clauses.entries([pack()], TODAY, TODAY)

    assert one.numbers[1].now == "–" and one.numbers[1].values == []


@pytest.mark.parametrize(("read_on", "status"), [("2026-10-25", "verified"), ("2026-10-24", "to_verify")])
def test_a_source_read_over_thirty_days_ago_is_to_be_verified(read_on: str, status: str) -> None:
    (one,) = clauses.entries([pack(read_on)], TODAY, TODAY)

    assert one.status == status


def test_the_fingerprint_changes_with_any_word_or_source() -> None:
    told = {
        one.fingerprint for text in ("2026-11-20", "2026-11-21") for one in clauses.entries([pack(text)], TODAY, TODAY)
    }

    assert len(told) == 2


def test_names_the_day_of_the_last_change_that_holds() -> None:
    assert uses.newest([pack()], TODAY) == (date(2026, 11, 10), date(2026, 11, 22))
