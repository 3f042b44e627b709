"""The kill switch: once it has returned, no call begins."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from makegood.store import pauses
from makegood.store.tenancy import within
from tests.store.making import Clock, InMemory, scene
from tests.store.test_sending import Desk

pytestmark = pytest.mark.usefixtures("store")


def test_a_paused_shop_sends_nothing_and_goes_on_when_lifted() -> None:
    desk = Desk()
    action = desk.refund(desk.case())
    held = pauses.pause(
        by="owner", why="rehearsal", at=desk.clock.now, organisation=desk.scene.organisation, wait=lambda s: None
    )
    desk.worker.until_idle()
    assert desk.state(action) == "approved" and desk.platform.done == []

    pauses.lift(held.pk, at=desk.clock.now)
    desk.clock.wind(seconds=31)
    desk.worker.until_idle()

    assert desk.state(action) == "confirmed"


@pytest.mark.parametrize("whose", ["everything", "organisation", "shop"])
def test_a_pause_holds_whom_it_names(whose: str) -> None:
    one, other = scene("One"), scene("Other")
    names: dict[str, dict[str, Any]] = {
        "everything": {},
        "organisation": {"organisation": one.organisation},
        "shop": {"organisation": one.organisation, "shop": one.shop},
    }
    pauses.pause(by="owner", why="w", at=Clock().now, wait=lambda s: None, **names[whose])

    held = []
    for scene_ in (one, other):
        with within(scene_.organisation):
            held.append(pauses.in_force(scene_.organisation, scene_.shop) is not None)
    assert held == [True, whose == "everything"]


def test_none_begins_after_it_while_workers_are_busy() -> None:
    """Four workers send as fast as they can; after `pause` has returned, the platform hears of no new call."""
    from makegood.store.sending import SEND, sender
    from makegood.store.workers import Worker

    desk, began = Desk(), []
    platform = InMemory(on_call=lambda: (began.append(time.monotonic()), time.sleep(0.01))[0])
    desk.platform = platform
    for number in range(1, 81):
        desk.refund(desk.case(number=number))
    now = lambda: datetime.now(UTC) + timedelta(days=1)  # noqa: E731
    stop = threading.Event()

    def work() -> None:
        worker = Worker({SEND: sender(lambda organisation, shop: platform, now)}, now=now)
        try:
            worker.run(stop, rest=0.01)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    while len(began) < 10:
        time.sleep(0.001)
    asked = time.monotonic()
    pauses.pause(by="owner", why="stop", at=now())
    paused = time.monotonic()
    time.sleep(0.3)
    stop.set()
    for thread in threads:
        thread.join()

    assert 10 <= len(began) < 80 and max(began) < paused
    assert paused - asked < 1.0
