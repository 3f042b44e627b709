"""Facts added to a case by hand, shown with those that people typed in before, each of which can be taken back on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.core.reading import NotACase
from makegood.desk.asking import Asked, by, needs
from makegood.desk.frame.places import address_of
from makegood.desk.intake import facts as sorts
from makegood.desk.intake import labels
from makegood.desk.intake.fields import filled
from makegood.desk.intake.opening import EXPECTED, FIELD_OF
from makegood.desk.intake.typed import Typed
from makegood.desk.intake.views import typed_of
from makegood.desk.who import names, who
from makegood.store import correcting, intake
from makegood.store.actions import NotPossible
from makegood.store.cases import bodies
from makegood.store.models import Case, Event, Evidence
from makegood.usecases.rights import Right

MOST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A fact that a person typed in."""

    id: UUID
    at: datetime
    label: str
    text: str
    by: str
    is_withdrawn: bool
    is_receipt: bool


@require_GET
@needs(Right.work)
def facts(request: Asked, case: UUID) -> HttpResponse:
    """The form of one sort of fact, `sort`; of an event its `type` is chosen first."""
    return _page(request, case_of(case), None, request.GET.get("sort", "event"), request.GET.get("type", ""))


@require_POST
@needs(Right.work)
def add(request: Asked, case: UUID) -> HttpResponse:
    """Puts one fact on record and assesses anew; where something is wrong, the form comes back as typed."""
    found, sort, what = case_of(case), request.POST.get("sort", ""), request.POST.get("type", "")
    if sort not in sorts.SORTS or (sort == "event" and what not in labels.EVENTS):
        raise Http404
    typed = typed_of(request)
    part = sorts.SORTS[sort].document(typed, what)
    if not typed.faults and part:
        _take_in(request, found, part, typed)
    if typed.faults:
        return _page(request, found, typed, sort, what, status=422)
    messages.info(request, gettext("Put on record") if part else gettext("Nothing was typed; nothing changed"))
    return HttpResponseRedirect(back(found))


@require_POST
@needs(Right.work)
def withdraw(request: Asked, case: UUID, event: UUID) -> HttpResponse:
    """Takes a typed fact back: it stays on record, and no longer counts."""
    found = case_of(case)
    if not Event.objects.filter(pk=event, case=found).exists():
        raise Http404
    try:
        correcting.withdraw(event, why=request.POST.get("why", "")[:500], by=by(request), at=timezone.now())
        messages.info(request, gettext("Taken back; it stays on record"))
    except NotPossible as reason:
        messages.warning(request, reason.text.zh if request.tastes.language == "zh-hans" else reason.text.en)
    return HttpResponseRedirect(reverse("desk:facts", args=[case]))


def _take_in(request: Asked, case: Case, part: dict[str, Any], typed: Typed) -> None:
    if part.get("evidence"):
        part["evidence"] = [{"id": free_number(case), **one} for one in part["evidence"]]
    order = case.order.number if case.order is not None else None
    told = sorts.whole(case.number, case.shop.platform, order, case.kind, part)
    try:
        intake.take_in(case.shop_id, told, by=by(request), at=timezone.now())
    except NotACase as reason:
        fault = reason.faults[0]
        name = FIELD_OF.get(fault.path.partition("[")[0], fault.path.rpartition(".")[2])
        expected = EXPECTED.get(name) or gettext("A value as the platform's page shows it.")
        typed.fault(
            name, gettext("%(found)s stands here.") % {"found": fault.found}, str(expected), gettext("Correct it.")
        )


def free_number(case: Case) -> str:
    """The next evidence number: E-01, E-02 …"""
    taken = set(Evidence.objects.filter(case=case).values_list("number", flat=True))
    return next(f"E-{count:02}" for count in range(1, 10_000) if f"E-{count:02}" not in taken)


def _page(request: Asked, case: Case, typed: Typed | None, sort: str, what: str, status: int = 200) -> HttpResponse:
    chosen = sorts.SORTS.get(sort) or sorts.SORTS["event"]
    what = what if what in labels.EVENTS else ""
    is_asked = chosen.name != "event" or bool(what)
    parts = chosen.parts(what, timezone.get_current_timezone_name()) if is_asked else []
    given = {"amount_currency": case.currency, "claimed_currency": case.currency, "total_currency": case.currency}
    shown: dict[str, Any] = {
        "case": case,
        "order": case.order.number if case.order is not None else case.number,
        "sort": chosen.name,
        "what": what,
        "sorts": list(sorts.SORTS.values()),
        "events": labels.EVENTS,
        "parts": filled(parts, typed, given),
        "typed_before": _typed_before(case),
        "back": back(case),
    }
    return render(request, "intake/facts.html", shown, status=status)


def _typed_before(case: Case) -> list[Line]:
    rows = list(Event.objects.filter(case=case, in_file=True, by__startswith="person:").order_by("-at", "-id")[:MOST])
    told, known = bodies(rows), names(row.by for row in rows)
    gone, receipts = correcting.withdrawn(case), correcting.of_actions(case)
    return [
        Line(
            row.pk,
            row.at,
            str(labels.EVENTS.get(row.type, row.type)),
            str(body.get("text") or body.get("tracking") or ""),
            who(row.by, known).name,
            row.pk in gone,
            row.pk in receipts,
        )
        for row, body in zip(rows, told, strict=True)
    ]


def case_of(key: UUID) -> Case:
    """The case of that id; another organisation's is not found."""
    found: Case | None = (
        Case.objects.select_related("shop", "order", "content", "order__content").filter(pk=key).first()
    )
    if found is None:
        raise Http404
    return found


def back(case: Case) -> str:
    """Its page, where that room is there."""
    return address_of("case", case.pk) or reverse("desk:facts", args=[case.pk])
