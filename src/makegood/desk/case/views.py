"""The case's pages: one query module asked, one template shown."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from makegood.desk.accounts.fresh import ask_again, is_fresh
from makegood.desk.asking import Asked, is_part, needs
from makegood.desk.case import connected, filters, queries, timeline
from makegood.desk.case.asked import asked
from makegood.desk.case.buyers import is_shown
from makegood.desk.case.closing import REASONS, causes
from makegood.desk.case.labels import FINDINGS
from makegood.desk.case.neighbours import neighbours
from makegood.desk.case.reviews import currency_of, review
from makegood.desk.frame.places import address_of
from makegood.desk.words import EVIDENCE
from makegood.store import minding, moved
from makegood.store.keys import uuid7
from makegood.store.models import Case, Event
from makegood.usecases.rights import HOLDERS, Right

TABS = ("timeline", "overview", "proofs")
"""On a phone, one at a time."""


@require_GET
@needs(Right.read)
def case(request: Asked, case: UUID) -> HttpResponse:
    """The whole page; for a script, its header or a page of its timeline alone."""
    found, now = queries.case_of(case), timezone.now()
    role = request.membership.role
    if is_part(request) and request.GET.get("part") == "head":
        head = queries.head(found, me=request.user.pk, role=role, now=now)
        return render(request, "case/header.html", {"head": head, "may_work": may_work(request)})
    wanted, before = filters.known(request.GET.get("show")), request.GET.get("before", "")
    if is_part(request) and request.GET.get("part") == "strand":
        names = queries.names_of(minding.members())
        strand = timeline.strand(found, wanted=wanted, before=before, names=names, me=str(request.user.pk))
        return render(request, "case/strand.html", {"strand": strand, "case_id": found.pk})
    page = queries.page(
        found, me=request.user.pk, role=role, now=now, wanted=wanted, before=before,
        is_shown=is_shown(request.session, found, now=now),
    )  # fmt: skip
    return render(request, "case/case.html", {"page": page, "head": page.head, **_around(request, found)})


def _around(request: Asked, found: Case) -> dict[str, Any]:
    tab = request.GET.get("tab")
    return {
        "tab": tab if tab in TABS else TABS[0],
        "tabs": TABS,
        "filters": list(filters.FILTERS),
        "near": neighbours(found, request, me=request.user.pk, now=timezone.now()),
        "may_work": may_work(request),
        "evidence_kinds": EVIDENCE,
        "reasons": REASONS,
        "compose": address_of("compose", found.pk),
        "capture": address_of("capture", found.pk),
        "case_id": found.pk,
        "form": uuid7(),
        "causes": causes(request.session),
    }


def may_work(request: Asked) -> bool:
    return request.membership.role in HOLDERS[Right.work]


@require_GET
@needs(Right.work)
def review_act(request: Asked, case: UUID) -> HttpResponse:
    """What would be done, before it is; money above what one may give alone asks first who you are."""
    found = queries.case_of(case)
    wish = asked(
        request.GET, currency=currency_of(found), what=what_of(found, request.GET.get("act", "")), is_whole=False
    )
    if wish.verb is None:
        raise Http404
    now = timezone.now()
    told = review(found, wish, person=request.user.pk, connection=connected.connection_of(request, found), at=now)
    if told.is_above and not is_fresh(request):
        return ask_again(request)
    shown = {"told": told, "wish": wish, "case": found, "seen": moved.mark(found), **forms(request)}
    return render(request, "case/review_part.html" if is_part(request) else "case/review.html", shown)


def forms(request: Asked) -> dict[str, Any]:
    return {"causes": causes(request.session), "findings": FINDINGS}


def what_of(found: Case, act: str) -> list[str]:
    """What the next step is about, where it is this act; the evidence asked for; nothing else is guessed."""
    answer = found.assessment or {}
    if answer.get("next", {}).get("action") == act:
        return list(answer["next"].get("what") or [])
    if act == "request_evidence":
        return [one["kind"] for one in answer["evidence"]["missing"] if one["ask"] == "buyer"]
    if act == "submit_evidence":
        return list(answer["evidence"]["have"])
    return []


@require_GET
@needs(Right.read)
def event(request: Asked, case: UUID, event: UUID) -> HttpResponse:
    """One entry as it is on record: its raw data, who told it, when, and how it is sealed."""
    found = queries.case_of(case)
    row = Event.objects.select_related("seal").filter(pk=event, case=found).first()
    if row is None:
        raise Http404
    names = queries.names_of(minding.members())
    shown = {
        "entry": timeline.entry_of(found, row, names=names),
        "row": row,
        "raw": json.dumps(row.body, ensure_ascii=False, indent=2),
        "hash": bytes(row.hash).hex(),
        "case": found,
    }
    return render(request, "case/event.html", shown)
