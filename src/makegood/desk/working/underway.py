"""A step that is under way, as a working screen shows it: how it is done here, what to copy, and what is to be brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.desk.frame.places import address_of
from makegood.desk.working.looking import Seen
from makegood.store.models import Action
from makegood.usecases.acting import State

LOCKED = frozenset({State.approved, State.sending, State.unknown, State.looking})


@dataclass(frozen=True, slots=True)
class Copy:
    """One text to copy into the platform's page."""

    id: str
    name: Mapping[str, str]
    value: Mapping[str, str]
    is_long: bool


@dataclass(frozen=True, slots=True)
class Underway:
    id: UUID
    kind: str
    state: str
    way: Mapping[str, str]
    link: str | None
    by_hand: str | None
    approvals: str | None
    due_at: datetime | None
    copies: list[Copy]

    @property
    def is_by_hand(self) -> bool:
        return self.state in (State.assisted, State.needs_person)

    @property
    def is_locked(self) -> bool:
        """Sent, or being sent: nobody repeats it."""
        return self.state in LOCKED

    @property
    def is_unanswered(self) -> bool:
        return self.state in (State.unknown, State.looking)


def underway(seen: Seen, verbs: Sequence[Verb], copies: Sequence[tuple[Text, Text]] = ()) -> Underway | None:
    """The first of these steps that is under way for the case. `copies`: name and value of each text to copy."""
    action = next((seen.live[verb] for verb in verbs if verb in seen.live), None)
    return _shown(seen, action, copies) if action is not None else None


def _shown(seen: Seen, action: Action, copies: Sequence[tuple[Text, Text]]) -> Underway:
    way = seen.policy.book.own.actions[action.kind]
    return Underway(
        id=action.pk,
        kind=action.kind,
        state=action.state,
        way=way.text.as_json(),
        link=way.link,
        by_hand=address_of("by_hand", action.pk),
        approvals=address_of("approvals"),
        due_at=action.due_at,
        copies=copied(copies),
    )


LONG = 60
"""Signs from which a text stands in lines of its own."""


def copied(texts: Sequence[tuple[Text, Text]]) -> list[Copy]:
    return [
        Copy(f"copy-{place}", name.as_json(), value.as_json(), max(len(value.en), len(value.zh)) > LONG)
        for place, (name, value) in enumerate(texts, 1)
    ]
