"""ALL-3: leave to call is asked right before the first byte, and is old after less than half a second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from makegood.usecases import leave
from makegood.usecases.ports import Act, Receipt, Unavailable
from tests.store.making import InMemory
from tests.store.test_sending import Desk
from tests.store.test_sending_again import session_ended

pytestmark = pytest.mark.usefixtures("store")


@dataclass
class Reads(InMemory):
    """A connection that does something else first, then asks for leave and calls."""

    first: Callable[[], None] = lambda: None

    def perform(self, act: Act, *, urgent: bool = False) -> Receipt:
        self.first()
        leave.ask()
        return InMemory.perform(self, act, urgent=urgent)


@pytest.fixture
def elapsed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Seconds passed, wound by the test; the system's clock can only be waited for."""
    from makegood.store import actions, holding

    seconds = [100.0]
    for module in (actions, holding):
        monkeypatch.setattr(module, "elapsed", lambda: seconds[0])
    return seconds


def test_it_is_asked_anew_after_reading_took_long_and_holds_the_row_longer(elapsed: list[float]) -> None:
    from makegood.store.models import Due

    desk = Desk(Reads())

    def slow() -> None:
        elapsed[0] += 50
        desk.clock.wind(seconds=50)

    held: list[Any] = []
    desk.platform.first = slow  # type: ignore[attr-defined]
    desk.platform.on_call = lambda: held.append(Due.objects.get(kind="send").due_at - desk.clock.now)
    action = desk.refund(desk.case())

    desk.worker.until_idle()

    assert desk.state(action) == "confirmed" and held == [timedelta(seconds=70)]


def test_no_call_begins_after_writes_were_paused(elapsed: list[float]) -> None:
    from makegood.store import pauses

    desk = Desk(Reads())

    def paused() -> None:
        pauses.pause(by="owner", why="test", at=desk.clock.now, wait=lambda seconds: None)
        elapsed[0] += pauses.BEGIN.total_seconds() + 0.01

    desk.platform.first = paused  # type: ignore[attr-defined]
    action = desk.refund(desk.case())

    desk.worker.once()

    assert desk.state(action) == "approved" and desk.platform.done == []


def test_no_call_begins_on_leave_that_grew_old_since_the_intent(elapsed: list[float]) -> None:
    """As after a sleep of the machine; the connection itself need not ask."""
    from makegood.store import actions, due, pauses, sending
    from makegood.usecases.acting import PATIENT

    desk = Desk()
    desk.refund(desk.case())
    [work] = due.claim("send", at=desk.clock.now, holder="one")
    intent = actions.take_up(work, desk.platform, at=desk.clock.now)
    assert isinstance(intent, actions.Sending)
    pauses.pause(by="owner", why="test", at=desk.clock.now, wait=lambda seconds: None)
    elapsed[0] += 3600

    outcome = sending._sent(work, intent, desk.platform, desk.clock, PATIENT)

    assert isinstance(outcome, Unavailable) and desk.platform.done == []


def test_no_call_begins_once_another_has_the_row(elapsed: list[float]) -> None:
    from makegood.store import due

    desk = Desk(Reads())

    def suspended() -> None:
        elapsed[0] += 90
        due.claim("send", at=desk.clock.wind(seconds=90), holder="another")

    desk.platform.first = suspended  # type: ignore[attr-defined]
    action = desk.refund(desk.case())

    desk.worker.once()

    assert desk.state(action) == "sending" and desk.platform.done == []


def test_no_call_begins_where_the_database_cannot_be_asked(elapsed: list[float]) -> None:
    desk = Desk(Reads())

    def cut_off() -> None:
        elapsed[0] += 1
        session_ended()

    desk.platform.first = cut_off  # type: ignore[attr-defined]
    action = desk.refund(desk.case())

    desk.worker.once()

    assert desk.state(action) == "approved" and desk.platform.done == []


def test_nobody_objects_where_nobody_was_asked_to() -> None:
    leave.ask()


def test_leave_ends_with_the_call_it_was_for() -> None:
    def no() -> None:
        raise Unavailable("no")

    with leave.given_by(no), pytest.raises(Unavailable):
        leave.ask()
    leave.ask()
