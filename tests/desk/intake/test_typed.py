"""What was typed becomes values, or stays as it is with three words about what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from makegood.desk.intake.typed import Typed, time_left

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def typed(zone: str = "Asia/Shanghai", **texts: str) -> Typed:
    return Typed({name: [text] for name, text in texts.items()}, ZoneInfo(zone), NOW)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2 d 3 h 15 min", timedelta(days=2, hours=3, minutes=15)),
        ("2天3小时15分", timedelta(days=2, hours=3, minutes=15)),
        ("剩余 2天", None),
        ("23:59:10", timedelta(hours=23, minutes=59, seconds=10)),
        ("48 hours", timedelta(hours=48)),
        ("30 minutes", timedelta(minutes=30)),
        ("soon", None),
        ("", None),
    ],
)
def test_time_left_is_read_as_pages_show_it(text: str, span: timedelta | None) -> None:
    assert time_left(text) == span


def test_a_local_time_is_told_in_the_zone_chosen() -> None:
    assert typed(at="2026-11-24T15:59").moment("at") == "2026-11-24T07:59:00Z"
    assert typed("America/Los_Angeles", at="2026-11-23T15:59").moment("at") == "2026-11-23T23:59:00Z"


def test_what_happened_does_not_lie_ahead_and_a_clock_may() -> None:
    form = typed(at="2026-11-24T16:30", due="2026-11-25T16:30")

    assert form.moment("at") is None and form.faults["at"].do
    assert form.ahead("due", "left") == "2026-11-25T08:30:00Z"


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    form = typed("America/Los_Angeles", at="2026-03-08T02:30")

    assert form.moment("at") is None and "at" in form.faults


def test_time_left_counts_from_now() -> None:
    assert typed(left="2天").ahead("due", "left") == "2026-11-26T08:00:00Z"


@pytest.mark.parametrize("text", ["12,5", "1.234,50", "12.345", "-3", "1e5", "١٢", "twelve", "12.5.1"])
def test_an_amount_that_could_be_two_is_refused_with_three_words(text: str) -> None:
    form = typed(total=text, currency="USD")

    assert form.money("total", "currency") is None
    fault = form.faults["total"]
    assert fault.found and fault.expected and fault.do


def test_an_amount_with_thousands_is_taken() -> None:
    assert typed(total="1,234,567.89", currency="usd").money("total", "currency") == {
        "amount": "1234567.89",
        "currency": "USD",
    }


def test_an_amount_needs_its_currency() -> None:
    form = typed(total="12.90")

    assert form.money("total", "currency") is None and set(form.faults) == {"currency"}


def test_yen_have_no_small_change() -> None:
    form = typed(total="12.5", currency="JPY")

    assert form.money("total", "currency") is None and "JPY" in form.faults["total"].expected


def test_blank_is_unknown_and_no_fault() -> None:
    form = typed(total="", at=" ", name="\x00")

    assert (form.money("total", "c"), form.moment("at"), form.text("name")) == (None, None, None) and not form.faults
