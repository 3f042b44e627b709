"""What is asked back about an action that waits for a yes, and what is answered: put on record, changing nothing of the action."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makegood.core.text import Text
from makegood.store import intake
from makegood.store.actions import NotPossible
from makegood.store.models import Action, Content, Event
from makegood.store.own_keys import blinded
from makegood.store.record import Fact, keyed, record
from makegood.store.tenancy import organisation_id
from makegood.usecases.acting import State

SAID = "action_questioned"
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """One question or answer. `text` None: it was erased."""

    by: str
    at: datetime
    text: str | None


def say(action_id: UUID, text: str, *, by: str, at: datetime) -> None:
    """Puts a question, or its answer, on record. Raises `NotPossible` where there is nothing to ask any more, or nothing was said."""
    action = Action.objects.select_related("shop", "order", "case").get(pk=action_id)
    if State(action.state) is not State.planned:
        raise NotPossible(
            Text(f"it is {action.state} already; nothing was asked", f"状态已是 {action.state}，未发出询问")
        )
    text = text.strip()[:LONGEST]
    if not text:
        raise NotPossible(Text("the question is empty; write what you want to know", "问题为空，请写明想了解什么"))
    personal = {} if intake.is_erased(action.case, action.order) else {"text": text}
    key = keyed(SAID, action.pk, by, blinded(organisation_id(), {"text": text}))  # sent twice, it was said once
    fact = Fact(SAID, at, by, key, body={"id": str(action.pk), "action": action.kind}, personal=personal)
    record([fact], at=at, shop=action.shop, order=action.order, case=action.case)


def said_of(actions: Collection[tuple[UUID, UUID]]) -> dict[UUID, list[Said]]:
    """What was asked and answered of each action, oldest first, in two queries. `actions`: each with its case."""
    found: dict[UUID, list[Said]] = {action: [] for action, _ in actions}
    rows = list(Event.objects.filter(case__in={case for _, case in actions}, type=SAID).order_by("id")[:1000])
    held = dict(Content.objects.filter(pk__in=[one.content_id for one in rows]).values_list("pk", "value"))
    for one in rows:
        key = UUID(one.body["id"])
        if key in found:
            found[key].append(Said(one.by, one.at, held.get(one.content_id, {}).get("text")))
    return found
