"""The header that never scrolls away: clock, consequence, stake, where, stages, owner, and the one next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from makegood.core.instants import parse
from makegood.core.words import OnLapse
from makegood.desk import clocks
from makegood.desk.case.ribbon import BEGINNINGS, ribbon
from makegood.desk.case.rows import Clock, Header, Move
from makegood.desk.frame.places import address_of
from makegood.store.ledger import major
from makegood.store.models import Case, Event

SHOWN_BESIDE = 2
"""How many other clocks stand beside the governing one; all of them stand in their card."""


def header_of(
    case: Case,
    *,
    now: datetime,
    me: UUID,
    begun: Iterable[tuple[str, datetime]] | None = None,
    move: Move | None = None,
) -> Header:
    """`begun`: the events that begin a stage, where they are known already; else one query."""
    if begun is None:
        begun = Event.objects.filter(case=case, in_file=True, type__in=BEGINNINGS).values_list("type", "at")
    every = clocks_of(case, now=now)
    governing = _governing(case, every)
    return Header(
        id=case.pk,
        number=case.number,
        order=case.order.number if case.order else None,
        platform=case.shop.platform,
        shop=case.shop.name,
        kind=case.kind,
        stage=case.stage,
        chip=governing.chip if governing else clocks.chip(case.due_at, now, source=None, clause=None),
        on_lapse=case.on_lapse or (governing.on_lapse if governing and case.is_open else None),
        others=[one for one in every if one is not governing and not one.lapsed][:SHOWN_BESIDE],
        at_risk=major(case.at_risk, case.currency) if case.at_risk is not None and case.currency else None,
        marks=ribbon(case.stage, begun, case.opened_at),
        owner=case.owner.username if case.owner else None,
        is_mine=case.owner_id == me,
        snoozed_until=case.snoozed_until if case.snoozed_until and case.snoozed_until > now else None,
        is_open=case.is_open,
        address=reverse("desk:case", args=[case.pk]),
        move=move,
    )


def clocks_of(case: Case, *, now: datetime) -> list[Clock]:
    """Every clock of the assessment, the soonest first; those nobody knows the length of last."""
    told = [_clock(case, one, now) for one in (case.assessment or {}).get("deadlines", ())]
    return sorted(told, key=lambda one: (one.lapsed, one.chip.due_at is None, one.chip.due_at or now))


def _clock(case: Case, told: Mapping[str, Any], now: datetime) -> Clock:
    due_at = parse(told["due_at"]) if told["due_at"] else None
    return Clock(
        kind=told["kind"],
        chip=clocks.chip(due_at, now, source=told["source"], clause=told["clause"]),
        on_lapse=told["on_lapse"],
        clause=told["clause"],
        source=told["source"],
        lapsed=told["lapsed"] or (due_at is not None and due_at <= now),
        address=address_of("clause", told["clause"]),
        note=_read_where(case, told["kind"]) if told["source"] == "platform" else "",
    )


def _read_where(case: Case, kind: str) -> str:
    """The platform's own field, or where a person read it."""
    given = case.facts.get("platform_deadlines") or ()
    return next((str(one.get("field") or "") for one in given if one.get("kind") == kind), "")


def _governing(case: Case, every: Sequence[Clock]) -> Clock | None:
    for one in every:
        if one.chip.due_at == case.due_at and one.on_lapse == case.on_lapse and case.due_at is not None:
            return one
    return next((one for one in every if one.chip.due_at is None and one.on_lapse != OnLapse.none), None)
