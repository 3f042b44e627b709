"""The sealer: every minute it numbers an organisation's committed events, puts them under one Merkle root, chains and signs it.

Nothing is locked while events are written. An event that commits late, with a key older than some already sealed, is sealed later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from makegood.store import due, own_keys
from makegood.store.due import Work
from makegood.store.keys import uuid7
from makegood.store.models import Event, Organisation, Seal
from makegood.store.record import stamp
from makegood.store.tenancy import within
from makegood.store.workers import Handler, Now
from makegood.usecases import sealed

SEAL = "seal"
BEAT = timedelta(minutes=1)
MOST = 10_000
"""Events under one seal at most, so that one transaction stays short; what is left gets a seal of its own at once."""


def sealer(now: Now) -> Handler:
    def run(claimed: Sequence[Work]) -> None:
        for work in claimed:
            while seal(work.organisation, at=now()) == MOST:
                due.renew(work, at=now())
            due.finish(work, again_at=now() + BEAT)

    return Handler(run)


def seal_all(organisation: UUID, *, at: datetime) -> int:
    """Until no committed event is without its seal; how many got one."""
    count = 0
    while done := seal(organisation, at=at):
        count += done
    return count


def seal(organisation: UUID, *, at: datetime, most: int = MOST) -> int:
    """Seals up to `most` events, in one transaction; how many there were."""
    with within(organisation):
        # One sealer at a time: the lock leaves those who write events alone, for a reference only shares the key.
        owner = Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
        waiting = list(Event.objects.filter(number__isnull=True).order_by("id").values_list("id", "hash")[:most])
        if not waiting:
            return 0
        row = _next(organisation, [sealed.leaf(key.bytes, bytes(hashed)) for key, hashed in waiting], at)
        row.save(force_insert=True)
        _number([key for key, _ in waiting], row)
        owner.seal_head = {"seal": row.number, "events": row.last, "hash": as_sealed(row).hash().hex()}
        owner.save(update_fields=["seal_head"])
        return len(waiting)


def _next(organisation: UUID, leaves: Sequence[bytes], at: datetime) -> Seal:
    before = Seal.objects.order_by("-number").first()
    row = Seal(
        id=uuid7(),
        organisation_id=organisation,
        number=before.number + 1 if before else 1,
        first=before.last + 1 if before else 1,
        last=(before.last if before else 0) + len(leaves),
        root=sealed.root(leaves),
        before=as_sealed(before).hash() if before else sealed.NOTHING_BEFORE,
        at=at,
    )
    row.signature = sealed.sign(own_keys.signing(organisation), as_sealed(row).signed())
    return row


def as_sealed(row: Seal) -> sealed.Seal:
    """A row as the seal it is."""
    return sealed.Seal(
        organisation=str(row.organisation_id),
        number=row.number,
        first=row.first,
        last=row.last,
        root=bytes(row.root),
        before=bytes(row.before),
        at=stamp(row.at),
        signature=bytes(row.signature),
        key=str(row.pk),
    )


def _number(keys: Sequence[UUID], row: Seal) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE store_event event SET number = %s + place - 1, seal_id = %s
            FROM unnest(%s::uuid[]) WITH ORDINALITY AS sealed (id, place) WHERE event.id = sealed.id
            """,
            [row.first, row.pk, list(keys)],
        )
        if cursor.rowcount != len(keys):
            raise RuntimeError(f"sealing {len(keys)} events, {cursor.rowcount} were there: nothing was sealed")
