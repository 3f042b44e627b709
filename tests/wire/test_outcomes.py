"""One request, and exactly one of: a body, nothing was sent, nobody knows."""

from __future__ import annotations

import gzip
import logging
import traceback
from datetime import timedelta

import httpx
import pytest

from makegood.usecases.ports import Refused, Unanswered, Unavailable
from makegood.wire.requests import Answer, Request, Timeouts
from makegood.wire.wire import NotAllowed
from tests.wire.calling import FORM, URL, Clock, OpenPace, Platform, body, post, turn, wire


@pytest.mark.parametrize(
    ("met", "outcome"),
    [
        (httpx.ConnectError("no such name"), Unavailable),
        (httpx.ConnectTimeout("slow"), Unavailable),
        (httpx.PoolTimeout("full"), Unavailable),
        (httpx.UnsupportedProtocol("ftp"), Unavailable),
        (httpx.WriteError("broke while sending"), Unanswered),
        (httpx.WriteTimeout("slow while sending"), Unanswered),
        (httpx.ReadTimeout("silence"), Unanswered),
        (httpx.ReadError("reset"), Unanswered),
        (httpx.CloseError("odd"), Unanswered),
        (httpx.RemoteProtocolError("cut short"), Unanswered),
        (httpx.LocalProtocolError("odd"), Unanswered),
        (httpx.ProxyError("odd"), Unanswered),
        (httpx.DecodingError("odd"), Unanswered),
        (httpx.Response(500, text="{}"), Unanswered),
        (httpx.Response(503), Unanswered),
        (httpx.Response(302, headers={"location": "https://elsewhere.test/"}), Unanswered),
    ],
    ids=lambda case: getattr(case, "__name__", None) or repr(case),
)
def test_says_nothing_was_sent_only_where_no_byte_can_have_left(met, outcome):
    platform, pace = Platform(met), OpenPace()

    with pytest.raises(outcome) as trouble:
        wire(platform).write(post, body, turn(pace))

    assert type(trouble.value) is outcome
    assert len(platform.requests) == 1
    assert pace.outcomes == [False]


def test_gives_a_body_whole_and_the_form_arrives():
    platform = Platform(httpx.Response(200, text='{"ok": true}'))

    assert wire(platform).write(post, body, turn()) == b'{"ok": true}'
    assert b"session=CANARY-TOKEN" in platform.requests[0].content


def test_a_4xx_is_an_answer_for_the_platforms_own_reader():
    answer = wire(Platform(httpx.Response(403, text="no"))).write(post, lambda answer: answer, turn())

    assert (answer.status, answer.body) == (403, b"no")


@pytest.mark.parametrize(("told", "wait"), [("7", timedelta(seconds=7)), ("Tue, 24 Nov 2026", None), ("", None)])
def test_a_429_did_nothing_and_its_wait_reaches_the_pace(told, wait):
    pace = OpenPace()

    with pytest.raises(Unavailable) as trouble:
        wire(Platform(httpx.Response(429, headers={"retry-after": told}))).write(post, body, turn(pace))

    assert trouble.value.wait == wait
    assert pace.waits == [wait] * (wait is not None)
    assert pace.outcomes == [True]


@pytest.mark.parametrize("way", ["read", "write"])
def test_a_pace_that_refuses_means_nothing_was_sent_and_it_is_not_asked_twice(way):
    class Shut(OpenPace):
        def take(self, endpoint: str, *, urgent: bool) -> None:
            super().take(endpoint, urgent=urgent)
            raise Unavailable("shut", wait=timedelta(seconds=1))

    platform, pace = Platform(httpx.Response(200)), Shut()
    with pytest.raises(Unavailable, match="shut"):
        getattr(wire(platform), way)(post, body, turn(pace))
    assert (platform.requests, len(pace.taken)) == ([], 1)


# --- bodies ---------------------------------------------------------------------------------------------------


def packed(text: bytes, **headers: str) -> httpx.Response:
    return httpx.Response(200, stream=httpx.ByteStream(text), headers={"content-encoding": "gzip", **headers})


def test_a_packed_body_is_unpacked():
    assert wire(Platform(packed(gzip.compress(b"{}")))).write(post, body, turn()) == b"{}"


@pytest.mark.parametrize(
    "met",
    [
        packed(gzip.compress(b"{}")[:-9]),
        packed(gzip.compress(b"{}") + b"more"),
        packed(b"not packed at all"),
        packed(b"{}", **{"content-encoding": "br"}),
        httpx.Response(200, content=b"x" * 1025),
        packed(gzip.compress(b"x" * 1025)),
    ],
    ids=["cut", "goes-on", "not-packed", "packed-otherwise", "too-large", "unpacks-too-large"],
)
def test_a_body_that_is_not_whole_says_nothing(met):
    with pytest.raises(Unanswered):
        wire(Platform(met), most_bytes=1024).write(post, body, turn())


def test_a_bomb_is_unpacked_no_further_than_the_bound():
    import tracemalloc

    bomb = gzip.compress(bytes(300_000_000))
    client = wire(Platform(packed(bomb)), most_bytes=100_000)
    tracemalloc.start()
    with pytest.raises(Unanswered, match="larger than"):
        client.write(post, body, turn())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_body_that_drips_ends_when_its_time_is_over():
    clock = Clock()

    class Drip(httpx.SyncByteStream):
        def __iter__(self):
            while True:
                clock.sleep(20)
                yield b" "

    with pytest.raises(Unanswered, match="too long"):
        wire(Platform(httpx.Response(200, stream=Drip())), clock).write(post, body, turn())
    assert sum(clock.slept) <= 80


# --- where it may call -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.test/sync",
        "http://api.platform.test/sync",
        "https://api.platform.test:8443/sync",
        "https://user@api.platform.test/sync",
        "https://api.platform.test.elsewhere.test/",
        "https://127.0.0.1.elsewhere.test/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "ftp://127.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://api.platform.test:port/",
        "",
    ],
)
def test_calls_no_address_but_its_own(url):
    platform, pace = Platform(httpx.Response(200)), OpenPace()

    with pytest.raises(NotAllowed):
        wire(platform).read(lambda: Request("GET", url), body, turn(pace))
    assert platform.requests == []


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://[::1]:9/", "http://localhost/", "http://127.9.9.9/"])
def test_calls_this_machine_for_sandboxes(url):
    assert wire(Platform(httpx.Response(200, text="yes"))).read(lambda: Request("GET", url), body, turn()) == b"yes"


def test_takes_no_proxy_and_no_login_from_the_environment(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://10.0.0.1:3128")
    client = wire(Platform(httpx.Response(200)))

    assert all(not inner.trust_env and not inner._mounts for inner in (client._kept, client._fresh))


# --- nothing secret is shown -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "met", [httpx.ReadTimeout("x"), httpx.ConnectError("x"), httpx.Response(500), httpx.InvalidURL("x")]
)
def test_no_secret_stands_in_a_log_a_repr_or_an_exception(met, caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="makegood")  # the desk sets its own level, where it is set up
    client = wire(Platform(met))

    with pytest.raises((Unavailable, Unanswered)) as trouble:
        client.write(post, body, turn())

    exception = trouble.value
    assert exception.__context__ is None and exception.__cause__ is None
    shown = "".join(traceback.format_exception(exception)) + repr(exception) + caplog.text + repr(client) + repr(post())
    assert "CANARY" not in shown


def test_the_clients_own_lines_are_not_logged(caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="makegood")  # the desk sets its own level, where it is set up

    wire(Platform(httpx.Response(200, text="CANARY-BODY"))).write(post, body, turn())

    assert caplog.records and "CANARY" not in caplog.text
    assert "CANARY" not in repr(Answer(200, b"CANARY"))
    assert FORM["session"] in URL  # the canary was there to be found


def test_no_call_outlives_the_longest_time():
    timeouts = Timeouts()

    assert timeouts.longest >= timeouts.connect + timeouts.read + timeouts.whole


def test_a_refusal_passes_through_as_it_is():
    def judge(_: Answer) -> bytes:
        raise Refused("15-1002", "no")

    with pytest.raises(Refused):
        wire(Platform(httpx.Response(200))).read(post, judge, turn())
