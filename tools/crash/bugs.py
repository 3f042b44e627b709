"""Three bugs that others have shipped, and one more, planted in the worker's process alone: a proof that never found one would prove nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from makegood.store import actions, fuse
from makegood.store.due import Work
from makegood.store.models import Action
from makegood.store.sending import sender
from makegood.store.tenancy import within
from makegood.store.workers import Connect, Handler, Now
from makegood.usecases import acting
from makegood.usecases.acting import Patience, State, Turn
from makegood.usecases.ports import Refused, Unanswered, Unavailable, Verb
from tools.crash.platform import SETTLE


class Bug(StrEnum):
    record_after_call = "record_after_call"
    look_without_waiting = "look_without_waiting"
    give_up_without_asking = "give_up_without_asking"
    wake_and_send = "wake_and_send"
    """No fuse: a worker stopped between its last check and its call makes the call when it wakes, however late."""


def settle_with(bug: Bug | None) -> timedelta:
    return timedelta() if bug is Bug.look_without_waiting else SETTLE


def handler(bug: Bug | None, connect: Connect, now: Now, patience: Patience) -> Handler:
    """The real sender, or one with the bug."""
    right = sender(connect, now, patience)
    if bug is Bug.wake_and_send:
        fuse._set = lambda: None
    if bug is Bug.give_up_without_asking:
        acting.after_silence = _given_up
    if bug is not Bug.record_after_call:
        return right

    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            with within(work.organisation):
                action = Action.objects.get(pk=work.subject)
            if action.state == State.approved:
                _call_then_record(work, action.shop_id, connect, now, patience)
            else:
                right.run([work])

    return Handler(run)


def _given_up(verb: Verb, *, sent_at: datetime, at: datetime) -> Turn:  # noqa: ARG001 (in place of `after_silence`)
    return Turn(State.rejected, why="stuck for too long")


def _call_then_record(work: Work, shop: Any, connect: Connect, now: Now, patience: Patience) -> None:
    connection = connect(work.organisation, shop)
    assert connection is not None
    with within(work.organisation):
        act = actions._act(actions._locked(work.subject))
    outcome: Any
    try:
        outcome = connection.perform(act)
    except (Refused, Unanswered, Unavailable) as reason:
        outcome = reason
    called = actions.take_up(work, connection, at=now(), patience=patience)
    if called is not None:
        actions.settle(work, called, outcome, at=now(), patience=patience)
