"""The same outcomes on real sockets of this machine."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from makegood.usecases import leave
from makegood.usecases.ports import Unanswered, Unavailable
from makegood.wire.requests import Request, Timeouts
from makegood.wire.wire import Wire
from tests.wire.calling import OpenPace, body, turn

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

QUICK = Timeouts(*[timedelta(seconds=0.3)] * 5)
GOOD = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"


def heard(link: socket.socket) -> bytes:
    """The request's head and its short body."""
    got = b""
    while b"\r\n\r\n" not in got or not got.endswith(b"a=1"):
        more = link.recv(4096)
        if not more:
            break
        got += more
    return got


@contextmanager
def server(*acts: Callable[[socket.socket], None]) -> Iterator[tuple[str, list[bytes]]]:
    """Hears one request a connection, then does what the list says."""
    listening, got = socket.create_server(("127.0.0.1", 0)), []

    def serve() -> None:
        for act in acts:
            link, _ = listening.accept()
            with link:
                got.append(heard(link))
                act(link)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/", got
    thread.join(5)
    listening.close()
    assert not thread.is_alive()


def reset(link: socket.socket) -> None:
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def say(answer: bytes) -> Callable[[socket.socket], None]:
    return lambda link: link.sendall(answer)


def silent(link: socket.socket) -> None:
    link.recv(1)  # until the caller gives up


def call(url: str, **options: object) -> bytes:
    client = Wire(set(), timeouts=QUICK, sleep=lambda _: None)
    try:
        return client.write(lambda: Request("POST", url, {"a": "1"}), body, turn(OpenPace()))
    finally:
        client.close()


def test_a_port_that_nobody_listens_on_means_nothing_was_sent():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

    with pytest.raises(Unavailable):
        call(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "act",
    [
        reset,
        silent,
        say(b""),
        say(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{}"),
        say(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n"),
        say(b"not HTTP at all\r\n\r\n"),
        say(b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n"),
    ],
    ids=["reset", "silence", "closed", "cut-short", "chunks-cut-short", "not-http", "500"],
)
def test_whatever_comes_after_the_request_arrived_nobody_knows(act):
    with server(act) as (url, got), pytest.raises(Unanswered):
        call(url)
    assert len(got) == 1


def test_tls_that_fails_means_nothing_was_sent():
    with server(say(b"no TLS here\r\n")) as (url, got), pytest.raises(Unavailable):
        call(url.replace("http:", "https:"))
    assert b"a=1" not in got[0]


def test_a_write_opens_its_own_connection():
    with server(say(GOOD), say(GOOD)) as (url, got):
        client = Wire(set(), timeouts=QUICK)
        for _ in range(2):
            assert client.write(lambda: Request("POST", url, {"a": "1"}), body, turn()) == b"{}"
        client.close()
    assert len(got) == 2


# --- leave ----------------------------------------------------------------------------------------------------


def refused() -> None:
    raise Unavailable("writes are paused; nothing was sent")


def test_a_write_without_leave_sends_not_one_byte():
    with server(lambda _: None) as (url, got), leave.given_by(refused), pytest.raises(Unavailable, match="paused"):
        call(url)

    assert got == [b""]


def test_a_write_asks_leave_once_and_a_read_never():
    asked: list[str] = []
    with server(say(GOOD), say(GOOD)) as (url, got), leave.given_by(lambda: asked.append("write")):
        call(url)
        client = Wire(set(), timeouts=QUICK, sleep=lambda _: None)
        client.read(lambda: Request("POST", url, {"a": "1"}), body, turn(OpenPace()))
        client.close()

    assert asked == ["write"] and len(got) == 2
