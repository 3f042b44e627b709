"""What a glance at a case needs: the last thing the buyer said, three facts, the one next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from makegood.core.money import Money
from makegood.desk import clocks
from makegood.desk.clocks import Chip
from makegood.store import cases
from makegood.store.ledger import major
from makegood.store.models import Case, Event


@dataclass(frozen=True, slots=True)
class Preview:
    id: UUID
    number: str
    order: str | None
    platform: str
    shop: str
    kind: str | None
    stage: str | None
    chip: Chip
    on_lapse: str | None
    at_risk: Money | None
    said: str | None
    said_at: datetime | None
    translation: str | None
    language: str | None
    liable: str | None
    missing: list[str]
    step: dict[str, Any]


def preview_of(case_id: UUID, *, now: datetime) -> Preview:
    """Raises `Http404` where the organisation entered has no such case."""
    case = Case.objects.select_related("shop", "order", "content").filter(pk=case_id).first()
    if case is None:
        raise Http404
    answer = case.assessment or {}
    said, said_at, translation = _last_said(case)
    clock = _clock(answer, case)
    return Preview(
        id=case.pk,
        number=case.number,
        order=case.order.number if case.order else None,
        platform=case.shop.platform,
        shop=case.shop.name,
        kind=case.kind,
        stage=case.stage,
        chip=clocks.chip(case.due_at, now, source=clock.get("source"), clause=clock.get("clause")),
        on_lapse=case.on_lapse,
        at_risk=major(case.at_risk, case.currency) if case.at_risk is not None and case.currency else None,
        said=said,
        said_at=said_at,
        translation=translation,
        language=((case.order.facts if case.order else {}).get("buyer") or {}).get("language"),
        liable=(answer.get("liability") or {}).get("party"),
        missing=[one["kind"] for one in (answer.get("evidence") or {}).get("missing", [])],
        step=answer.get("next") or {},
    )


def _last_said(case: Case) -> tuple[str | None, datetime | None, str | None]:
    """The buyer's last message; where there is none, the complaint's own text stands in."""
    inward = Event.objects.filter(case=case, in_file=True, type="message", body__direction="in")
    event = inward.order_by("-at", "-id").first()
    if event is not None:
        (body,) = cases.bodies([event])
        return body.get("text"), event.at, body.get("translation")
    claim = cases.own_facts(case).get("claim") or {}
    return claim.get("text"), case.opened_at, None


def _clock(answer: dict[str, Any], case: Case) -> dict[str, Any]:
    if case.due_at is None:
        return {}
    running = [one for one in answer.get("deadlines", []) if one["on_lapse"] == case.on_lapse and one["due_at"]]
    return next((one for one in running if datetime.fromisoformat(one["due_at"]) == case.due_at), {})
