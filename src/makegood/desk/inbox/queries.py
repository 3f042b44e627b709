"""Reads the inbox: always the same few queries, however many rows there are; in plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.desk import clocks
from makegood.desk.clocks import Group
from makegood.desk.inbox.asked import Part, Place, Query, View
from makegood.desk.inbox.rows import Lapsing, Page, Row, Today
from makegood.store.ledger import major
from makegood.store.models import Case, Event, Shop

SIZE = 50
COMES_BACK = timedelta(hours=24)
"""House: a case that waits for someone else is ours again this long before it lapses by itself."""
WAITS_FOR_PLATFORM = ("escalated", "appealed")
"""Stages in which the next move is the platform's."""


class _Length(Func):
    """How many elements a JSON array has; 0 where there is none."""

    function = "jsonb_array_length"
    output_field = IntegerField()


def page(query: Query, *, me: UUID, now: datetime, zone: tzinfo, size: int = SIZE) -> Page:
    """One page of the list. One query for each part that the page reaches: mostly one, at most three."""
    rows = _chosen(query, me=me, now=now)
    found: list[dict[str, Any]] = []
    for part in _parts(query):
        if len(found) <= size:
            after = query.after if query.after is not None and query.after.part is part else None
            found += [one | {"part": part} for one in _told(_part(rows, part, after), part, size + 1 - len(found))]
    shown = [_row(one, me=me, now=now, zone=zone) for one in found[:size]]
    after_it = str(_place(found[size - 1])) if len(found) > size else None
    return Page(shown, after_it, _not_found(query, rows) if query.numbers and query.after is None else ())


def _place(last: dict[str, Any]) -> Place:
    return Place(last["part"], last["due_at"] if last["part"] is Part.dated else None, last["risk"], last["id"])


def today(*, shop: UUID | None, now: datetime, zone: tzinfo) -> Today:
    """What lapses before the viewer's day is over, by consequence and currency. One query; a second where nothing does."""
    open_cases = _of_shop(Case.objects.filter(is_open=True), shop)
    due = open_cases.filter(due_at__lt=clocks.end_of_day(now, zone)).order_by()
    groups = due.values("on_lapse", "currency").annotate(
        cases=Count("pk"), overdue=Count("pk", filter=Q(due_at__lte=now)), risk=Sum("at_risk")
    )
    found: list[Mapping[str, Any]] = [*groups]
    lapsing = _by_lapse(found)
    next_due = None
    if not lapsing:
        ahead = open_cases.filter(due_at__isnull=False).order_by("due_at")
        next_due = ahead.values_list("due_at", flat=True).first()
    overdue = sum(one["overdue"] for one in found)
    return Today(sum(one.cases for one in lapsing), overdue, lapsing, _totals(_amounts(found)), next_due)


def newest() -> UUID | None:
    """The newest event on record: what came after it is news. One step of an index, however long the record."""
    newest_one: UUID | None = Event.objects.order_by("-id").values_list("id", flat=True).first()
    return newest_one


def around(query: Query, case: Case, *, me: UUID, now: datetime) -> tuple[UUID | None, UUID | None]:
    """The cases just before and after one in this list; the case itself need not be in it any more."""
    rows = _chosen(query, me=me, now=now).exclude(pk=case.pk)
    if case.due_at is None or not case.is_open:
        rows = rows.filter(due_at__isnull=True) if case.is_open else rows.filter(is_open=False)
        return _first(rows.filter(id__gt=case.pk).order_by("id")), _first(rows.filter(id__lt=case.pk).order_by("-id"))
    here = Place(Part.dated, case.due_at, case.at_risk or 0, case.pk)
    soonest = rows.filter(is_open=True, due_at__lte=case.due_at).annotate(risk=_RISK)
    earlier = soonest.exclude(Q(due_at=case.due_at) & (Q(risk__lt=here.at_risk) | Q(risk=here.at_risk, id__gt=case.pk)))
    after = _first(_part(rows, Part.dated, here).annotate(risk=_RISK).order_by(*_ORDER[Part.dated]))
    if after is None:
        after = _first(_part(rows, Part.undated, None).order_by("-id"))
    return _first(earlier.order_by("-due_at", "risk", "-id")), after


def _first(rows: QuerySet[Case]) -> UUID | None:
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found


def news(since: UUID, query: Query, *, me: UUID, by: str, now: datetime) -> int:
    """How many cases of this list changed after `since`, by someone else; counted no further than one page."""
    changed = Event.objects.filter(id__gt=since, case__isnull=False).exclude(by=by).order_by("id")
    cases = set(changed.values_list("case", flat=True)[: 10 * SIZE])
    return _chosen(query, me=me, now=now).filter(pk__in=cases).count() if cases else 0


# --- which ----------------------------------------------------------------------------------------------------


def _chosen(query: Query, *, me: UUID, now: datetime) -> QuerySet[Case]:
    rows = _of_shop(Case.objects.all(), query.shop)
    if query.numbers:
        shops = list(Shop.objects.values_list("pk", flat=True))  # names the index's second column
        numbers = list(query.numbers)
        rows = rows.filter(Q(shop__in=shops, number__in=numbers) | Q(order__in=_orders(shops, numbers)), shop__in=shops)
    rows = rows.filter(_in_view(query.view, me=me, now=now))
    if query.platform:
        rows = rows.filter(shop__platform=query.platform)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.stage:
        rows = rows.filter(stage=query.stage)
    if query.owner:
        rows = rows.filter(owner=query.owner)
    if query.least:
        rows = rows.filter(at_risk__gte=query.least, currency=query.currency or "USD")
    if query.missing:
        rows = rows.filter(assessment__evidence__missing__0__isnull=False)
    if query.source:
        given = Q(deadlines__state="running", deadlines__due_at=F("due_at"), deadlines__source="platform")
        rows = (
            rows.filter(pk__in=Case.objects.filter(given, is_open=True).values("pk"))
            if query.source == "platform"
            else rows.exclude(given)
        )
    return rows


def _orders(shops: Sequence[UUID], numbers: Sequence[str]) -> QuerySet[Any]:
    from makegood.store.models import Order

    return Order.objects.filter(shop__in=shops, number__in=numbers).values("pk")


def _of_shop(rows: QuerySet[Case], shop: UUID | None) -> QuerySet[Case]:
    return rows.filter(shop=shop) if shop else rows


def _in_view(view: View, *, me: UUID, now: datetime) -> Q:
    awake = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now)
    soon = Q(due_at__lt=now + COMES_BACK)
    match view:
        case View.todo:
            return Q(is_open=True) & awake & (~Q(next_action="wait") | soon)
        case View.mine:
            return Q(is_open=True, owner=me)
        case View.buyer:
            return Q(is_open=True, next_action="wait") & ~Q(stage__in=WAITS_FOR_PLATFORM)
        case View.platform:
            return Q(is_open=True, stage__in=WAITS_FOR_PLATFORM)
        case View.snoozed:
            return Q(is_open=True, snoozed_until__gt=now)
        case View.all:
            return Q()


def _not_found(query: Query, rows: QuerySet[Case]) -> tuple[str, ...]:
    seen: set[str] = set()
    for pair in rows.values_list("number", "order__number"):
        seen.update(one for one in pair if one)
    return tuple(one for one in query.numbers if one not in seen)


# --- in which order, from where -------------------------------------------------------------------------------


_RISK = Coalesce(F("at_risk"), 0)
_ORDER: dict[Part, tuple[str, ...]] = {
    Part.dated: ("due_at", "-risk", "id"),
    Part.undated: ("-id",),
    Part.closed: ("-id",),
}
"""Soonest first; of one instant the larger amount first (screens.md §3). What has no clock, or is over: the newest first."""


def _parts(query: Query) -> list[Part]:
    """From where the page begins; closed cases stand in the view of all only."""
    parts = list(Part) if query.view is View.all else [Part.dated, Part.undated]
    return parts[parts.index(query.after.part) :] if query.after is not None and query.after.part in parts else parts


def _part(rows: QuerySet[Case], part: Part, after: Place | None) -> QuerySet[Case]:
    if part is not Part.dated:
        rows = rows.filter(is_open=False) if part is Part.closed else rows.filter(is_open=True, due_at__isnull=True)
        return rows.filter(id__lt=after.id) if after is not None else rows
    rows = rows.filter(is_open=True, due_at__isnull=False)
    if after is None:
        return rows
    rows = rows.filter(due_at__gte=after.due_at)  # the index begins there; the rest of that instant is weeded out
    return rows.annotate(risk=_RISK).exclude(
        Q(due_at=after.due_at) & (Q(risk__gt=after.at_risk) | Q(risk=after.at_risk, id__lte=after.id))
    )


def _told(rows: QuerySet[Case], part: Part, most: int) -> QuerySet[Any]:
    """The columns a line shows, of the rows chosen and sorted before: whoever sorts a million carries no assessments along."""
    chosen = rows.annotate(risk=_RISK).order_by(*_ORDER[part]).values("pk")[:most]
    told: QuerySet[Any] = (
        Case.objects.filter(pk__in=chosen)
        .annotate(
            risk=_RISK,
            have=_Length(F("assessment__evidence__have")),
            missing=_Length(F("assessment__evidence__missing")),
            how=F("assessment__next__how"),
            clocks=F("assessment__deadlines"),
            language=F("order__facts__buyer__language"),
        )
        .order_by(*_ORDER[part])
        .values(*_COLUMNS)
    )
    return told


_COLUMNS = (
    "id", "number", "order__number", "shop__platform", "shop__name", "shop__trouble", "kind", "stage", "due_at", "on_lapse",
    "at_risk", "currency", "risk", "have", "missing", "how", "clocks", "language", "owner", "owner__username", "next_action",
    "snoozed_until", "is_open",
)  # fmt: skip


# --- as plain values ------------------------------------------------------------------------------------------


def _row(one: dict[str, Any], *, me: UUID, now: datetime, zone: tzinfo) -> Row:
    clock = _clock(one["clocks"] or (), one["due_at"], one["on_lapse"])
    return Row(
        id=one["id"],
        number=one["number"],
        order=one["order__number"],
        platform=one["shop__platform"],
        shop=one["shop__name"],
        kind=one["kind"],
        stage=one["stage"],
        due_at=one["due_at"],
        chip=clocks.chip(one["due_at"], now, source=clock.get("source"), clause=clock.get("clause")),
        group=clocks.group(one["due_at"], now, zone) if one["is_open"] else Group.closed,
        on_lapse=one["on_lapse"],
        at_risk=_money(one["at_risk"], one["currency"]),
        have=one["have"] or 0,
        missing=one["missing"] or 0,
        language=one["language"],
        owner=one["owner__username"],
        is_mine=one["owner"] == me,
        action=one["next_action"],
        how=one["how"],
        snoozed_until=one["snoozed_until"] if one["snoozed_until"] and one["snoozed_until"] > now else None,
        is_open=one["is_open"],
        trouble=one["shop__trouble"],
    )


def _clock(told: Iterable[dict[str, Any]], due_at: datetime | None, on_lapse: str | None) -> dict[str, Any]:
    """The clock that governs the row, among those of its assessment."""
    for one in told:
        if one["due_at"] and parse(one["due_at"]) == due_at and one["on_lapse"] == on_lapse:
            return one
    return {}


def _money(units: int | None, currency: str | None) -> Money | None:
    return major(units, currency) if units is not None and currency else None


def _by_lapse(found: Sequence[Mapping[str, Any]]) -> list[Lapsing]:
    """The most cases first."""
    names = sorted({one["on_lapse"] or "unknown" for one in found})
    parts = {name: [one for one in found if (one["on_lapse"] or "unknown") == name] for name in names}
    lapsing = [
        Lapsing(name, sum(one["cases"] for one in part), _totals(_amounts(part))) for name, part in parts.items()
    ]
    return sorted(lapsing, key=lambda one: -one.cases)


def _amounts(found: Sequence[Mapping[str, Any]]) -> list[Money]:
    return [money for one in found if (money := _money(one["risk"], one["currency"])) is not None]


def _totals(amounts: Iterable[Money]) -> list[Money]:
    sums: dict[str, Money] = {}
    for one in amounts:
        sums[one.currency] = sums[one.currency].plus(one) if one.currency in sums else one
    return sorted(sums.values(), key=lambda one: one.currency)
