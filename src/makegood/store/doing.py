"""A person does something about a case: asked for and, where their own word is enough, released in the same deed; or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.store import actions, moved
from makegood.store.actions import NotPossible
from makegood.store.models import Action, Case, Event
from makegood.store.stepping import Step
from makegood.usecases import approving
from makegood.usecases.acting import State
from makegood.usecases.approving import Limits, MayNot, Person
from makegood.usecases.choices import AT_THE_DESK
from makegood.usecases.ports import Connection


class Moved(Exception):
    """The case is no longer as the person saw it; nothing was done. Says what happened since."""

    def __init__(self, events: Sequence[Event]) -> None:
        super().__init__(", ".join(one.type for one in events))
        self.events = events


@dataclass(frozen=True, slots=True)
class Done:
    """What became of it. `why`: why one person's word was not enough, where it was not."""

    action: Action
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """How far one person's word goes for an amount. `alone`: it releases it; `why`: they may only ask."""

    alone: bool
    why: Text | None = None


def leave(person: Person, money: Money | None, limits: Limits) -> Leave:
    """What `approve` would say to this person's yes, asked beforehand."""
    try:
        ruling = approving.approve(person, money=money, given=(), limits=limits)
    except MayNot as reason:
        return Leave(False, reason.text)
    if ruling.released:
        return Leave(True)
    return Leave(False, Text("A second person must say yes as well.", "还需另一人审批。"))


def is_above(money: Money | None, limits: Limits) -> bool:
    """Whether it is more than one person may give alone."""
    return money is not None and money.amount > limits.alone.get(money.currency, 0)


def locked(case_id: UUID) -> Case | None:
    """The case, held until this transaction ends: who comes second sees what the first did."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("shop", "order", "content", "order__content")
    found: Case | None = rows.filter(pk=case_id).first()
    return found


def insist_unmoved(case: Case, seen: int) -> None:
    """Raises `Moved` where something happened after that mark. `case` is held by `locked`."""
    if events := moved.since(case, seen):
        raise Moved(events)


def do(case: Case, step: Step, person_id: UUID, *, seen: int, connection: Connection | None, at: datetime) -> Done:
    """Asks for it and says this person's yes. All of it stands, or none. Raises `Moved` and `NotPossible`.

    `case` is held by `locked`. `seen`: the mark of the page that the person decided on.
    """
    insist_unmoved(case, seen)
    with transaction.atomic():
        by = f"person:{person_id}"
        action = actions.propose(case, step.verb, step.details, money=step.money, by=by, at=at)
        try:
            action = actions.approve(action.pk, person_id, connection=connection, at=at)
        except MayNot as reason:
            return Done(action, reason.text)
        if State(action.state) is State.planned:
            return Done(action, Text("A second person must say yes as well.", "还需另一人审批。"))
        if State(action.state) is State.assisted and step.verb in AT_THE_DESK:
            action = actions.bring_receipt(action.pk, by=by, at=at, reference=None)
        return Done(action)


def second(
    case: Case, action_id: UUID, person_id: UUID, *, seen: int, connection: Connection | None, at: datetime
) -> Done:
    """Says yes to what somebody asked for. Raises `Moved`, `NotPossible` and `MayNot`."""
    insist_unmoved(case, seen)
    if not Action.objects.filter(pk=action_id, case=case).exists():
        raise NotPossible(Text("there is no such request in this case", "本案件没有此申请"))
    with transaction.atomic():
        return Done(actions.approve(action_id, person_id, connection=connection, at=at))
