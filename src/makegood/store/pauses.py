"""The kill switch: all writes stop within a second, for one shop, an organisation, or everything.

A sending reads the switch in the transaction that commits its intent, and must begin its call within `BEGIN` of that; so once
`pause` has returned, no call begins.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from makegood.store.models import Pause

BEGIN = timedelta(milliseconds=400)
"""House: the longest a call may begin after its intent was committed; half of the promised second."""
_SWITCH = 0x70617573  # "paus": writers share it while they commit an intent, the switch takes it alone


def pause(
    *,
    by: str,
    why: str,
    at: datetime,
    organisation: UUID | None = None,
    shop: UUID | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> Pause:
    """Throws the switch; returns when no further call can begin."""
    with transaction.atomic():
        _take("pg_advisory_xact_lock")
        made = Pause.objects.create(by=by, why=why, since=at, organisation_id=organisation, shop=shop)
    wait(BEGIN.total_seconds())
    return made


def lift(pause_id: UUID, *, at: datetime) -> None:
    Pause.objects.filter(pk=pause_id, until__isnull=True).update(until=at)


def in_force(organisation: UUID, shop: UUID | None) -> Pause | None:
    """The pause that holds this shop's writes, inside the transaction that commits an intent."""
    _take("pg_advisory_xact_lock_shared")
    held = Q(organisation__isnull=True) | Q(organisation=organisation, shop__isnull=True)
    if shop is not None:
        held |= Q(organisation=organisation, shop=shop)
    return Pause.objects.filter(held, until__isnull=True).order_by("since").first()


def _take(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_SWITCH])
