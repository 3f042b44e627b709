"""ALL-3: an action is sent once, whatever is lost on the way."""

from __future__ import annotations

from typing import Any

import pytest

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.usecases.ports import Refused, Unanswered, Unavailable
from tests.store.making import Clock, InMemory, dispute, scene

pytestmark = pytest.mark.usefixtures("store")


class Desk:
    """One scene with a clock, a platform in memory and a worker that sends to it."""

    def __init__(self, platform: InMemory | None = None) -> None:
        from makegood.store.sending import SEND, sender
        from makegood.store.workers import Worker

        self.clock, self.platform, self.scene = Clock(), platform or InMemory(), scene()
        self.worker = Worker({SEND: sender(lambda organisation, shop: self.platform, self.clock)}, now=self.clock)

    def case(self, **more: Any) -> Any:
        from makegood.store.intake import take_in
        from makegood.store.tenancy import within

        with within(self.scene.organisation):
            return take_in(self.scene.shop, dispute(**more), by="aliexpress", at=self.clock.now)

    def refund(self, case: Any, amount: str = "5.00", verb: Verb = Verb.refund, by: str = "lead") -> Any:
        from decimal import Decimal

        from makegood.store import actions
        from makegood.store.tenancy import within

        with within(self.scene.organisation):
            action = actions.propose(case, verb, {}, money=Money(Decimal(amount), "USD"), by="rule", at=self.clock.now)
            return actions.approve(action.pk, self.scene.people[by], connection=self.platform, at=self.clock.now)

    def state(self, action: Any) -> str:
        from makegood.store.models import Action
        from makegood.store.tenancy import within

        with within(self.scene.organisation):
            return str(Action.objects.get(pk=action.pk).state)


def test_it_is_confirmed_by_the_platforms_yes() -> None:
    desk = Desk()
    action = desk.refund(desk.case())

    desk.worker.until_idle()

    assert desk.state(action) == "confirmed" and len(desk.platform.done) == 1


@pytest.mark.parametrize("effect", [True, False], ids=["done", "not-done"])
def test_a_lost_answer_is_looked_for_before_anything_is_sent_again(effect: bool) -> None:
    desk = Desk(InMemory(answers=[(effect, Unanswered("read timed out"))]))
    action = desk.refund(desk.case())
    desk.worker.until_idle()
    assert desk.state(action) == "unknown"

    desk.clock.wind(seconds=9)
    desk.worker.until_idle()
    assert desk.state(action) == "unknown"  # the platform's lists cannot be believed yet

    desk.clock.wind(seconds=2)
    desk.worker.until_idle()
    assert desk.state(action) == "confirmed" and len(desk.platform.done) == 1


def test_nothing_sent_is_sent_later() -> None:
    desk = Desk(InMemory(answers=[(False, Unavailable("no route"))]))
    action = desk.refund(desk.case())
    desk.worker.until_idle()
    assert desk.state(action) == "approved"

    desk.clock.wind(seconds=6)
    desk.worker.until_idle()

    assert desk.state(action) == "confirmed"


def test_a_no_is_kept_in_the_platforms_words() -> None:
    desk = Desk(InMemory(answers=[(False, Refused("E1", "solution already reached"))]))
    action = desk.refund(desk.case())

    desk.worker.until_idle()

    assert desk.state(action) == "rejected"


def test_a_worker_that_died_while_sending_is_followed_by_a_look() -> None:
    def die() -> None:
        raise KeyboardInterrupt

    desk = Desk(InMemory(on_call=die))
    action = desk.refund(desk.case())
    with pytest.raises(KeyboardInterrupt):
        desk.worker.once()
    assert desk.state(action) == "sending"

    desk.platform.on_call = lambda: None
    desk.clock.wind(seconds=90)
    desk.worker.until_idle()
    assert desk.state(action) == "unknown" and desk.platform.done == []
    desk.clock.wind(seconds=11)
    desk.worker.until_idle()

    assert desk.state(action) == "confirmed" and len(desk.platform.done) == 1


def test_no_more_goes_back_than_was_paid() -> None:
    from makegood.store.actions import NotPossible

    desk = Desk()
    case = desk.case()
    desk.refund(case, "20.00")
    desk.worker.until_idle()

    with pytest.raises(NotPossible, match=r"6\.00 USD asked; 5\.90 USD may still go back"):
        desk.refund(case, "6.00")


def test_one_payment_of_a_line_at_a_time() -> None:
    from makegood.store.actions import NotPossible

    desk = Desk()
    case = desk.case()
    desk.refund(case)

    with pytest.raises(NotPossible, match="one_live"):
        desk.refund(case)


def test_money_above_the_limit_waits_for_a_second_yes() -> None:
    from makegood.store import actions
    from makegood.store.tenancy import within

    desk = Desk()
    case = desk.case(total="300.00")
    action = desk.refund(case, "80.00")
    desk.worker.until_idle()
    assert desk.state(action) == "planned"

    with within(desk.scene.organisation):
        actions.approve(action.pk, desk.scene.people["owner"], connection=desk.platform, at=desk.clock.now)
    desk.worker.until_idle()

    assert desk.state(action) == "confirmed"
