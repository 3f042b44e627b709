"""An action's life: what each outcome makes of it, and that nothing is repeated before the platform's lists can be believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from makegood.core.words import Action
from makegood.usecases.acting import (
    FOLLOWS,
    IN_FLIGHT,
    LIVE,
    MOST_ATTEMPTS,
    PATIENT,
    State,
    after_looking,
    after_sending,
    after_silence,
    may_follow,
    settled_at,
)
from makegood.usecases.ports import Look, Receipt, Refused, Sight, SignInNeeded, Unanswered, Unavailable, Verb

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WAY = Verb(Action.refund, "issues", settle=30 * SECOND)


@pytest.mark.parametrize(
    ("outcome", "state", "due"),
    [
        pytest.param(Receipt("r1"), State.confirmed, None, id="yes"),
        pytest.param(Refused("E1", "no"), State.rejected, None, id="no"),
        pytest.param(Unavailable("no route"), State.approved, AT + 5 * SECOND, id="nothing-sent"),
        pytest.param(Unavailable("busy", wait=60 * SECOND), State.approved, AT + 60 * SECOND, id="asked-to-wait"),
        pytest.param(SignInNeeded("token", "gone"), State.approved, AT + PATIENT.longest_wait, id="token-gone"),
        pytest.param(Unanswered("timed out"), State.unknown, AT + 30 * SECOND, id="no-answer"),
        pytest.param(ZeroDivisionError("?"), State.unknown, AT + 30 * SECOND, id="nobody-foresaw-it"),
    ],
)
def test_an_outcome_decides_what_comes_next(outcome: Receipt | Exception, state: State, due: datetime | None) -> None:
    turn = after_sending(outcome, WAY, sent_at=AT, at=AT, attempts=1)

    assert (turn.state, turn.due_at) == (state, due)


def test_a_sending_is_settled_by_the_later_of_its_own_time_and_now() -> None:
    assert settled_at(WAY, AT, AT - 600 * SECOND) == AT + 30 * SECOND  # the clock stepped back since
    assert settled_at(WAY, AT, AT + 600 * SECOND) == AT + 630 * SECOND


def test_silence_is_never_taken_for_a_no() -> None:
    assert after_silence(WAY, sent_at=AT, at=AT + 90 * SECOND).state is State.unknown


@pytest.mark.parametrize(
    ("found", "attempts", "state", "due"),
    [
        (Look(Sight.done, Receipt("r")), 1, State.confirmed, None),
        (Look(Sight.done), 1, State.confirmed, None),
        (Look(Sight.not_done), 1, State.approved, AT),
        (Look(Sight.not_done), MOST_ATTEMPTS - 1, State.approved, AT),
        (Look(Sight.not_done), MOST_ATTEMPTS, State.needs_person, None),
        (Look(Sight.cannot_tell, why="two look alike"), 1, State.needs_person, None),
        (Refused("E", "no right"), 1, State.needs_person, None),
        (SignInNeeded("E", "gone"), 1, State.needs_person, None),
        (Unavailable("away"), 1, State.unknown, AT + PATIENT.look_again),
        (Unavailable("busy", wait=600 * SECOND), 1, State.unknown, AT + 600 * SECOND),
        (Unavailable("busy", wait=SECOND), 1, State.unknown, AT + PATIENT.look_again),
        (Unanswered("?"), 1, State.unknown, AT + PATIENT.look_again),
    ],
)
def test_a_look_decides(found: Look | Exception, attempts: int, state: State, due: datetime | None) -> None:
    turn = after_looking(found, at=AT, attempts=attempts)

    assert (turn.state, turn.due_at) == (state, due)


def test_a_no_to_a_second_attempt_is_looked_into() -> None:
    """ "Done already" is a no as well: the first attempt may have taken effect after we had looked."""
    no = Refused("E1", "solution already reached")
    turn = after_sending(no, WAY, sent_at=AT, at=AT, attempts=2)
    assert turn.state is State.unknown

    assert after_looking(Look(Sight.done), at=AT, attempts=2, no=no).state is State.confirmed
    assert after_looking(Look(Sight.not_done), at=AT, attempts=2, no=no).state is State.rejected


def test_waits_double_up_to_a_longest() -> None:
    assert [PATIENT.between(n).total_seconds() for n in (0, 1, 2, 3, 4, 7, 8, 9, 500)] == [
        5,
        5,
        10,
        20,
        40,
        320,
        640,
        900,
        900,
    ]


def test_what_is_over_stays_over() -> None:
    over = {State.confirmed, State.rejected, State.refused, State.dropped}
    assert {state for state, then in FOLLOWS.items() if not then} == over == set(State) - LIVE


def test_money_counts_as_moving_from_the_yes_until_it_is_known_not_to() -> None:
    assert {State.planned} == LIVE - IN_FLIGHT


def test_what_may_have_been_sent_is_sent_again_only_after_a_look() -> None:
    assert not may_follow(State.unknown, State.sending)
    assert not may_follow(State.unknown, State.approved)
    assert not may_follow(State.sending, State.sending)
    assert not may_follow(State.unknown, State.refused)
    assert may_follow(State.looking, State.approved)
    assert [state for state in State if may_follow(state, State.sending)] == [State.approved]
