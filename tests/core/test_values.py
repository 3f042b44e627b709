"""Money and instants: exact, or refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.core import instants
from makegood.core.case import Shipment, plain_number
from makegood.core.money import Money


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("2.345", "USD", "2.35"),
        ("2.344999", "USD", "2.34"),
        ("2.5", "JPY", "3"),
        ("0.0005", "KWD", "0.001"),
        ("7", "USD", "7.00"),
        ("-2.345", "USD", "-2.35"),
    ],
)
def test_money_is_rounded_half_up_to_the_currencys_minor_unit(amount, currency, rounded):
    assert Money(Decimal(amount), currency).rounded().as_json() == {"amount": rounded, "currency": currency}


def test_two_currencies_are_not_added_without_a_rate():
    with pytest.raises(ValueError, match="CNY cannot be added to USD"):
        Money(Decimal(1), "USD").plus(Money(Decimal(1), "CNY"))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-10-25T13:00:00-07:00", datetime(2026, 10, 25, 20, tzinfo=UTC)),
        ("2026-10-25T13:00-07:00", datetime(2026, 10, 25, 20, tzinfo=UTC)),
        ("2026-10-25t13:00:00z", datetime(2026, 10, 25, 13, tzinfo=UTC)),
        ("2026-10-25T13:00:00.5+00:00", datetime(2026, 10, 25, 13, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-10-25T13:00:00.123456789Z", datetime(2026, 10, 25, 13, 0, 0, 123_456, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_with_its_offset(text, instant):
    assert instants.parse(text) == instant
    assert instants.parse(text).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-10-25T13:00:00", "this one has none"),
        ("2026-10-25", "this one has none"),
        ("2026-10-25 13:00", "this one has none"),
        ("yesterday", "an RFC 3339 time"),
        ("2026-13-25T13:00:00Z", "a time that exists"),
        ("2026-10-25T13:00:00+99:00", "a time that exists"),
        ("0001-01-01T00:00:00+10:00", "a time that exists"),
        ("２０２６-10-25T13:00:00Z", "an RFC 3339 time"),
    ],
)
def test_a_time_that_is_none_or_has_no_offset_is_refused_and_says_why(text, says):
    with pytest.raises(instants.NotAnInstant, match=says):
        instants.parse(text)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7)), timezone(timedelta(hours=8))])))
def test_an_instant_shown_is_read_back(instant):
    try:
        shown = instants.show(instant)
    except OverflowError:  # the first and last hours of the calendar do not exist in UTC
        return
    assert instants.parse(shown) == instant
    assert shown.endswith("Z")


def test_a_span_beyond_the_calendar_is_its_end():
    assert instants.after(datetime(9999, 12, 31, tzinfo=UTC), days=400) == datetime.max.replace(tzinfo=UTC)
    assert instants.after(datetime(2026, 3, 1, tzinfo=UTC), days=1, hours=2) == datetime(2026, 3, 2, 2, tzinfo=UTC)


def test_numbers_of_a_parcel_are_compared_without_case_spaces_and_hyphens():
    shipment = Shipment(tracking="LP 0012-3456", numbers=("cx123456785cn",))

    assert plain_number(" lp-0012 3456 ") == "LP00123456"
    assert shipment.knows("lp00123456")
    assert shipment.knows("CX 123456785 CN")
    assert not shipment.knows("LP00999999")
    assert Shipment().known == frozenset()
