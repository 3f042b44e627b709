"""One pace for all workers: never above the rate, urgent calls from their own share, nobody while the platform says wait."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from makegood.store.pace import LONGEST_OPEN, OPENS_AFTER, Shared
from makegood.usecases.ports import Rate, Unavailable
from tests.store.making import Clock

pytestmark = pytest.mark.usefixtures("store")
SLOW = {"issues": Rate(per_second=1.0, burst=10.0)}


def paced(clock: Clock, shop: str = "s") -> Shared:
    """Waiting winds the clock."""
    return Shared("app", shop, clock, SLOW, wait=lambda seconds: clock.wind(seconds=seconds) and None)


def calls_at_once(pace: Shared, *, urgent: bool, most: int = 40) -> int:
    def refuse(seconds: float) -> None:
        raise Unavailable("would wait")

    pace.wait, count = refuse, 0
    try:
        while count < most:
            pace.take("issues", urgent=urgent)
            count += 1
    except Unavailable:
        pass
    return count


def test_the_urgent_have_a_fifth_that_others_cannot_take() -> None:
    pace = paced(Clock())
    assert calls_at_once(pace, urgent=False) == 8
    assert calls_at_once(pace, urgent=True) == 2


def test_over_time_no_more_calls_than_the_rate() -> None:
    clock = Clock()
    pace, begun = paced(clock), clock.now

    for _ in range(70):
        pace.take("issues", urgent=True)

    assert 59 <= (clock.now - begun).total_seconds() <= 62  # ten at once, sixty more a second apart


def test_two_shops_do_not_share() -> None:
    clock = Clock()
    assert calls_at_once(paced(clock, "a"), urgent=True) == calls_at_once(paced(clock, "b"), urgent=True) == 10


def test_nobody_calls_while_the_platform_says_wait() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.take("issues", urgent=True)
    pace.asked_to_wait("issues", timedelta(seconds=60))

    with pytest.raises(Unavailable) as refused:
        pace.take("issues", urgent=True)
    assert refused.value.wait == timedelta(seconds=60)

    clock.wind(seconds=61)
    pace.take("issues", urgent=True)


def test_the_circuit_opens_after_failures_and_closes_after_one_success() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.take("issues", urgent=True)
    for _ in range(OPENS_AFTER + 2):
        pace.outcome("issues", well=False)
    with pytest.raises(Unavailable):
        pace.take("issues", urgent=True)

    clock.wind(seconds=LONGEST_OPEN.total_seconds())
    pace.take("issues", urgent=True)
    pace.outcome("issues", well=True)
    for _ in range(OPENS_AFTER - 1):
        pace.outcome("issues", well=False)
    pace.take("issues", urgent=True)


def test_a_clock_that_steps_back_gives_nothing_away() -> None:
    clock = Clock()
    pace = paced(clock)
    assert calls_at_once(pace, urgent=True) == 10
    clock.wind(minutes=-10)
    assert calls_at_once(pace, urgent=True) == 0
    clock.wind(minutes=10, seconds=3)
    assert calls_at_once(pace, urgent=True) == 3


def test_workers_at_once_never_take_more_than_there_is() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    taken = []

    def take() -> None:
        pace = Shared("app", "s", lambda: now, SLOW)
        taken.append(calls_at_once(pace, urgent=True))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(taken) == 10
