"""What the wire's tests share: a pace that grants everything, a clock that stands, and a client without a network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import httpx

from makegood.wire.requests import Answer, Request, Turn
from makegood.wire.wire import Wire

URL = "https://api.platform.test/sync?session=CANARY-TOKEN"
FORM = {"session": "CANARY-TOKEN", "sign": "CANARY-SIGN"}


class OpenPace:
    """Grants every call, and notes what it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bool]] = []
        self.waits: list[timedelta] = []
        self.outcomes: list[bool] = []

    def take(self, endpoint: str, *, urgent: bool) -> None:
        self.taken.append((endpoint, urgent))

    def asked_to_wait(self, endpoint: str, wait: timedelta) -> None:
        self.waits.append(wait)

    def outcome(self, endpoint: str, *, well: bool) -> None:
        self.outcomes.append(well)


class Clock:
    """Stands still; sleeping moves it."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


class Platform:
    """Answers from a list, one item a request: a response, or an exception to raise. The last one stays."""

    def __init__(self, *answers: httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]) -> None:
        self.answers, self.requests = list(answers), []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return _unread(answer(request) if callable(answer) else answer)


def _unread(response: httpx.Response) -> httpx.Response:
    """As it comes from a network, where nothing of it has been read."""
    stream = httpx.ByteStream(response.content) if response.is_closed else response.stream
    return httpx.Response(response.status_code, headers=response.headers, stream=stream)


def wire(platform: Platform, clock: Clock | None = None, **options: object) -> Wire:
    clock = clock or Clock()
    return Wire(
        {"api.platform.test"},
        clock=clock,
        sleep=clock.sleep,
        chance=lambda: 0.5,
        transport=httpx.MockTransport(platform),
        **options,
    )


def post() -> Request:
    return Request("POST", URL, FORM)


def body(answer: Answer) -> bytes:
    return answer.body


def turn(pace: OpenPace | None = None) -> Turn:
    return Turn(pace or OpenPace(), "orders")
