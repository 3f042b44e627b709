"""The pace kept in memory."""

from __future__ import annotations

from datetime import timedelta

import pytest

from makegood.usecases.ports import Unavailable
from makegood.wire.pace import Breaker, LocalPace, Rate
from tests.wire.calling import Clock


def pace(clock: Clock, **options: object) -> LocalPace:
    options.setdefault("default", Rate(per_second=1, at_once=10))
    return LocalPace(clock=clock, sleep=clock.sleep, **options)


def calls(of: LocalPace, times: int, *, urgent: bool = False) -> None:
    for _ in range(times):
        of.take("orders", urgent=urgent)


def test_never_more_than_the_rate_in_any_window():
    clock, made = Clock(), []
    asked = pace(clock)
    for _ in range(100):
        calls(asked, 1)
        made.append(clock.at)

    windows = [sum(start <= at < start + 20 for at in made) for start in made]
    assert max(windows) <= 10 + 20


def test_a_fifth_is_kept_for_what_is_urgent():
    clock = Clock()
    asked = pace(clock)
    calls(asked, 8)
    assert clock.at == 0

    calls(asked, 2, urgent=True)
    assert clock.at == 0
    calls(asked, 1)
    assert clock.at == pytest.approx(1.25)


def test_an_urgent_call_waits_little_behind_a_queue_of_ordinary_ones():
    clock = Clock()
    asked = pace(clock, most_wait=timedelta(hours=1))
    calls(asked, 200)
    before = clock.at

    calls(asked, 1, urgent=True)
    assert clock.at - before <= 1


def test_classes_do_not_share():
    clock = Clock()
    asked = pace(clock)
    calls(asked, 8)
    asked.take("issues", urgent=False)

    assert clock.at == 0


def test_a_wait_too_long_is_refused_with_its_length():
    asked = pace(Clock(), most_wait=timedelta(seconds=5))
    asked.asked_to_wait("orders", timedelta(seconds=60))

    with pytest.raises(Unavailable) as refused:
        asked.take("orders", urgent=True)
    assert refused.value.wait == timedelta(seconds=60)


def test_a_wait_asked_for_is_kept_by_all_and_ends_without_a_burst():
    clock = Clock()
    asked = pace(clock)
    asked.asked_to_wait("orders", timedelta(seconds=10))
    asked.asked_to_wait("orders", timedelta(seconds=3))

    calls(asked, 1)
    first = clock.at
    calls(asked, 1)
    assert first >= 10
    assert clock.at - first >= 1


def test_the_circuit_opens_after_so_many_without_an_answer_and_one_tries_when_its_time_is_over():
    clock = Clock()
    asked = pace(clock, breaker=Breaker(failures=3, first=timedelta(seconds=15)))
    for _ in range(3):
        asked.take("orders", urgent=False)
        asked.outcome("orders", well=False)

    with pytest.raises(Unavailable, match="3 calls in a row"):
        asked.take("orders", urgent=True)
    clock.at += 15
    asked.take("orders", urgent=False)
    with pytest.raises(Unavailable):
        asked.take("orders", urgent=False)
    asked.outcome("orders", well=True)
    asked.take("orders", urgent=False)


def test_a_trial_that_fails_shuts_it_for_twice_as_long():
    clock = Clock()
    asked = pace(clock, breaker=Breaker(failures=1, first=timedelta(seconds=15), longest=timedelta(seconds=40)))
    shut = []
    for _ in range(4):
        asked.take("orders", urgent=False)
        asked.outcome("orders", well=False)
        with pytest.raises(Unavailable) as refused:
            asked.take("orders", urgent=False)
        shut.append(refused.value.wait.total_seconds())
        clock.at += shut[-1]

    assert shut == [15, 30, 40, 40]


def test_answers_keep_it_closed():
    asked = pace(Clock(), breaker=Breaker(failures=2))
    for well in (False, True, False, True):
        asked.outcome("orders", well=well)

    asked.take("orders", urgent=False)
