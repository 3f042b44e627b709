"""ALL-3: an answer that comes late. The platform's yes outranks whoever took its worker for dead; nothing else does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from makegood.usecases.ports import Act, Look, Receipt, Refused, Sight, Unanswered, Unavailable
from tests.store.making import InMemory
from tests.store.test_sending import Desk

pytestmark = pytest.mark.usefixtures("store")
YES = Receipt("late")


@dataclass
class Blind(InMemory):
    """Lists nothing, or cannot tell."""

    sight: Sight = Sight.not_done

    def look(self, act: Act, *, taken: frozenset[str] = frozenset()) -> Look:
        return Look(self.sight)


class Sender:
    """One worker that has sent, and sits on its answer while others work."""

    def __init__(self, desk: Desk) -> None:
        from makegood.store import actions, due

        self.desk, self.action = desk, desk.refund(desk.case())
        [self.work] = due.claim("send", at=desk.clock.now, holder="slow")
        called = actions.take_up(self.work, desk.platform, at=desk.clock.now)
        assert isinstance(called, actions.Sending)
        self.called = called

    def others_reach(self, *states: str) -> None:
        """Winds on until a worker has brought the action through these."""
        for state in states:
            self.desk.clock.wind(seconds=90)
            self.desk.worker.once()
            assert self.state == state

    def answers(self, outcome: Any) -> None:
        from makegood.store import actions

        actions.settle(self.work, self.called, outcome, at=self.desk.clock.now)

    @property
    def state(self) -> str:
        return self.desk.state(self.action)

    def events(self) -> list[str]:
        from makegood.store.models import Event
        from makegood.store.tenancy import within

        with within(self.desk.scene.organisation):
            return list(Event.objects.filter(type__startswith="action_").order_by("id").values_list("type", flat=True))


def due_rows() -> int:
    from makegood.store.models import Due

    return Due.objects.filter(kind="send").count()


def test_a_yes_counts_though_another_has_taken_the_row() -> None:
    from makegood.store import due

    slow = Sender(Desk())
    slow.desk.clock.wind(seconds=90)
    due.claim("send", at=slow.desk.clock.now, holder="another")

    slow.answers(YES)

    assert slow.state == "confirmed" and due_rows() == 0


@pytest.mark.parametrize(
    "states", [["unknown"], ["unknown", "approved"]], ids=["taken-for-dead", "about-to-be-sent-again"]
)
def test_a_yes_ends_what_others_began(states: list[str]) -> None:
    slow = Sender(Desk(Blind()))
    slow.others_reach(*states)

    slow.answers(YES)
    slow.desk.clock.wind(seconds=90)
    slow.desk.worker.until_idle()

    assert slow.state == "confirmed" and slow.desk.platform.done == [] and due_rows() == 0


def test_a_yes_spares_the_person_who_was_asked() -> None:
    slow = Sender(Desk(Blind(sight=Sight.cannot_tell)))
    slow.others_reach("unknown", "needs_person")

    slow.answers(YES)

    assert slow.state == "confirmed"


def test_a_yes_while_another_attempt_is_out_is_on_record_and_leaves_that_attempt_alone() -> None:
    from makegood.store import actions, due

    slow = Sender(Desk(Blind()))
    slow.others_reach("unknown", "approved")
    [work] = due.claim("send", at=slow.desk.clock.wind(seconds=1), holder="another")
    actions.take_up(work, slow.desk.platform, at=slow.desk.clock.now)

    slow.answers(YES)

    assert slow.state == "sending" and slow.events()[-1] == "action_answered_late"


def test_a_second_yes_is_on_record() -> None:
    slow = Sender(Desk(Blind()))
    slow.others_reach("unknown", "approved", "confirmed")

    slow.answers(YES)

    assert slow.state == "confirmed" and slow.events()[-1] == "action_answered_late"


@pytest.mark.parametrize("outcome", [Refused("E", "no"), Unavailable("none"), Unanswered("lost")])
def test_anything_but_a_yes_leaves_what_others_began(outcome: Exception) -> None:
    slow = Sender(Desk())
    slow.others_reach("unknown")

    slow.answers(outcome)

    assert slow.state == "unknown" and due_rows() == 1


@pytest.mark.parametrize("outcome", [YES, Refused("E", "no"), Unanswered("lost")])
def test_an_answer_told_twice_counts_once(outcome: Any) -> None:
    slow = Sender(Desk())
    slow.answers(outcome)
    told = slow.events()

    slow.answers(outcome)

    assert slow.events() == told
