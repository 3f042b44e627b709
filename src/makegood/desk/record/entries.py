"""One entry with all that is held of it: its content, its hash, the seal over it, and its neighbours in the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import Http404

from makegood.desk.record import queries
from makegood.desk.record.rows import Entry
from makegood.desk.templatetags.desk import masked
from makegood.store.models import Content, Event
from makegood.store.record import event_hash
from makegood.usecases import sealed


def entry(event: UUID) -> Entry:
    """Raises `Http404` where the organisation entered has no such entry."""
    one = queries.found(event)
    if one is None:
        raise Http404
    content = Content.objects.filter(pk=one.content_id).first() if one.content_id else None
    around = _around(one)
    told = queries.rows([one, *(each for each in around if each is not None)])
    by_key = {row.id: row for row in told}
    before, after = (by_key[each.pk] if each is not None else None for each in around)
    return Entry(
        row=told[0],
        raw=json.dumps(one.body, ensure_ascii=False, indent=2, sort_keys=True),
        personal=list(_hidden(content.value)) if content is not None else [],
        is_erased=one.content_hash is not None and content is None,
        hash=bytes(one.hash).hex(),
        is_whole=_is_whole(one, content),
        seal=_seal(one),
        before=before,
        after=after,
    )


def _around(one: Event) -> tuple[Event | None, Event | None]:
    """By its place in the sealed record; before it has one, by its key."""
    rows = Event.objects.select_related("case", "order", "shop")
    if one.number is None:
        return rows.filter(id__lt=one.pk).order_by("-id").first(), rows.filter(id__gt=one.pk).order_by("id").first()
    beside = {row.number: row for row in rows.filter(number__in=(one.number - 1, one.number + 1))}
    return beside.get(one.number - 1), beside.get(one.number + 1)


def _is_whole(one: Event, content: Content | None) -> bool:
    if event_hash(one) != bytes(one.hash):
        return False
    if content is None or one.content_hash is None:
        return content is None
    return sealed.content_hash(bytes(content.salt), content.value) == bytes(one.content_hash)


def _seal(one: Event) -> dict[str, Any] | None:
    """The seal over it, and whether it covers just these entries."""
    row = one.seal
    if row is None:
        return None
    under = Event.objects.filter(number__range=(row.first, row.last)).order_by("number").values_list("id", "hash")
    root = sealed.root([sealed.leaf(key.bytes, bytes(hashed)) for key, hashed in under])
    return {
        "number": row.number,
        "at": row.at,
        "first": row.first,
        "last": row.last,
        "root": bytes(row.root).hex(),
        "covers": root == bytes(row.root),
    }


def _hidden(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each personal text with its place, masked."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _hidden(one, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _hidden(one, f"{path}[{place}]")
    else:
        yield path, masked(str(value))
