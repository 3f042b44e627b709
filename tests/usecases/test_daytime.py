"""When it is day where a buyer is, at the very edges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from makegood.usecases.daytime import is_day, next_day, zones_of

SPAIN = zones_of("ES")[:1]


def at(hour: int, minute: int = 0, *, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(("hour", "minute", "day"), [(7, 59, False), (8, 0, True), (18, 59, True), (19, 0, False)])
def test_a_day_is_from_nine_to_eight_where_the_buyer_is(hour: int, minute: int, day: bool) -> None:
    assert is_day(at(hour, minute), SPAIN) is day


def test_by_day_it_is_now() -> None:
    assert next_day(at(12, 7), SPAIN, before=None) == at(12, 7)


def test_by_night_it_is_the_next_morning() -> None:
    assert next_day(at(22, 10), SPAIN, before=None) == at(8, day=25)


def test_a_clock_that_runs_out_before_morning_leaves_no_time() -> None:
    assert next_day(at(22), SPAIN, before=at(8, 59, day=25)) is None
    assert next_day(at(22), SPAIN, before=at(9, day=25)) == at(8, day=25)


def test_a_country_of_many_zones_is_awake_where_all_of_it_is() -> None:
    then = next_day(at(0), zones_of("US"), before=None)

    assert then is not None and all(9 <= then.astimezone(zone).hour < 20 for zone in zones_of("US"))


@pytest.mark.parametrize("country", [None, "", "XX"])
def test_an_unknown_country_has_no_day(country: str | None) -> None:
    assert next_day(at(12), zones_of(country), before=None) is None


def test_every_zone_named_is_known() -> None:
    from makegood.usecases import daytime

    assert all(zones_of(country) for country in daytime._zones()) and next_day(at(1), zones_of("RU"), before=None) < at(
        1
    ) + timedelta(days=2)
