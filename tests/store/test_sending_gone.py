"""ALL-3: what is under way when a shop's connection goes ends with a person, and is never left lying."""

from __future__ import annotations

import pytest

from makegood.usecases.ports import Unanswered
from tests.store.making import InMemory
from tests.store.test_sending import Desk

pytestmark = pytest.mark.usefixtures("store")


def without_connection(desk: Desk) -> None:
    from makegood.store.sending import SEND, sender
    from makegood.store.workers import Worker

    desk.worker = Worker({SEND: sender(lambda organisation, shop: None, desk.clock)}, now=desk.clock)


def died() -> None:
    raise KeyboardInterrupt


def test_it_asks_a_person_where_nothing_can_be_sent() -> None:
    desk = Desk()
    action = desk.refund(desk.case())
    without_connection(desk)

    desk.worker.until_idle()

    assert desk.state(action) == "needs_person"


def test_it_asks_a_person_about_a_sending_once_its_call_cannot_be_under_way() -> None:
    desk = Desk(InMemory(on_call=died))
    action = desk.refund(desk.case())
    with pytest.raises(KeyboardInterrupt):
        desk.worker.once()
    without_connection(desk)

    desk.clock.wind(seconds=90)
    desk.worker.until_idle()
    assert desk.state(action) == "unknown"
    desk.clock.wind(seconds=61)
    desk.worker.until_idle()

    assert desk.state(action) == "needs_person"


def test_it_asks_a_person_about_an_unknown_outcome() -> None:
    desk = Desk(InMemory(answers=[(True, Unanswered("lost"))]))
    action = desk.refund(desk.case())
    desk.worker.until_idle()
    without_connection(desk)

    desk.clock.wind(seconds=11)
    desk.worker.until_idle()

    assert desk.state(action) == "needs_person"


def test_a_step_that_cannot_follow_is_a_fault_shown_on_the_row() -> None:
    from makegood.store import actions, due
    from makegood.store.models import Action, Due
    from makegood.store.tenancy import within
    from makegood.usecases.acting import State, Turn

    desk = Desk()
    action = desk.refund(desk.case())
    [work] = due.claim("send", at=desk.clock.now, holder="one")

    with pytest.raises(RuntimeError, match="looking cannot follow approved"), within(desk.scene.organisation):
        actions._put(work, Action.objects.get(pk=action.pk), Turn(State.looking), at=desk.clock.now)

    assert Due.objects.filter(kind="send").count() == 1
