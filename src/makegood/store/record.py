"""The one door for facts: an event is written once, its personal part apart from it, and is never altered (ALL-4)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from makegood.store.models import Case, Content, Event, Order, Shop
from makegood.store.tenancy import organisation_id
from makegood.usecases import sealed
from makegood.usecases.sealed import canonical, content_hash, settled


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to be put on record. `key`: what makes it the same fact when it is told again."""

    type: str
    at: datetime
    by: str
    key: str
    body: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)
    in_file: bool = False


def keyed(*parts: Any) -> str:
    """A fact's key from what makes it itself."""
    return hashlib.sha256(
        canonical([str(part) if not isinstance(part, (Mapping, list)) else part for part in parts])
    ).hexdigest()[:40]


def record(
    facts: Sequence[Fact],
    *,
    at: datetime,
    shop: Shop | None = None,
    order: Order | None = None,
    case: Case | None = None,
) -> list[Event]:
    """Writes those that are not on record yet, in this transaction; gives the new ones."""
    if not facts:
        return []
    told = {fact.key: fact for fact in facts}
    known = set(Event.objects.filter(key__in=list(told)).values_list("key", flat=True))
    fresh = [fact for key, fact in told.items() if key not in known]
    if not fresh:
        return []
    contents = iter(kept_apart([fact.personal for fact in fresh if fact.personal]))
    events = []
    for fact in fresh:
        content = next(contents) if fact.personal else None
        event = Event(
            organisation_id=organisation_id(),
            shop=shop,
            order=order,
            case=case,
            at=fact.at,
            recorded_at=at,
            type=fact.type,
            in_file=fact.in_file,
            by=fact.by,
            body=settled(fact.body),
            content=content,
            content_hash=content_hash(bytes(content.salt), content.value) if content is not None else None,
            key=fact.key,
        )
        event.hash = event_hash(event)
        events.append(event)
    made: list[Event] = Event.objects.bulk_create(events)
    return made


def kept_apart(values: Sequence[Mapping[str, Any]], keep_until: datetime | None = None) -> list[Content]:
    """Personal values in rows of their own, each with its salt."""
    rows = [Content(salt=os.urandom(16), value=settled(value), keep_until=keep_until) for value in values]
    made: list[Content] = Content.objects.bulk_create(rows)
    return made


def event_hash(event: Event) -> bytes:
    """The hash of an event's canonical content. What the sealer adds later (`number`, `seal`) is no part of it."""
    return sealed.event_hash(content_of(event))


def content_of(event: Event) -> dict[str, Any]:
    return {
        "organisation": str(event.organisation_id),
        "shop": _text(event.shop_id),
        "order": _text(event.order_id),
        "case": _text(event.case_id),
        "at": stamp(event.at),
        "recorded_at": stamp(event.recorded_at),
        "type": event.type,
        "in_file": event.in_file,
        "by": event.by,
        "body": event.body,
        "content": bytes(event.content_hash).hex() if event.content_hash is not None else None,
        "key": event.key,
    }


def _text(key: Any) -> str | None:
    return str(key) if key is not None else None


def stamp(instant: datetime) -> str:
    """An instant in the one spelling that is hashed."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
