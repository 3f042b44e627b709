"""ALL-3: sending again. A no to a second attempt may be about the first; and an answer outlives the database's session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from makegood.usecases.ports import Act, Look, Receipt, Refused, Sight, Unanswered, Unavailable
from tests.store.making import InMemory
from tests.store.test_sending import Desk

pytestmark = pytest.mark.usefixtures("store")
LOST, NO = (True, Unanswered("lost")), (False, Refused("E7", "refunded already"))


@dataclass
class Seen(InMemory):
    """Looking shows what the list says, in turn."""

    sights: list[Any] = field(default_factory=list)

    def look(self, act: Act, *, taken: frozenset[str] = frozenset()) -> Look:
        sight = self.sights.pop(0)
        if isinstance(sight, Exception):
            raise sight
        return Look(sight, Receipt("seen") if sight is Sight.done else None)


def went_on(desk: Desk, *, times: int = 4) -> None:
    for _ in range(times):
        desk.clock.wind(seconds=31)
        desk.worker.until_idle()


def session_ended() -> None:
    """Another session of the same role ends ours."""
    import psycopg
    from django.db import connection

    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])


def test_a_no_to_a_second_attempt_is_no_proof_that_the_first_did_nothing() -> None:
    """The first took effect after we had looked: the platform's "refunded already" must not be recorded as not refunded."""
    desk = Desk(Seen(answers=[LOST, NO], sights=[Sight.not_done, Sight.done]))
    action = desk.refund(desk.case())

    desk.worker.until_idle()
    went_on(desk)

    assert desk.state(action) == "confirmed" and len(desk.platform.done) == 1


@pytest.mark.parametrize("between", [[], [Unavailable("away")]], ids=["at-once", "after-it-was-away"])
def test_a_no_stands_where_the_lists_show_nothing(between: list[Any]) -> None:
    desk = Desk(Seen(answers=[LOST, NO], sights=[Sight.not_done, *between, Sight.not_done]))
    action = desk.refund(desk.case())

    desk.worker.until_idle()
    went_on(desk)

    assert desk.state(action) == "rejected"


def test_a_no_to_the_first_attempt_is_final_at_once() -> None:
    desk = Desk(Seen(answers=[NO]))
    action = desk.refund(desk.case())

    desk.worker.until_idle()

    assert desk.state(action) == "rejected"


def test_an_answer_outlives_the_session_it_came_in() -> None:
    """The database ends our session during the call, as a restart would."""
    desk = Desk(InMemory(on_call=session_ended))
    action = desk.refund(desk.case())

    desk.worker.until_idle()

    assert desk.state(action) == "confirmed" and len(desk.platform.done) == 1


def test_a_slow_look_is_not_lost_to_another_worker() -> None:
    from makegood.store import due

    desk = Desk(InMemory(answers=[LOST]))
    action = desk.refund(desk.case())
    desk.worker.until_idle()
    others: list[Any] = []

    class Slow(Seen):
        def look(self, act: Act, *, taken: frozenset[str] = frozenset()) -> Look:
            others.extend(due.claim("send", at=desk.clock.wind(seconds=65), holder="another"))
            return Look(Sight.done, Receipt("seen"))

    desk.platform = Slow()
    desk.clock.wind(seconds=11)
    desk.worker.until_idle()

    assert desk.state(action) == "confirmed" and others == []
