"""Checks the record of the database as it stands: streamed, in one snapshot, without stopping anybody who writes."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from makegood.store import own_keys
from makegood.store.models import Organisation, Seal
from makegood.store.sealing import as_sealed
from makegood.store.secrets import NotOpened
from makegood.store.tenancy import within
from makegood.usecases import sealed
from makegood.usecases.checking import Broken, Entry, Tally, Walk, broken

ROWS = 2_000
_decoded = json.JSONDecoder().raw_decode

_STAMP = 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'
_ENTRIES = f"""
    SELECT event.number, event.id::text, event.type, encode(event.content_hash, 'hex'), event.hash, event.seal_id::text,
      concat('{{"at":"', to_char(event.at AT TIME ZONE 'UTC', '{_STAMP}'), '","body":'),
      event.body::text,
      concat(
        ',"by":', to_json(event.by), ',"case":', coalesce(to_json(event.case_id)::text, 'null'),
        ',"content":', coalesce(to_json(encode(event.content_hash, 'hex'))::text, 'null'), ',"in_file":', event.in_file::text,
        ',"key":', to_json(event.key), ',"order":', coalesce(to_json(event.order_id)::text, 'null'),
        ',"organisation":', to_json(event.organisation_id),
        ',"recorded_at":"', to_char(event.recorded_at AT TIME ZONE 'UTC', '{_STAMP}'),
        '","shop":', coalesce(to_json(event.shop_id)::text, 'null'), ',"type":', to_json(event.type), '}}'
      ),
      content.salt, content.value::text
    FROM store_event event
    LEFT JOIN store_content content ON content.organisation_id = event.organisation_id AND content.id = event.content_id
    WHERE event.organisation_id = %s AND
"""  # noqa: S608
"""An event as it is hashed: the database spells all but its body, on another core than the one that hashes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an organisation's record turned out to be: whole (`broken` is None), or which entry is the first that is not."""

    organisation: UUID
    name: str
    tally: Tally
    broken: Broken | None

    def as_json(self) -> dict[str, Any]:
        tally = self.tally
        return {
            "organisation": str(self.organisation),
            "name": self.name,
            "events": tally.events,
            "seals": tally.seals,
            "unsealed": tally.unsealed,
            "erased": tally.erased,
            "sealed_until": tally.until,
            "head": {"seal": tally.last, "hash": tally.head},
            "key": tally.key,
            "broken": self.broken.as_json() if self.broken else None,
        }


Heads = Mapping[str, Any]
"""Organisation to a head seen before, `{"seal", "hash"}`."""


def verify_all(known: Heads | None = None) -> Iterator[Verdict]:
    """Every organisation's record, one after the other. `known`: heads kept elsewhere, which each record must still contain."""
    known = known or {}
    keys = list(Organisation.objects.order_by("id").values_list("id", flat=True))
    for key in keys:
        yield verify(key, known.get(str(key)))
    for gone in sorted(known.keys() - {str(key) for key in keys}):
        lost = broken("organisation", None, "it is gone, and with it its record", "组织及其记录均已不在")
        yield Verdict(UUID(gone), "", Tally(), lost)


def verify(organisation: UUID, known: Any = None) -> Verdict:
    """One organisation's record."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:  # what is sealed meanwhile is not seen by halves
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with within(organisation):
            owner = Organisation.objects.get(pk=organisation)
            head = owner.seal_head
            told = [one.get("seal") for one in (head, known) if isinstance(one, dict)]
            wanted = frozenset(one for one in told if isinstance(one, int))
            public = bytes(owner.seal_public) if owner.seal_public is not None else b""
            walk = Walk(str(organisation), public, wanted=wanted)
            walk.tally.key = public.hex()
            try:
                _key_is_ours(owner)
                # Closed here and now: a cursor left to the garbage collector is closed in the middle of some other statement.
                with closing(_seals()) as seals, closing(_numbered(organisation)) as events:
                    walk.whole(seals, events)
                _reaches(walk.tally, head, exactly=True)
                _reaches(walk.tally, known, exactly=False)
                _tail(walk, organisation)
            except Broken as reason:
                return Verdict(organisation, owner.name, walk.tally, reason.with_traceback(None))
            return Verdict(organisation, owner.name, walk.tally, None)


def _key_is_ours(owner: Organisation) -> None:
    """The public key beside the seals is the one whose secret half we hold: else whoever wrote the seals anew brought their own."""
    try:
        ours = own_keys.public(owner)
    except NotOpened as reason:
        raise broken("organisation", None, f"its key does not open: {reason}", f"组织密钥无法打开：{reason}") from None
    if ours != (bytes(owner.seal_public) if owner.seal_public is not None else None):
        raise broken("organisation", None, "its public key is not that of its sealed key", "公钥与封存的密钥不符")


def _seals() -> Generator[sealed.Seal]:
    rows: Any = Seal.objects.order_by("number").iterator(ROWS)
    with closing(rows):
        yield from map(as_sealed, rows)


def entries(organisation: UUID, *, first: int = 1, last: int | None = None) -> Generator[Entry]:
    """The numbered events of the organisation entered, in order, each with its whole content."""
    with closing(_numbered(organisation, first, last)) as read:
        for entry in read:
            yield entry._replace(content=json.loads(entry.spelled or b""))


def _numbered(organisation: UUID, first: int = 1, last: int | None = None) -> Generator[Entry]:
    which, values = (
        ("event.number >= %s", [first]) if last is None else ("event.number BETWEEN %s AND %s", [first, last])
    )
    yield from _read(organisation, which + " ORDER BY event.number", values)


def _read(organisation: UUID, which: str, values: Sequence[int] = ()) -> Generator[Entry]:
    of = str(organisation)
    with connection.chunked_cursor() as cursor, ThreadPoolExecutor(1, "reads-ahead") as ahead:
        cursor.execute(_ENTRIES + which, [organisation, *values])
        coming = ahead.submit(cursor.fetchmany, ROWS)
        while rows := coming.result():
            coming = ahead.submit(cursor.fetchmany, ROWS)  # the database reads on while these are hashed
            for row in rows:
                yield _entry(of, row)


def _entry(organisation: str, row: tuple[Any, ...]) -> Entry:
    """Of its content, what the walk asks for; the rest stands in `spelled`."""
    number, key, type_, content, hashed, seal, before, body, after, salt, value = row
    told = {"organisation": organisation, "type": type_, "content": content, "body": _value(body)}
    spelled = b"%b%b%b" % (before.encode(), sealed.canonical(told["body"]), after.encode())
    if salt is None:
        return Entry(number or 0, key, told, bytes(hashed), seal, spelled=spelled)
    return Entry(number or 0, key, told, bytes(hashed), seal, True, bytes(salt), _value(value), spelled=spelled)


def _value(spelled: str) -> Any:
    """What a jsonb column holds, as the database spells it: with nothing around it."""
    return _decoded(spelled)[0]


def _reaches(tally: Tally, head: Any, *, exactly: bool) -> None:
    """The record still holds the seal that was its last; `exactly`: and it is the last."""
    if head is None:
        if exactly and tally.seals:
            raise broken("organisation", None, "its last seal is not on its row", "组织记录上缺少最后封存")
        return
    number = head.get("seal") if isinstance(head, dict) else None
    if not isinstance(number, int):
        raise broken("organisation", None, f"the head {head!r} names no seal", f"所记的最后封存 {head!r} 无法识别")
    if number > tally.seals:
        raise broken(
            "seal",
            tally.seals + 1,
            f"the record is cut off: it reached seal {number}",
            f"记录被截断，原至封存 {number}",
        )
    if number and tally.marks.get(number) != head.get("hash"):
        raise broken("seal", number, "it is not the one that was seen before", "与此前所见的封存不同")
    if exactly and number != tally.seals:
        raise broken("seal", number + 1, "it is beyond the last one made here", "超出本系统最后一次封存")


def _tail(walk: Walk, organisation: UUID) -> None:
    """Events that await the sealer: each against its own hash; that none is missing only a seal can tell."""
    with closing(_read(organisation, "event.number IS NULL ORDER BY event.id")) as waiting:
        for entry in waiting:
            walk.content(entry)
            walk.tally.unsealed += 1
    walk.all_excused()
