"""One token bucket for each app, shop and class of calls, shared by every worker through the database; and its circuit breaker."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from makegood.usecases.ports import Rate, Unavailable

RESERVED = 0.2
"""Share of a bucket that only urgent calls may take (research/reliability.md §2)."""
MOST_WAIT = timedelta(seconds=20)
"""House: a call that would wait longer is put off instead; the worker has other work."""
OPENS_AFTER, FIRST_OPEN, LONGEST_OPEN = 5, timedelta(seconds=10), timedelta(minutes=5)
"""House: failures in a row that open the circuit, and for how long, doubled each time."""


@dataclass(slots=True)
class Shared:
    """Fits `Pace`. Rates by class of calls; a class without one has the house's, for most platforms publish none."""

    app: str
    shop: str
    now: Callable[[], datetime]
    rates: Mapping[str, Rate] = field(default_factory=dict)
    wait: Callable[[float], None] = time.sleep

    def take(self, endpoint: str, *, urgent: bool) -> None:
        """Raises `Unavailable` where the wait would be too long, or nobody may call now."""
        waited = timedelta()
        while delay := self._try(endpoint, urgent):
            if waited + delay > MOST_WAIT:
                raise Unavailable(f"{endpoint}: no call may be made for {delay.total_seconds():.1f} s", wait=delay)
            self.wait(delay.total_seconds())
            waited += delay

    def _try(self, endpoint: str, urgent: bool) -> timedelta | None:
        """Takes one token, or says how long until there may be one. One statement, so that no two workers take the same."""
        rate = self.rates.get(endpoint, Rate())
        floor = 0.0 if urgent else rate.burst * RESERVED
        now = self.now()
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO store_bucket (key, tokens, counted_at, rate, size, failures)
                VALUES (%(key)s, %(size)s - 1, %(now)s, %(rate)s, %(size)s, 0)
                ON CONFLICT (key) DO UPDATE SET
                  tokens = least(%(size)s, store_bucket.tokens
                    + greatest(0, extract(epoch FROM %(now)s - store_bucket.counted_at)) * %(rate)s) - 1,
                  counted_at = greatest(store_bucket.counted_at, %(now)s), rate = %(rate)s, size = %(size)s
                WHERE least(%(size)s, store_bucket.tokens
                    + greatest(0, extract(epoch FROM %(now)s - store_bucket.counted_at)) * %(rate)s) >= 1 + %(floor)s
                  AND (store_bucket.closed_until IS NULL OR store_bucket.closed_until <= %(now)s)
                RETURNING 1
                """,
                {"key": self._key(endpoint), "size": rate.burst, "rate": rate.per_second, "now": now, "floor": floor},
            )
            if cursor.fetchone() is not None:
                return None
            cursor.execute(
                "SELECT tokens, counted_at, closed_until FROM store_bucket WHERE key = %s", [self._key(endpoint)]
            )
            tokens, counted_at, closed_until = cursor.fetchone()
        if closed_until is not None and closed_until > now:
            return timedelta(seconds=(closed_until - now).total_seconds())
        held = tokens + max(0.0, (now - counted_at).total_seconds()) * rate.per_second
        return timedelta(seconds=max(0.005, (1 + floor - held) / rate.per_second))

    def asked_to_wait(self, endpoint: str, wait: timedelta) -> None:
        self._close(endpoint, self.now() + wait)

    def outcome(self, endpoint: str, *, well: bool) -> None:
        with connection.cursor() as cursor:
            if well:
                cursor.execute(
                    "UPDATE store_bucket SET failures = 0 WHERE key = %s AND failures > 0", [self._key(endpoint)]
                )
                return
            cursor.execute(
                "UPDATE store_bucket SET failures = failures + 1 WHERE key = %s RETURNING failures",
                [self._key(endpoint)],
            )
            row = cursor.fetchone()
        failures = row[0] if row else 0
        if failures >= OPENS_AFTER:
            self._close(endpoint, self.now() + min(FIRST_OPEN * (1 << min(failures - OPENS_AFTER, 8)), LONGEST_OPEN))

    def _close(self, endpoint: str, until: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE store_bucket SET closed_until = greatest(coalesce(closed_until, %s), %s) WHERE key = %s",
                [until, until, self._key(endpoint)],
            )

    def _key(self, endpoint: str) -> str:
        shop = "" if self.rates.get(endpoint, Rate()).whole_app else self.shop
        return f"{self.app}|{shop}|{endpoint}"
