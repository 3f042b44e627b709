"""A pace kept in memory: a token bucket with a share for urgent calls, the platform's waits, and a circuit breaker."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from makegood.usecases.ports import Unavailable

URGENT_SHARE = 0.2
"""Of every bucket, kept for urgent calls (research/reliability.md §2)."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many calls a second a class of endpoints takes, and how many at once. House: the platforms publish none for sellers."""

    per_second: float = 5.0
    at_once: float = 10.0


@dataclass(frozen=True, slots=True)
class Breaker:
    """After so many calls in a row without an answer nobody calls for a while; then one tries. House figures."""

    failures: int = 5
    first: timedelta = timedelta(seconds=15)
    longest: timedelta = timedelta(minutes=5)


class _Bucket:
    """Tokens that grow with time, up to a full bucket."""

    def __init__(self, rate: float, full: float, at: float) -> None:
        self._rate, self._full, self._left, self._at = rate, full, full, at

    def wait(self, at: float) -> float:
        """Seconds until there is a token; 0 where there is one."""
        self._left = min(self._full, self._left + max(0.0, at - self._at) * self._rate)
        self._at = max(at, self._at)
        return 0.0 if self._left >= 1 - 1e-9 else (1 - self._left) / self._rate

    def spend(self) -> None:
        self._left -= 1

    def empty(self) -> None:
        self._left = 0.0


class _Class:
    """What is known of one class of endpoints."""

    def __init__(self, rate: Rate, at: float) -> None:
        ordinary = 1 - URGENT_SHARE
        self.all = _Bucket(rate.per_second, rate.at_once, at)
        self.ordinary = _Bucket(rate.per_second * ordinary, max(1.0, rate.at_once * ordinary), at)
        self.quiet_until = at
        self.failures = 0
        self.closed_until = at
        self.tried_until = at

    def buckets(self, *, urgent: bool) -> tuple[_Bucket, ...]:
        return (self.all,) if urgent else (self.all, self.ordinary)


class LocalPace:
    """Fits the port `Pace` for one process. The clock gives seconds that only grow."""

    def __init__(
        self,
        rates: dict[str, Rate] | None = None,
        *,
        default: Rate | None = None,
        breaker: Breaker | None = None,
        most_wait: timedelta = timedelta(seconds=30),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rates, self._default, self._breaker = rates or {}, default or Rate(), breaker or Breaker()
        self._most, self._clock, self._sleep = most_wait.total_seconds(), clock, sleep
        self._classes: dict[str, _Class] = {}
        self._lock = Lock()

    def take(self, endpoint: str, *, urgent: bool) -> None:
        """Waits its turn; raises `Unavailable` where that would take too long, or the circuit is open."""
        began = self._clock()
        while wait := self._try(endpoint, urgent=urgent):
            if self._clock() - began + wait > self._most:
                raise Unavailable(f"{endpoint}: {wait:.0f} s until the next call may be made", wait=_span(wait))
            self._sleep(wait)

    def asked_to_wait(self, endpoint: str, wait: timedelta) -> None:
        with self._lock:
            here = self._of(endpoint)
            here.quiet_until = max(here.quiet_until, self._clock() + wait.total_seconds())
            for bucket in here.buckets(urgent=False):  # nobody bursts the moment it ends
                bucket.wait(here.quiet_until)
                bucket.empty()

    def outcome(self, endpoint: str, *, well: bool) -> None:
        with self._lock:
            here, at = self._of(endpoint), self._clock()
            here.tried_until = at
            here.failures = 0 if well else here.failures + 1
            if here.failures >= self._breaker.failures:
                doubled = self._breaker.first * 2 ** min(here.failures - self._breaker.failures, 20)
                here.closed_until = at + min(doubled, self._breaker.longest).total_seconds()

    def _try(self, endpoint: str, *, urgent: bool) -> float:
        """0 and a token spent, or the seconds to wait."""
        with self._lock:
            here, at = self._of(endpoint), self._clock()
            if here.failures >= self._breaker.failures:
                self._one_may_try(endpoint, here, at)
            buckets = here.buckets(urgent=urgent)
            wait = max(here.quiet_until - at, *(bucket.wait(at) for bucket in buckets))
            if wait > 0:
                here.tried_until = min(here.tried_until, at)
                return wait
            for bucket in buckets:
                bucket.spend()
            return 0.0

    def _one_may_try(self, endpoint: str, here: _Class, at: float) -> None:
        """The circuit is open; once its time is over one call tries, and the others wait for how it fares."""
        shut = max(here.closed_until, here.tried_until) - at
        if shut > 0:
            raise Unavailable(f"{endpoint}: {here.failures} calls in a row had no answer", wait=_span(shut))
        here.tried_until = at + self._most + 60

    def _of(self, endpoint: str) -> _Class:
        if endpoint not in self._classes:
            self._classes[endpoint] = _Class(self._rates.get(endpoint, self._default), self._clock())
        return self._classes[endpoint]


def _span(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
