"""What the composer shows of a case: whom we write to, what they said last, what is offered, and when it is day there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from makegood.core.case import plain_number
from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.core.words import Platform
from makegood.desk import clocks
from makegood.desk.clocks import Chip
from makegood.desk.compose.given import Given
from makegood.policies import policy as policies
from makegood.policies.pack import Way
from makegood.store import cases, doing, messaging
from makegood.store.actions import money_of
from makegood.store.models import Action, Case
from makegood.usecases import daytime, drafting
from makegood.usecases.acting import LIVE, State
from makegood.usecases.drafting import Facts
from makegood.usecases.remarking import Known

GIVES = (Verb.offer, Verb.refund, Verb.agree)


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    at: datetime | None
    translation: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as it is written about."""

    case: Case
    facts: Facts
    answer: dict[str, Any]
    document: dict[str, Any]
    of_record: str
    chip: Chip
    said: Said | None
    offered: Money | None
    way: Way | None
    """How a message is sent on this platform, where the pack tells."""
    evidence: list[dict[str, Any]]

    def known(self, given: Given, *, today: date) -> Known:
        order, claim = self.document.get("order") or {}, self.document.get("claim") or {}
        amounts = [one for told in (order.get("total"), claim.get("amount")) if (one := _money(told)) is not None]
        amounts += [one for line in order.get("lines") or [] if (one := _money(line.get("unit_price"))) is not None]
        typed = frozenset(plain_number(one) for one in given.draft.values.values() if one)
        return Known(
            platform=self.facts.platform,
            channel=given.channel,
            of_record=given.channel == self.of_record,
            today=today,
            language=given.draft.language,
            numbers=self.facts.numbers | typed,
            name=self.facts.name,
            offered=(self.offered,) if self.offered is not None else (),
            of_order=tuple(amounts),
            dates=(),
        )


def look(case_id: UUID, *, now: datetime, lock: bool = False) -> Seen:
    """Raises `Http404` where the organisation entered has no such case."""
    rows = Case.objects.select_related("shop", "order", "content", "order__content")
    case = doing.locked(case_id) if lock else rows.filter(pk=case_id).first()
    if case is None:
        raise Http404
    document, answer = cases.file_of(case), case.assessment or {}
    offered = _offered(case, document)
    return Seen(
        case=case,
        facts=drafting.facts_of(document, answer, offered=offered, shop=case.shop.name),
        answer=answer,
        document=document,
        of_record=messaging.of_record(case),
        chip=_chip(case, answer, now),
        said=_said(document, case),
        offered=offered,
        way=policies.book(Platform(case.shop.platform)).own.actions.get(Verb.contact_buyer),
        evidence=document.get("evidence") or [],
    )


def day_of(seen: Seen, *, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The hour it is where the buyer is, and when a message put off to their day would leave; None where it is day, or nobody knows."""
    zones = daytime.zones_of(seen.facts.country)
    if not zones:
        return None, None
    there = now.astimezone(zones[0])
    if daytime.is_day(now, zones):
        return there, None
    return there, daytime.next_day(now, zones, before=seen.case.due_at)


def _offered(case: Case, document: dict[str, Any]) -> Money | None:
    """The amount that stands: of what is under way or was done last, else of the newest offer on file that was not refused."""
    rows = Action.objects.filter(case=case, kind__in=GIVES, money__isnull=False, state__in=[*LIVE, State.confirmed])
    if (newest := rows.order_by("-id").first()) is not None:
        return money_of(newest)
    for one in reversed(document["events"]):
        if one["type"] == "offer_refused":
            return None
        if one["type"] in ("offer_made", "offer_accepted", "refund_paid") and one.get("amount"):
            return _money(one["amount"])
    return None


def _said(document: dict[str, Any], case: Case) -> Said | None:
    """The buyer's last message; where there is none, the complaint's own text stands in."""
    for one in reversed(document["events"]):
        if one["type"] == "message" and one.get("direction") == "in" and one.get("text"):
            return Said(one["text"], parse(one["at"]), one.get("translation"))
    text = (document.get("claim") or {}).get("text")
    return Said(text, case.opened_at, None) if text else None


def _chip(case: Case, answer: dict[str, Any], now: datetime) -> Chip:
    running = [one for one in answer.get("deadlines", []) if one["due_at"] and parse(one["due_at"]) == case.due_at]
    clock = running[0] if running else {}
    return clocks.chip(case.due_at, now, source=clock.get("source"), clause=clock.get("clause"))


def _money(told: dict[str, str] | None) -> Money | None:
    return Money(Decimal(told["amount"]), told["currency"]) if told else None


def today() -> date:
    return timezone.localdate()
