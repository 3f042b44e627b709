"""A case as the desk knows it: its file put together from its rows, its assessment, and the columns the inbox sorts by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from makegood import assess as assessed
from makegood.core.instants import parse, show
from makegood.core.money import Money
from makegood.core.reading import SCHEMA
from makegood.core.words import Kind
from makegood.store import clocks, retention
from makegood.store.ledger import minor
from makegood.store.models import Case, Content, Deadline, Event, Evidence, Order
from makegood.usecases.apart import laid_back

WITHDRAWN = "fact_withdrawn"
"""The record's word for a fact that a person typed in wrongly and took back; it stays on record, and counts no longer."""


def file_of(case: Case) -> dict[str, Any]:
    """The case file as `contract.md` has it, of all that is on record. What was erased is absent, and so unknown."""
    shop = case.shop
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "id": case.number,
        "platform": shop.platform,
        "shop": {"id": str(shop.pk), "settings": shop.settings} | ({"region": shop.region} if shop.region else {}),
        **own_facts(case),
    }
    if case.order is not None:
        document["order"] = whole_order(case.order)
    elif document.get("kind") == Kind.penalty:  # of the shop, for no order that the platform names
        document["order"] = {}
    document["events"] = _events(case)
    if pieces := [_piece(one) for one in Evidence.objects.filter(case=case).order_by("id")]:
        document["evidence"] = pieces
    return document


def whole_order(order: Order) -> dict[str, Any]:
    """The case file's `order`, personal data laid back where it is still held."""
    personal = order.content.value if order.content is not None else {}
    whole: dict[str, Any] = laid_back({"order": order.facts}, personal)["order"]
    return whole


def own_facts(case: Case) -> dict[str, Any]:
    return laid_back(case.facts, case.content.value if case.content is not None else {})


def _events(case: Case) -> list[dict[str, Any]]:
    rows = list(Event.objects.filter(Q(in_file=True) | Q(type=WITHDRAWN), case=case).order_by("at", "id"))
    struck = {row.body["event"] for row in rows if row.type == WITHDRAWN}
    return bodies([row for row in rows if row.in_file and str(row.pk) not in struck])


def bodies(rows: Sequence[Event]) -> list[dict[str, Any]]:
    """What the events say, personal parts laid back where they are still held."""
    held = {
        one.pk: one.value for one in Content.objects.filter(pk__in=[row.content_id for row in rows if row.content_id])
    }
    return [laid_back(row.body, held.get(row.content_id, {})) for row in rows]


def _piece(one: Evidence) -> dict[str, Any]:
    told = {
        "id": one.number, "kind": one.kind or None, "by": one.by, "at": show(one.at) if one.at else None, "file": one.name,
        "origin": one.origin, "reading": one.reading,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def assess(case: Case, *, at: datetime) -> dict[str, Any]:
    """Assesses it anew and keeps the answer: the next step, the clocks that run, what the inbox sorts by."""
    document = file_of(case)
    answer = assessed(document, at)
    step = answer["next"]
    costly = [one for one in answer["deadlines"] if one["due_at"] and one["on_lapse"] != "none" and not one["lapsed"]]
    soonest = min(costly, key=lambda one: parse(one["due_at"]), default=None)
    case.assessment, case.assessed_at = answer, at
    case.kind, case.stage = answer["kind"], answer["stage"]
    case.next_action = step["action"]
    case.due_at = parse(soonest["due_at"]) if soonest else None
    case.on_lapse = soonest["on_lapse"] if soonest else None
    was_open = case.is_open
    case.is_open = not (answer["stage"] == "closed" and step["action"] == "close")
    at_risk = (document.get("claim") or {}).get("amount") or (document.get("order") or {}).get("total")
    if at_risk:
        money = Money(Decimal(at_risk["amount"]), at_risk["currency"])
        case.at_risk, case.currency = minor(money), money.currency
    case.version += 1
    case.save()
    clocks.keep(case, answer["deadlines"])
    if was_open and not case.is_open:
        retention.begin(case, at=at)
    return answer


def running(case: Case) -> list[Deadline]:
    return list(Deadline.objects.filter(case=case, state="running").order_by("due_at"))
