"""Five shops of one partner want two and a half times what the platform allows, for ten minutes of a made-up clock.

`python -m tools.storm`: the real connector, wire and shared pace against the Shopee sandbox, which judges every window of a minute and
answers what is one too many. In the same run the same callers go without a pace, as a yardstick. Then the platform refuses everything for
ten minutes, whoever calls. Exit status 1: a window held more calls than are allowed, or a figure of the proof was missed.
"""

from __future__ import annotations

import argparse
import heapq
import json
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from makegood.connectors.shopee.calls import Call, Calls
from makegood.connectors.shopee.connecting import RATES
from makegood.sandbox.shopee.app import APP, SHOP, create_app
from makegood.sandbox.shopee.limits import MINUTE
from makegood.sandbox.stage.clock import Clock
from makegood.store.pace import Shared
from makegood.usecases.ports import Pace, Refused, Unanswered, Unavailable
from makegood.wire.wire import Wire
from tools.crash import ground

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "prove"
START = datetime(2026, 11, 11, tzinfo=UTC)
ALLOWED = 100
"""Calls a minute of one partner (platforms/shopee.md §2, Rate limits)."""
SHOPS, CALLERS, URGENT_EVERY, LATENCY = 5, 4, 20.0, 0.15
WANTED = 2.5
"""Times what is allowed."""
CALLS_A_SUCCESS, URGENT_WAIT, OF_IDEAL = 1.10, 30.0, 1.5
"""What must hold (research/reliability.md, row 10)."""
INFO = Call("GET", "shop/get_shop_info", {})


class Town:
    """A clock that stands while anybody works, and jumps to whoever wakes first. One thread works at a time."""

    def __init__(self) -> None:
        self.at = 0.0
        self._waiting: list[tuple[float, int, threading.Event]] = []
        self._number = 0
        self._lock = threading.Lock()

    def __call__(self) -> float:
        return self.at

    def now(self) -> datetime:
        return START + timedelta(seconds=self.at)

    def sleep(self, seconds: float) -> None:
        mine = self._entered(self.at + max(0.0, seconds))
        self._wake()
        mine.wait()

    def play(self, people: list[Callable[[], None]]) -> None:
        """Lets them all live to their end."""
        threads = []
        for place, person in enumerate(people):
            begins = self._entered(self.at + place * 0.01)
            threads.append(threading.Thread(target=self._live, args=(person, begins)))
        for thread in threads:
            thread.start()
        self._wake()
        for thread in threads:
            thread.join()

    def _live(self, person: Callable[[], None], begins: threading.Event) -> None:
        begins.wait()
        try:
            person()
        finally:
            from django.db import connection

            connection.close()
            self._wake()

    def _entered(self, at: float) -> threading.Event:
        event = threading.Event()
        with self._lock:
            self._number += 1
            heapq.heappush(self._waiting, (at, self._number, event))
        return event

    def _wake(self) -> None:
        with self._lock:
            if not self._waiting:
                return
            self.at, _, event = heapq.heappop(self._waiting)
        event.set()


class Open:
    """No pace at all."""

    def take(self, endpoint: str, *, urgent: bool) -> None: ...
    def asked_to_wait(self, endpoint: str, wait: timedelta) -> None: ...
    def outcome(self, endpoint: str, *, well: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Held:
    """A vault with one token."""

    token: str

    def access(self) -> str:
        return self.token

    def renew(self, stale: str) -> str:
        raise Unavailable(f"{stale[:4]}… is not stale here")


@dataclass
class Run:
    """One storm: what was called, what came of it, and how long the urgent ones waited."""

    town: Town
    ordinary: int
    minutes: float
    paced: bool
    made: list[float] = field(default_factory=list)
    successes: int = 0
    refused: int = 0
    waits: list[float] = field(default_factory=list)
    ended: float = 0.0

    def play(self, *, all_refused: float = 0.0) -> None:
        app = create_app(now=START)
        state = app.extensions["sandbox"].state
        state.clock = Clock(START, rate=1.0, tick=self.town)
        state.figures = state.figures.changed({"calls_per_minute": ALLOWED, "limit_status": 429})
        told = app.test_client().post("/_sandbox/tokens", json={}).get_json()
        if all_refused:
            app.test_client().post("/_sandbox/storm", json={"minutes": all_refused, "status": 429})
        transport = httpx.WSGITransport(app=app)
        people = []
        for shop in range(SHOPS):
            calls = self._calls(transport, str(told["access_token"]), f"shop-{shop}")
            people += [self._caller(calls) for _ in range(CALLERS)]
            people.append(self._urgent(calls, shop))
        self.town.play(people)

    def _calls(self, transport: httpx.BaseTransport, token: str, shop: str) -> Calls:
        pace: Pace = Shared(APP.key, shop, self.town.now, RATES, wait=self.town.sleep) if self.paced else Open()
        wire = Wire(
            {"127.0.0.1"}, clock=self.town, sleep=self.town.sleep, chance=lambda: 0.5, transport=_Slow(self, transport)
        )
        return Calls(
            partner=APP.key, secret=APP.secret, base="http://127.0.0.1", vault=Held(token), pace=pace, wire=wire,
            now=self.town.now, which_shop=lambda: str(SHOP.shop_id),
        )  # fmt: skip

    def _caller(self, calls: Calls) -> Callable[[], None]:
        def live() -> None:
            for _ in range(self.ordinary // (SHOPS * CALLERS)):
                self._until_done(calls, urgent=False)

        return live

    def _urgent(self, calls: Calls, place: int) -> Callable[[], None]:
        def live() -> None:
            self.town.sleep(place * 1.7)
            while self.town.at < self.minutes * 60:
                begun = self.town.at
                self._until_done(calls, urgent=True)
                self.waits.append(self.town.at - begun - LATENCY)
                self.town.sleep(URGENT_EVERY)

        return live

    def _until_done(self, calls: Calls, *, urgent: bool) -> None:
        """As a worker does: what cannot be had now is asked for again when it may be."""
        while (
            self.paced or self.town.at < self.minutes * 60
        ):  # without a pace it never ends: what is refused counts as well
            try:
                calls.read(INFO, urgent=urgent)
            except (Unavailable, Unanswered, Refused) as why:
                self.refused += 1
                wait = getattr(why, "wait", None)
                self.town.sleep(max(0.5, wait.total_seconds() if self.paced and wait else 2.0))
                continue
            self.successes += 1
            self.ended = max(self.ended, self.town.at)
            return

    def verdict(self) -> dict[str, Any]:
        waits = sorted(self.waits)
        ideal = (self.successes - ALLOWED) / ALLOWED * 60
        return {
            "calls": len(self.made),
            "successes": self.successes,
            "refused_share": round(1 - self.successes / len(self.made), 3),
            "calls_per_success": round(len(self.made) / self.successes, 3),
            "most_in_a_minute": most_within(self.made, MINUTE.total_seconds()),
            "seconds": round(self.ended),
            "of_ideal": round(self.ended / ideal, 2) if ideal > 0 else None,
            "urgent": len(waits),
            "urgent_wait_p50": round(waits[len(waits) // 2], 2),
            "urgent_wait_p99": round(waits[int(len(waits) * 0.99)], 2),
            "urgent_wait_most": round(waits[-1], 2),
        }


@dataclass
class _Slow(httpx.BaseTransport):
    """Each call takes a while, and is counted."""

    run: Run
    inner: httpx.BaseTransport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.run.made.append(self.run.town.at)
        self.run.town.sleep(LATENCY)
        return self.inner.handle_request(request)


def most_within(made: list[float], seconds: float) -> int:
    """The most calls in any window of that length."""
    most, first = 0, 0
    for last, at in enumerate(made):
        while made[first] <= at - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def storm(minutes: float, *, paced: bool, all_refused: float = 0.0) -> Run:
    run = Run(Town(), round(ALLOWED * minutes * WANTED), minutes, paced)
    if all_refused:
        run.ordinary = round(ALLOWED * minutes * 0.5)
    run.play(all_refused=all_refused)
    return run


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.storm", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--server", type=Path, default=FOLDER / "postgres-storm")
    given = parser.parse_args(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ground.prepared(given.server.absolute(), 1) as names:
        ground.enter(names[0])
        bare = storm(given.minutes, paced=False).verdict()
        paced = storm(given.minutes, paced=True).verdict()
        _forget_pace()
        shut = storm(given.minutes, paced=True, all_refused=given.minutes).verdict()
    verdict = {"without_a_pace": bare, "paced": paced, "all_refused": shut, "missed": missed(paced)}
    with (FOLDER / "storm.jsonl").open("a") as file:
        file.write(json.dumps(verdict) + "\n")
    print(json.dumps(verdict, indent=1))
    return int(bool(verdict["missed"]))


def missed(paced: dict[str, Any]) -> list[str]:
    most = {
        "most_in_a_minute": ALLOWED,
        "calls_per_success": CALLS_A_SUCCESS,
        "urgent_wait_p99": URGENT_WAIT,
        "of_ideal": OF_IDEAL,
    }
    return [f"{name}: {paced[name]}, expected at most {limit}" for name, limit in most.items() if paced[name] > limit]


def _forget_pace() -> None:
    from makegood.store.models import Bucket

    Bucket.objects.update(tokens=10, counted_at=START, closed_until=None, failures=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
