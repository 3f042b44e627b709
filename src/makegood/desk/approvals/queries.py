"""Reads what waits for a yes: always the same few queries, however many rows there are; in plain values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.http import Http404

from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.desk import clocks
from makegood.desk.approvals.notes import notes_on
from makegood.desk.approvals.rows import Offered, Page, Waiting, Word
from makegood.desk.who import PERSON, names, who
from makegood.store import actions, questions
from makegood.store.ledger import major, minor
from makegood.store.models import Action, Approval
from makegood.store.questions import Said
from makegood.usecases import approving
from makegood.usecases.acting import State
from makegood.usecases.approving import Limits, MayNot, Person

SIZE = 50
SHOWN = ("tracking", "carrier", "solution", "note", "finding", "ground", "return_address")
"""Details of an action that are shown as they are; the rest has its own place, or is nobody's to read."""


class Tab(StrEnum):
    """Waits for me; waits for somebody else; was decided."""

    mine = "mine"
    others = "others"
    decided = "decided"


def page(tab: Tab, person: Person, *, now: datetime, shop: UUID | None = None, start: int = 0) -> Page:
    limits = actions.limits()
    rows = _of(tab, person, limits)
    if shop is not None:
        rows = rows.filter(shop=shop)
    told = list(_ordered(rows, tab)[start : start + SIZE])
    shown = _shown(told, person, limits, now=now)
    if tab is Tab.decided:
        return Page(shown, len(shown), more=start + SIZE if len(told) == SIZE else 0)
    figures = list(
        rows.order_by().values("currency").annotate(
            n=Count("id", distinct=True), units=Sum("money"),
            urgent=Count("id", filter=Q(case__due_at__lt=now + actions.URGENT), distinct=True),
        )
    )  # fmt: skip
    total = sum(one["n"] for one in figures)
    return Page(
        shown,
        total,
        [major(one["units"], one["currency"]) for one in figures if one["currency"] and one["units"]],
        sum(one["urgent"] for one in figures),
        start + SIZE if total > start + SIZE else 0,
    )


def one_of(action_id: UUID, person: Person, *, now: datetime) -> Waiting:
    """Raises `Http404` where the organisation entered has no such action."""
    rows = list(Action.objects.filter(pk=action_id).select_related("case", "order", "shop"))
    if not rows:
        raise Http404
    return _shown(rows, person, actions.limits(), now=now)[0]


def some_of(keys: Collection[UUID], person: Person, *, now: datetime) -> list[Waiting]:
    """Those of the keys that are actions of the organisation entered, soonest lapse first."""
    rows = Action.objects.filter(pk__in=keys)
    return _shown(list(_ordered(rows, Tab.mine)), person, actions.limits(), now=now)


def waiting_for(person: Person) -> int:
    """How many wait for this person's yes."""
    return _of(Tab.mine, person, actions.limits()).count() if person.role in approving.APPROVERS else 0


# --- which ----------------------------------------------------------------------------------------------------


def _of(tab: Tab, person: Person, limits: Limits) -> QuerySet[Action]:
    rows = Action.objects.all()
    if tab is Tab.decided:
        return rows.filter(pk__in=Approval.objects.values("action")).exclude(state=State.planned)
    mine = Approval.objects.filter(person=person.id, yes=True).values("action")
    open_to_me = _within(person, limits) & ~Q(pk__in=mine)
    planned = rows.filter(state=State.planned)
    return planned.filter(open_to_me) if tab is Tab.mine else planned.exclude(open_to_me)


def _within(person: Person, limits: Limits) -> Q:
    """What this role may approve at all: the same comparison as `approving.approve`, as a condition."""
    most = limits.role_most.get(person.role)
    if most is None:
        return Q()
    free = Q(money__isnull=True) | Q(money=0)
    for currency, amount in most.items():
        free |= Q(currency=currency, money__lte=minor(Money(amount, currency)))
    return free


def _ordered(rows: QuerySet[Action], tab: Tab) -> QuerySet[Action]:
    rows = rows.select_related("case", "order", "shop")
    if tab is Tab.decided:
        return rows.annotate(last=Max("approvals__at")).order_by("-last", "-id")
    return rows.order_by(F("case__due_at").asc(nulls_last=True), F("money").desc(nulls_last=True), "id")


# --- as plain values ------------------------------------------------------------------------------------------


def _shown(rows: Sequence[Action], person: Person, limits: Limits, *, now: datetime) -> list[Waiting]:
    keys = [one.pk for one in rows]
    words = list(Approval.objects.filter(action__in=keys).select_related("person").order_by("at"))
    said = questions.said_of([(one.pk, one.case_id) for one in rows])
    known = names([*(one.asked_by for one in rows), *(one.by for told in said.values() for one in told)])
    return [
        _row(one, [word for word in words if word.action_id == one.pk], said[one.pk], known, person, limits, now)
        for one in rows
    ]


def _row(
    action: Action,
    words: Sequence[Approval],
    said: Sequence[Said],
    known: dict[str, str],
    person: Person,
    limits: Limits,
    now: datetime,
) -> Waiting:
    case, answer = action.case, action.case.assessment or {}
    money, step = actions.money_of(action), (action.case.assessment or {}).get("next") or {}
    may_not, another = _may(person, money, words, limits)
    is_step = step.get("action") == action.kind
    clock = _clock(answer, case.due_at, case.on_lapse)
    return Waiting(
        id=action.pk,
        case=case.pk,
        number=action.order.number if action.order is not None else case.number,
        platform=action.shop.platform,
        shop=action.shop.name,
        kind=case.kind,
        stage=case.stage,
        verb=action.kind,
        remedy=action.details.get("remedy"),
        money=money,
        moves=action.moves,
        chip=clocks.chip(case.due_at, now, source=clock.get("source"), clause=clock.get("clause")),
        on_lapse=case.on_lapse,
        asked_by=who(action.asked_by, known),
        asked_at=action.created_at,
        state=action.state,
        why=step.get("why") if is_step else None,
        clause=step.get("clause") if is_step else None,
        message=action.details.get("text"),
        details=[(name, str(action.details[name])) for name in SHOWN if action.details.get(name)],
        options=_options(answer, action.details.get("remedy")),
        notes=notes_on(action) if action.state == State.planned else [],
        given=[
            Word(who(f"{PERSON}{one.person_id}", {f"{PERSON}{one.person_id}": one.person.username}), one.at, one.reason or None, one.yes)
            for one in words
        ],
        said=[Word(who(one.by, known), one.at, one.text) for one in said],
        may_not=may_not,
        needs_another=another,
        receipt=action.receipt,
    )  # fmt: skip


def _may(
    person: Person, money: Money | None, words: Sequence[Approval], limits: Limits
) -> tuple[dict[str, str] | None, bool]:
    given = [str(one.person_id) for one in words if one.yes]
    try:
        return None, not approving.approve(person, money=money, given=given, limits=limits).released
    except MayNot as reason:
        return reason.text.as_json(), False


def _clock(answer: dict[str, Any], due_at: datetime | None, on_lapse: str | None) -> dict[str, Any]:
    for one in answer.get("deadlines", []):
        if one["due_at"] and parse(one["due_at"]) == due_at and one["on_lapse"] == on_lapse:
            return dict(one)
    return {}


def _options(answer: dict[str, Any], remedy: str | None) -> list[Offered]:
    """The allowed ones, the cheapest first; and this one, whatever the assessment says of it."""
    told = [one for one in answer.get("options", []) if one["allowed"] or one["remedy"] == remedy]
    shown = [
        Offered(one["remedy"], _money(one["cost"]), one["remedy"] == remedy, one["recommended"], one["allowed"])
        for one in told
    ]
    return sorted(shown, key=lambda one: (one.cost is None, one.cost.amount if one.cost else 0, one.remedy))[:6]


def _money(told: dict[str, str] | None) -> Money | None:
    return Money(Decimal(told["amount"]), told["currency"]) if told else None
