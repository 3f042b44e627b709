"""Messages to buyers: asked for, released after a moment in which they can be taken back, or at an hour that suits the buyer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from makegood.core.reading import SCHEMA
from makegood.core.text import Text
from makegood.core.words import CHANNEL_OF_RECORD, Platform
from makegood.core.words import Action as Verb
from makegood.store import actions, due, intake
from makegood.store.actions import SEND, NotPossible
from makegood.store.models import Action, Case
from makegood.store.tenancy import organisation_id
from makegood.usecases.acting import State
from makegood.usecases.ports import Connection

UNDO = timedelta(seconds=10)
"""House (screens.md §2, 10): how long a message waits before it may leave."""
WRITTEN = (
    Verb.contact_buyer,
    Verb.request_evidence,
    Verb.show_proof,
    Verb.ask_withdrawal,
    Verb.remind_buyer,
)
"""What a message may do in a case."""
PREFIX = "message:"


@dataclass(frozen=True, slots=True)
class Message:
    """What a person wrote. `key`: of the form it came from: sent twice, it is one message. `leaves_at` None: after the moment to undo."""

    key: UUID
    verb: Verb
    text: str
    mine: str
    language: str
    channel: str
    translated_by: str
    written_in: str = ""
    """The text's own language, where it is not the buyer's: a template that does not speak it."""
    template: str | None = None
    reason: str = ""
    evidence: Sequence[str] = ()
    what: Sequence[str] = ()
    leaves_at: datetime | None = None
    for_review: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        told = {
            "text": self.text, "mine": self.mine, "language": self.written_in or self.language, "channel": self.channel,
            "translated_by": self.translated_by, "template": self.template, "note": self.reason,
            "evidence": list(self.evidence), "what": list(self.what),
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of it. `again`: it was asked for before, by the same form; nothing was done."""

    action: Action
    again: bool = False


def send(case: Case, message: Message, person_id: UUID, *, connection: Connection | None, at: datetime) -> Sent:
    """Puts the message on its way, or, for review, before somebody else. `case` is held by `doing.locked`.

    Raises `NotPossible` (the case is closed, another channel without a reason) and `MayNot` (the role approves nothing).
    """
    line = f"{PREFIX}{message.key}"
    if (before := Action.objects.filter(case=case, line=line).first()) is not None:
        return Sent(before, again=True)
    _insist(case, message)
    with transaction.atomic():
        _remember_language(case, message.language, by=f"person:{person_id}", at=at)
        action = actions.propose(
            case, message.verb, message.told(), money=None, line=line, by=f"person:{person_id}", at=at
        )
        if message.for_review:
            return Sent(action)
        # Off the channel of record nothing of ours can send; the person does, and says so.
        reachable = connection if message.channel == of_record(case) else None
        action = actions.approve(action.pk, person_id, connection=reachable, at=at)
        if State(action.state) is State.approved:
            wait(action, until=max(message.leaves_at or at, at + UNDO))
        return Sent(action)


def wait(action: Action, *, until: datetime) -> None:
    """An approved message does not leave before then; in the transaction that approved it, so that no worker comes first."""
    action.due_at = until
    action.save(update_fields=["due_at"])
    due.ensure(SEND, action.pk, organisation_id(), until)


def take_back(action_id: UUID, person_id: UUID, *, at: datetime) -> Action:
    """Before it has left. Raises `NotPossible` where it may have."""
    return actions.take_back(action_id, person_id, why="taken back before it left", at=at)


def of_case(case: Case, *, most: int = 20) -> list[Action]:
    """The case's messages, newest first: on their way, arrived, refused, taken back."""
    rows = Action.objects.filter(case=case, kind__in=WRITTEN).order_by("-id")
    return list(rows[:most])


def of_record(case: Case) -> str:
    return str(CHANNEL_OF_RECORD[Platform(case.shop.platform)])


def _insist(case: Case, message: Message) -> None:
    if not case.is_open:
        raise NotPossible(
            Text("the case is closed; open it again before you write", "案件已结案，如需联系请先重新打开")
        )
    if message.channel != of_record(case) and not message.reason.strip():
        raise NotPossible(
            Text(
                "this channel does not count as evidence; say why you leave the platform's own",
                "该渠道不计入仲裁记录，请填写离开站内沟通的原因",
            )
        )


def _remember_language(case: Case, language: str, *, by: str, at: datetime) -> None:
    """The language somebody writes to this buyer in is what the next message begins with."""
    known = ((case.order.facts if case.order else {}).get("buyer") or {}).get("language")
    if language == known:
        return
    told: dict[str, Any] = {"schema": SCHEMA, "id": case.number, "platform": case.shop.platform}
    if case.order is not None:
        told["order"] = {"id": case.order.number, "buyer": {"language": language}}
    else:
        told["claim"] = {"language": language}
    intake.take_in(case.shop_id, told, by=by, at=at)
