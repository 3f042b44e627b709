"""A case's messages as lines: where each stands, and what may still be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from makegood.desk import who
from makegood.desk.compose import labels
from makegood.desk.who import Who
from makegood.store.models import Action
from makegood.usecases.acting import State

MOVING = frozenset({State.approved, State.sending, State.unknown, State.looking})


@dataclass(frozen=True, slots=True)
class Line:
    """`step`: where it stands, in a word. `leaves_at`: until then it may be taken back. `is_waiting`: a person's hands are needed."""

    id: UUID
    text: str
    mine: str
    language: str
    channel: str
    """As it is called."""
    of_record: bool
    state: str
    step: str
    by: Who
    created_at: datetime
    leaves_at: datetime | None
    ended_at: datetime | None
    reference: str | None
    why: str
    code: str
    evidence: list[str]
    verb: str
    is_moving: bool
    is_waiting: bool
    can_go_back: bool
    is_kept: bool
    """Its text can be taken up again."""


def lines(actions: Sequence[Action], *, of_record: str, now: datetime) -> list[Line]:
    known = who.names([one.asked_by for one in actions])
    return [_line(one, of_record=of_record, now=now, known=known) for one in actions]


def _line(one: Action, *, of_record: str, now: datetime, known: dict[str, str]) -> Line:
    told, state = one.details, State(one.state)
    channel = told.get("channel") or of_record
    held = state is State.approved and one.due_at is not None and one.due_at > now and not one.attempts
    return Line(
        id=one.pk,
        text=told.get("text", ""),
        mine=told.get("mine", ""),
        language=told.get("language", ""),
        channel=labels.channel(channel),
        of_record=channel == of_record,
        state=state.value,
        step=_step(one, state),
        by=who.who(one.asked_by, known),
        created_at=one.created_at,
        leaves_at=one.due_at if held else None,
        ended_at=one.ended_at,
        reference=one.reference,
        why=one.why,
        code=one.code,
        evidence=list(told.get("evidence") or []),
        verb=one.kind,
        is_moving=state in MOVING,
        is_waiting=state is State.assisted,
        can_go_back=state in (State.planned, State.assisted) or held,
        is_kept=state in (State.refused, State.rejected, State.dropped) and bool(told.get("text")),
    )


def _step(one: Action, state: State) -> str:
    by_hand = state is State.confirmed and not one.attempts
    return {
        State.planned: gettext("Waits for a second pair of eyes"),
        State.approved: gettext("Queued"),
        State.sending: gettext("Being sent"),
        State.unknown: gettext("No answer from the platform; being checked"),
        State.looking: gettext("No answer from the platform; being checked"),
        State.confirmed: gettext("Sent by hand") if by_hand else gettext("Received by the platform"),
        State.assisted: gettext("To be sent by hand"),
        State.rejected: gettext("Refused by the platform"),
        State.refused: gettext("Taken back"),
        State.dropped: gettext("Not sent"),
        State.needs_person: gettext("A person must look"),
    }[state]
