"""The HTTP client itself: sends one request and says which of three things happened; asks a read again where that is safe."""

from __future__ import annotations

import logging
import random
import ssl
import time
from collections.abc import Callable, Collection
from datetime import timedelta
from functools import cache
from typing import TypeVar

import httpx

from makegood.usecases import leave
from makegood.usecases.ports import Unanswered, Unavailable
from makegood.wire import bodies
from makegood.wire.hosts import is_allowed
from makegood.wire.requests import Answer, Build, Request, Timeouts, Turn
from makegood.wire.retrying import ATTEMPTS, LONGEST, Budget, pause

T = TypeVar("T")
Judge = Callable[[Answer], T]
"""Takes an answer's meaning out of it, or raises what the port knows."""

# These come before the first byte of a request leaves: a name not found, a port closed, TLS that fails, no connection free. A failed
# write is not among them: what was written before it failed may have arrived.
NOTHING_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)

# Their lines hold whole addresses and headers, and with them tokens and signatures. Ours say what is needed.
_TALKATIVE = (
    "httpx",
    "httpcore.connection",
    "httpcore.http11",
    "httpcore.http2",
    "httpcore.proxy",
    "httpcore.socks",
)
for _name in _TALKATIVE:
    logging.getLogger(_name).addFilter(lambda _: False)

log = logging.getLogger("makegood.wire")


class NotAllowed(Unavailable):
    """The address is neither the platform's own host nor this machine; nothing was sent."""


class Wire:
    """Thread-safe; one for a platform. Reads share kept-alive connections; a write always opens its own.

    (A kept connection that the platform has just closed fails after the bytes left, and then nobody knows.)
    """

    def __init__(
        self,
        hosts: Collection[str],
        *,
        timeouts: Timeouts | None = None,
        most_bytes: int = bodies.MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.hosts = frozenset(hosts)
        self.timeouts = timeouts or Timeouts()
        self._most, self._clock, self._sleep, self._chance = most_bytes, clock, sleep, chance
        self._budget = Budget()
        self._kept = _client(self.timeouts, transport, keep=10)
        self._fresh = _client(self.timeouts, transport, keep=0)

    def __repr__(self) -> str:
        return f"Wire({', '.join(sorted(self.hosts))})"

    def close(self) -> None:
        self._kept.close()
        self._fresh.close()

    def write(self, build: Build, judge: Judge[T], turn: Turn) -> T:
        """One request, once, whatever comes. Raises `Unavailable` only where no byte of it left, or the judge says so."""
        self._budget.earn()
        turn.pace.take(turn.endpoint, urgent=turn.urgent)
        return self._once(build, judge, turn, self._fresh)

    def read(self, build: Build, judge: Judge[T], turn: Turn) -> T:
        """A request without effect: asked again a few times. This is the only place that retries."""
        self._budget.earn()
        attempt = 1
        while True:
            turn.pace.take(
                turn.endpoint, urgent=turn.urgent
            )  # it waits itself; its no is no trouble to ask again about
            try:
                return self._once(build, judge, turn, self._kept)
            except NotAllowed:
                raise
            except (Unavailable, Unanswered) as trouble:
                again = self._pause_before_another(trouble, attempt)
                if again is None:
                    raise
            self._sleep(again.total_seconds())
            attempt += 1

    def _pause_before_another(self, trouble: Exception, attempt: int) -> timedelta | None:
        asked = trouble.wait if isinstance(trouble, Unavailable) else None
        if attempt >= ATTEMPTS or (asked is not None and asked > LONGEST) or not self._budget.spend():
            return None
        return max(pause(attempt, self._chance()), asked or timedelta())

    def _once(self, build: Build, judge: Judge[T], turn: Turn, client: httpx.Client) -> T:
        try:
            answer = self.send(build(), client)
        except NotAllowed:
            raise
        except (Unavailable, Unanswered):
            turn.pace.outcome(turn.endpoint, well=False)
            raise
        turn.pace.outcome(turn.endpoint, well=True)
        try:
            if answer.status == 429:
                told = _retry_after(answer) or (turn.asked(answer) if turn.asked is not None else None)
                raise Unavailable("the platform answered 429, too many requests", wait=told or turn.unsaid)
            return judge(answer)
        except Unavailable as asked:
            if asked.wait is not None:
                turn.pace.asked_to_wait(turn.endpoint, asked.wait)
            raise

    def send(self, request: Request, client: httpx.Client | None = None) -> Answer:
        """One request. Raises `Unavailable` or `Unanswered`; statuses up to 499 are answers, redirects are not followed."""
        if not is_allowed(request.url, self.hosts):
            raise NotAllowed(f"{request!r}: not an address of this connection; expected one of {sorted(self.hosts)}")
        answer, trouble = self._exchange(request, client or self._fresh)
        if trouble is not None:  # raised here, so that no exception of the client, which holds the request, hangs on it
            log.info("%r: %s", request, trouble)
            raise trouble
        if answer is None or answer.status >= 500 or 300 <= answer.status < 400:
            status = answer.status if answer is not None else "nothing"
            log.info("%r: answered %s", request, status)
            raise Unanswered(f"{request!r}: answered {status}")
        log.debug("%r: %r", request, answer)
        return answer

    def _exchange(
        self, request: Request, client: httpx.Client
    ) -> tuple[Answer | None, Unavailable | Unanswered | None]:
        try:
            with client.stream(
                request.method,
                request.url,
                data=dict(request.form) or None,
                files={name: (file.name, file.content, file.media_type) for name, file in request.files.items()}
                or None,
                content=request.body,
                headers=dict(request.headers),
                extensions={"trace": _ask_leave} if client is self._fresh else {},
            ) as response:
                until = self._clock() + self.timeouts.whole.total_seconds()
                body = bodies.read(
                    response.iter_raw(),
                    response.headers.get("content-encoding", ""),
                    most=self._most,
                    in_time=lambda: self._clock() <= until,
                )
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status_code, body, headers), None
        except Unavailable as why:  # leave was refused
            return None, why
        except NOTHING_SENT as why:
            return None, Unavailable(f"{request!r}: nothing was sent ({type(why).__name__})")
        except bodies.NotWhole as why:
            return None, Unanswered(f"{request!r}: {why}")
        except Exception as why:  # whatever else there is: it may have left
            return None, Unanswered(f"{request!r}: no answer after it may have left ({type(why).__name__})")


def _ask_leave(event: str, _: object) -> None:
    """Called by the client as it goes: connected, and before the first byte. Raises `Unavailable` where nothing may be sent now."""
    if event.endswith("send_request_headers.started"):
        leave.ask()


@cache
def _trust() -> ssl.SSLContext:
    """Whom we believe to be a platform: read once, for it takes a tenth of a second. No file named in the environment counts."""
    return httpx.create_ssl_context(trust_env=False)


def _client(timeouts: Timeouts, transport: httpx.BaseTransport | None, *, keep: int) -> httpx.Client:
    limits = httpx.Limits(max_connections=20, max_keepalive_connections=keep, keepalive_expiry=15)
    return httpx.Client(
        timeout=httpx.Timeout(
            connect=timeouts.connect.total_seconds(),
            read=timeouts.read.total_seconds(),
            write=timeouts.write.total_seconds(),
            pool=timeouts.pool.total_seconds(),
        ),
        transport=transport or httpx.HTTPTransport(verify=_trust(), limits=limits, retries=0, trust_env=False),
        follow_redirects=False,
        trust_env=False,
        headers={"accept-encoding": "gzip", "user-agent": "makegood"},
    )


def _retry_after(answer: Answer) -> timedelta | None:
    """Seconds only; a date would have to be compared with a clock that may be wrong."""
    told = answer.headers.get("retry-after", "").strip()
    return timedelta(seconds=int(told)) if told.isascii() and told.isdigit() and len(told) < 7 else None
