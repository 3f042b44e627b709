"""A read is asked again a few times, a write never."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from makegood.usecases.ports import Unanswered, Unavailable
from makegood.wire.requests import Answer
from makegood.wire.retrying import ATTEMPTS, IN_HAND, pause
from tests.wire.calling import Clock, OpenPace, Platform, body, post, turn, wire

GOOD = httpx.Response(200, text="yes")


def test_a_read_is_asked_again_and_a_turn_taken_for_each():
    platform, pace, clock = Platform(httpx.ReadTimeout("x"), httpx.Response(502), GOOD), OpenPace(), Clock()

    assert wire(platform, clock).read(post, body, turn(pace)) == b"yes"
    assert len(pace.taken) == len(platform.requests) == 3
    assert clock.slept == [0.375, 0.75]


def test_a_read_ends_after_so_many():
    platform = Platform(httpx.ReadTimeout("x"))

    with pytest.raises(Unanswered):
        wire(platform).read(post, body, turn())
    assert len(platform.requests) == ATTEMPTS


@pytest.mark.parametrize("met", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.Response(500)])
def test_a_write_is_never_asked_again(met):
    platform = Platform(met, GOOD)

    with pytest.raises((Unanswered, Unavailable)):
        wire(platform).write(post, body, turn())
    assert len(platform.requests) == 1


def test_what_the_platforms_reader_calls_trouble_is_asked_again_here_and_nowhere_else():
    answers = iter([Unanswered("isp.busy"), None])

    def judge(answer: Answer) -> bytes:
        if (trouble := next(answers)) is not None:
            raise trouble
        return answer.body

    assert wire(Platform(GOOD)).read(post, judge, turn()) == b"yes"


@pytest.mark.parametrize(("asked", "requests"), [(8, 2), (11, 1)])
def test_a_wait_asked_for_is_waited_out_where_it_is_short(asked, requests):
    platform = Platform(httpx.Response(429, headers={"retry-after": str(asked)}), GOOD)
    clock = Clock()

    if requests == 1:
        with pytest.raises(Unavailable):
            wire(platform, clock).read(post, body, turn())
    else:
        wire(platform, clock).read(post, body, turn())
        assert clock.slept == [asked]
    assert len(platform.requests) == requests


def test_a_platform_in_trouble_is_asked_a_tenth_more_at_most():
    platform = Platform(httpx.ReadTimeout("x"))
    client = wire(platform)

    for _ in range(1000):
        with pytest.raises(Unanswered):
            client.read(post, body, turn())
    assert len(platform.requests) <= 1000 * 1.1 + IN_HAND


def test_half_of_a_pause_is_sure():
    assert [pause(1, chance) for chance in (0, 1)] == [timedelta(milliseconds=250), timedelta(milliseconds=500)]
    assert pause(30, 1) == timedelta(seconds=10)
