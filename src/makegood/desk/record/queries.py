"""Reads the record: always the same few queries, however long it is; in plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from makegood.core.money import Money
from makegood.desk.record import told
from makegood.desk.record.asked import Family, Query, bounds
from makegood.desk.record.labels import FILTERS
from makegood.desk.record.rows import Excluding, Health, Page, Row
from makegood.desk.who import names, who
from makegood.desk.words import PLATFORMS
from makegood.store import checks
from makegood.store.models import Case, Event, Order, Seal

SIZE = 50
MOST_COUNTED = 1_000
LATE = timedelta(hours=12)
"""House: a check older than two of its beats is late."""


def page(query: Query, zone: tzinfo) -> Page:
    """One page, the newest first."""
    found = list(_chosen(query, zone).select_related("case", "order", "shop").order_by("-id")[: SIZE + 1])
    shown = found[:SIZE]
    more = query.address(after=shown[-1].pk) if len(found) > SIZE else None
    excluding = _excluding(query, zone) if not shown and query.after is None else []
    return Page(rows(shown), more, excluding, query)


def health(now: datetime) -> Health:
    """Whether the record is as it was sealed, as the last check found it."""
    last, is_due = checks.last(), checks.is_due(now)
    seal = Seal.objects.order_by("-number").first()
    unsealed = Event.objects.filter(number__isnull=True)[:MOST_COUNTED].count()
    level = "red" if last and last.broken else "amber" if last is None or now - last.at > LATE else "green"
    return Health(level, last, is_due, unsealed, seal.at if seal else None)


def rows(events: Sequence[Event]) -> list[Row]:
    known = names([*(one.by for one in events), *(one.body["person"] for one in events if "person" in one.body)])
    return [
        Row(
            id=one.pk,
            number=one.number,
            at=one.at,
            recorded_at=one.recorded_at,
            who=who(one.by, known),
            what=told.what(one.type, one.body),
            type=one.type,
            case=one.case_id,
            object=one.order.number if one.order is not None else one.case.number if one.case is not None else _named(one, known),
            place=one.shop.name if one.shop is not None else None,
            money=_money(one.body),
            change=told.change(one.type, one.body),
            reason=told.reason(one.body),
        )
        for one in events
    ]  # fmt: skip


def _named(one: Event, known: Mapping[str, str]) -> str | None:
    if "person" in one.body:
        return who(one.body["person"], known).name
    name = one.body.get("name")
    return str(name) if name else None


def _money(body: dict[str, Any]) -> Money | None:
    said = body.get("money") or body.get("amount")
    if not isinstance(said, dict) or not {"amount", "currency"} <= said.keys():
        return None
    return Money(Decimal(said["amount"]), said["currency"])


# --- which ----------------------------------------------------------------------------------------------------


def _chosen(query: Query, zone: tzinfo) -> QuerySet[Event]:
    found: QuerySet[Event] = Event.objects.all()
    start, end = bounds(query, zone)
    if query.family is not None:
        found = found.filter(_of_family(query.family))
    if query.by is not None:
        found = found.filter(by=query.by)
    if query.object is not None:
        found = found.filter(_about(query.object))
    if start is not None:
        found = found.filter(recorded_at__gte=start)
    if end is not None:
        found = found.filter(recorded_at__lt=end)
    return found.filter(id__lt=query.after) if query.after is not None else found


def _about(number: str) -> Q:
    """The entries about a case or an order of that number; a case's are also those of its order that name no case."""
    orders = Order.objects.filter(number=number)
    cases = Case.objects.filter(Q(number=number) | Q(order__in=orders))
    return Q(case__in=cases.values("pk")) | Q(order__in=orders.values("pk"))


def _of_family(family: Family) -> Q:
    match family:
        case Family.case:
            return Q(in_file=True) | Q(type__startswith="case_") | Q(type__in=("note_added", "evidence_added"))
        case Family.action:
            return Q(type__startswith="action_")
        case Family.money:
            told_money = Q(type__startswith="action_") & Q(body__money__amount__isnull=False)
            return told_money | Q(type__in=("paid", "refund_paid", "setting_limits"))
        case Family.unmasking:
            return Q(type="personal_shown")
        case Family.sign_in:
            return Q(type__in=("signed_in", "signed_out", "sign_in_failed", "setting_signed_out"))
        case Family.settings:
            return Q(type__startswith="setting_") | Q(type="shop_added")
        case Family.platform:
            return Q(by__in=list(PLATFORMS))
        case Family.record:
            return Q(type__in=("record_checked", "record_exported", "erased"))


def _excluding(query: Query, zone: tzinfo) -> list[Excluding]:
    """Each filter that is set, with what there would be without it; counted no further than anyone would read."""
    found = []
    for name in query.narrowing:
        wider = query.without(name)
        count = _chosen(wider, zone).order_by("-id").values_list("pk")[:MOST_COUNTED].count()
        found.append(Excluding(str(FILTERS[name]), count, wider.address()))
    return sorted(found, key=lambda one: -one.count)


def newest_people() -> list[tuple[str, str]]:
    """Whom one may filter by: the members, and what is no person."""
    from makegood.store.minding import members

    return [(f"person:{one.person_id}", one.person.username) for one in members()]


def found(event: UUID) -> Event | None:
    one: Event | None = Event.objects.select_related("case", "order", "shop", "seal").filter(pk=event).first()
    return one
