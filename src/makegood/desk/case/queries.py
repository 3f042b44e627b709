"""Reads a case for its page: always the same queries, however much has happened in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from makegood.core.words import Action
from makegood.desk.case import cards, moves
from makegood.desk.case.buyers import buyer_of
from makegood.desk.case.header import clocks_of, header_of
from makegood.desk.case.ribbon import BEGINNINGS
from makegood.desk.case.rows import Buyer, Clock, Header, Law, Offer, Proof, Purse, Strand, UnderWay
from makegood.desk.case.timeline import strand
from makegood.desk.case.under_way import under_way
from makegood.store import cases, minding, moved
from makegood.store.models import Case, Entry, Event, Evidence, Membership
from makegood.usecases.choices import Choice, choices

OFFERS = ("offer_made", "offer_accepted")
MOVEMENTS = 50


@dataclass(frozen=True, slots=True)
class Page:
    head: Header
    answer: dict[str, Any]
    claim: dict[str, Any]
    order: dict[str, Any]
    strand: Strand
    clocks: list[Clock]
    under_way: list[UnderWay]
    proofs: list[Proof]
    offers: list[Offer]
    choices: list[tuple[Choice, str | None]]
    purse: Purse
    buyer: Buyer
    laws: list[Law]
    members: list[Membership]
    seen: int
    evidence_numbers: int


def case_of(case_id: UUID) -> Case:
    """Raises `Http404` where the organisation entered has no such case: another's looks the same as none."""
    rows = Case.objects.select_related("shop", "order", "content", "order__content", "owner")
    case: Case | None = rows.filter(pk=case_id).first()
    if case is None or case.assessment is None:
        raise Http404
    return case


def names_of(members: list[Membership]) -> dict[str, str]:
    return {str(one.person_id): one.person.username for one in members}


def page(
    case: Case, *, me: UUID, role: str, now: datetime, wanted: str = "all", before: str = "", is_shown: bool = False
) -> Page:
    """Twelve queries: events of the page and their texts, key events, actions and their approvals, evidence, money,
    members, the buyer's other cases, and how much has happened."""
    answer, file = case.assessment or {}, _file(case)
    members = minding.members()
    names = names_of(members)
    busy = under_way(case, me=str(me), role=role, names=names, now=now)
    live = [one.action for one in busy if one.state != "rejected"]
    open_to_us = choices(answer, live)
    begun = [(one["type"], one["at_"]) for one in file["events"] if one["type"] in BEGINNINGS]
    move = moves.move_of(case, busy, file)
    pieces = list(Evidence.objects.filter(case=case).order_by("id"))
    may_offer = "offer" not in live and (
        answer["next"]["action"] == Action.offer
        or any(one.action is Action.offer and one.allowed for one in open_to_us)
    )
    return Page(
        head=header_of(case, now=now, me=me, begun=begun, move=move),
        answer=answer,
        claim=file["claim"],
        order=file["order"],
        strand=strand(case, wanted=wanted, before=before, names=names, me=str(me)),
        clocks=clocks_of(case, now=now),
        under_way=busy,
        proofs=cards.checklist(answer, pieces),
        offers=cards.offers(case, answer, may_offer=may_offer and case.is_open),
        choices=[(one, moves.act_address(case, one.action) if one.allowed else None) for one in open_to_us],
        purse=cards.purse(case.order, _entries(case)),
        buyer=buyer_of(case, file["order"], is_shown=is_shown),
        laws=cards.laws(answer, case.shop.platform),
        members=members,
        seen=moved.mark(case),
        evidence_numbers=len(pieces),
    )


def head(case: Case, *, me: UUID, role: str, now: datetime) -> Header:
    """The header alone, with its next step: four queries."""
    file = _file(case)
    names = names_of(minding.members())
    begun = [(one["type"], one["at_"]) for one in file["events"] if one["type"] in BEGINNINGS]
    busy = under_way(case, me=str(me), role=role, names=names, now=now)
    return header_of(case, now=now, me=me, begun=begun, move=moves.move_of(case, busy, file))


def _file(case: Case) -> dict[str, Any]:
    """As much of the case file as money and stages are read from: claim, order, and of the events those that begin a stage or offer."""
    rows = Event.objects.filter(case=case, in_file=True, type__in=(*BEGINNINGS, *OFFERS)).order_by("at", "id")
    events = [{**body, "at_": at} for body, at in rows.values_list("body", "at")]
    return {
        "claim": cases.own_facts(case).get("claim") or {},
        "order": cases.whole_order(case.order) if case.order is not None else {},
        "events": events,
    }


def _entries(case: Case) -> list[Entry]:
    if case.order is None:
        return []
    rows = Entry.objects.filter(order=case.order).select_related("action").order_by("at", "id")
    return list(rows[:MOVEMENTS])
