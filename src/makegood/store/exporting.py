"""Takes a record out of the database: an organisation's, or one case's, as a file that is checked without us (usecases/bundles.py)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Q

from makegood.store import own_keys, sealing
from makegood.store.models import Case, Event, Organisation, Seal
from makegood.store.record import stamp
from makegood.store.sealing import as_sealed
from makegood.store.tenancy import within
from makegood.store.verifying import entries
from makegood.usecases import bundles, sealed
from makegood.usecases.checking import Entry


def export_record(organisation: UUID, file: Path, *, at: datetime, case: UUID | None = None) -> None:
    """Writes the record, sealed up to now, in one piece or not at all. `case`: only what is about that case and its order."""
    sealing.seal_all(organisation, at=at)
    with within(organisation):
        head: dict[str, Any] = {
            "organisation": str(organisation),
            "name": Organisation.objects.get(pk=organisation).name,
            "at": stamp(at),
            "of": "organisation" if case is None else _case(case),
        }
        body = _whole(organisation) if case is None else _some(organisation, case)
        fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
        try:
            with fresh.open("wb") as out:
                out.writelines(bundles.lines(head, body, own_keys.signing(organisation)))
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)


def _case(case: UUID) -> Mapping[str, Any]:
    row = Case.objects.select_related("order", "shop").get(pk=case)
    return {
        "case": row.number,
        "id": str(row.pk),
        "platform": row.shop.platform,
        "order": row.order.number if row.order is not None else None,
    }


def _whole(organisation: UUID) -> Iterator[sealed.Seal | Entry]:
    seals: Any = Seal.objects.order_by("number").iterator(500)
    with closing(seals), closing(entries(organisation)) as read:
        for row in seals:
            yield as_sealed(row)
            yield from islice(read, row.last - row.first + 1)


def _some(organisation: UUID, case: UUID) -> Iterator[sealed.Seal | Entry]:
    """Seal by seal: of those that cover something of the case, and the last one, which says how far the record reached."""
    row = Case.objects.get(pk=case)
    about = Q(case=row) | (Q(order_id=row.order_id, case__isnull=True) if row.order_id else Q(pk__in=()))
    chosen = Event.objects.filter(about, number__isnull=False).order_by("number").values_list("seal_id", "id")
    last = Seal.objects.order_by("-number").first()
    for key, group in groupby(chosen, key=lambda one: one[0]):
        seal = Seal.objects.get(pk=key)
        yield as_sealed(seal)
        yield from _proven(organisation, seal, {str(event) for _, event in group})
        if last is not None and seal.pk == last.pk:
            last = None
    if last is not None:
        yield as_sealed(last)


def _proven(organisation: UUID, seal: Seal, keys: set[str]) -> Iterator[Entry]:
    under = list(
        Event.objects.filter(number__range=(seal.first, seal.last)).order_by("number").values_list("id", "hash")
    )
    leaves = [sealed.leaf(key.bytes, bytes(hashed)) for key, hashed in under]
    with closing(entries(organisation, first=seal.first, last=seal.last)) as read:
        for entry in read:
            if entry.key in keys:
                yield entry._replace(proof=sealed.proof(leaves, entry.number - seal.first))
