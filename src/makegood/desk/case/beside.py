"""What is kept beside a case: notes, evidence typed in, why advice was not taken; and who asked to see who the buyer is."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from makegood.core.instants import show
from makegood.core.reading import SCHEMA
from makegood.core.words import EvidenceKind, Origin, Side
from makegood.desk.asking import Asked, by, needs
from makegood.desk.case.buyers import show_for_a_while
from makegood.desk.case.closing import CAUSES, REASONS, used
from makegood.desk.case.deeds import locked
from makegood.store import intake, noting
from makegood.store.models import Case, Evidence
from makegood.usecases.rights import Right

LONGEST = 200


@require_POST
@needs(Right.work)
def note(request: Asked, case: UUID) -> HttpResponse:
    """An internal note; it never leaves. The form's own key keeps a double click from saying it twice."""
    found, text = locked(case), _text(request, "text", noting.LONGEST)
    if not text:
        messages.warning(request, gettext("Nothing was written, so nothing was kept."))
        return _to(found)
    key = _text(request, "form", 64)
    if noting.note(found, text, key=key, by=by(request), at=timezone.now()):
        messages.success(request, gettext("Noted."))
    return _to(found)


@require_POST
@needs(Right.work)
def evidence(request: Asked, case: UUID) -> HttpResponse:
    """A piece of evidence by hand: what it is, who gave it, and what it reads, typed off it."""
    found = locked(case)
    kind = request.POST.get("kind", "")
    if kind not in set(EvidenceKind):
        messages.warning(request, gettext("Choose what it is; nothing was added."))
        return _to(found, "#proofs")
    piece = _piece(request, kind, number=_next_number(found))
    if _is_there(found, piece):
        messages.info(request, gettext("The same piece is on file already."))
        return _to(found, "#proofs")
    order = {"order": {"id": found.order.number}} if found.order is not None else {}
    document = {"schema": SCHEMA, "id": found.number, "platform": found.shop.platform, **order, "evidence": [piece]}
    intake.take_in(found.shop_id, document, by=by(request), at=timezone.now())
    messages.success(request, gettext("Added as {number}.").replace("{number}", piece["id"]))
    return _to(found, "#proofs")


def _piece(request: Asked, kind: str, *, number: str) -> dict[str, Any]:
    given, origin = request.POST.get("by", ""), request.POST.get("origin", "")
    piece: dict[str, Any] = {"id": number, "kind": kind, "at": show(timezone.now().replace(microsecond=0))}
    piece["by"] = given if given in set(Side) else Side.seller.value
    if origin in set(Origin):
        piece["origin"] = origin
    if name := _text(request, "file", LONGEST):
        piece["file"] = name
    if read := _text(request, "read", LONGEST):
        skus = [one for one in re.split(r"[\s,，、;；]+", read) if one]
        piece["reading"] = {"skus": skus} if kind == EvidenceKind.pack_scan else {"tracking": read}
    return piece


def _next_number(case: Case) -> str:
    """E-01, E-02 … beside whatever numbers the platform gave; the case is held, so nobody takes the same."""
    taken = Evidence.objects.filter(case=case, number__startswith="E-").values_list("number", flat=True)
    last = max((int(one[2:]) for one in taken if one[2:].isdigit()), default=0)
    return f"E-{last + 1:02d}"


def _is_there(case: Case, piece: dict[str, Any]) -> bool:
    """A double click, or a second tab: the same kind with the same reading from the same side."""
    same = Evidence.objects.filter(case=case, kind=piece["kind"], by=piece["by"], name=piece.get("file"))
    return any((one.reading or None) == (piece.get("reading") or None) for one in same)


@require_POST
@needs(Right.work)
def unmask(request: Asked, case: UUID) -> HttpResponse:
    """Shows who the buyer is for a while, to who asked; that they asked, and why, is on record."""
    found, why = locked(case), _text(request, "reason", LONGEST)
    if not why:
        messages.warning(request, gettext("Say why you need it; nothing was shown."))
        return _to(found, "#buyer")
    at = timezone.now()
    noting.personal_shown(found, why, by=by(request), at=at)
    show_for_a_while(request.session, found, at=at)
    return _to(found, "#buyer")


@require_POST
@needs(Right.work)
def decline(request: Asked, case: UUID) -> HttpResponse:
    """The advice is not taken, and why, in one tap."""
    found, why = locked(case), request.POST.get("reason", "")
    if why in REASONS:
        step = (found.assessment or {}).get("next", {}).get("action", "")
        noting.advice_refused(found, step, why, by=by(request), at=timezone.now())
        messages.info(request, gettext("Kept: the advice was not taken. What stands beside it can still be done."))
    return _to(found)


@require_POST
@needs(Right.work)
def cause(request: Asked, case: UUID) -> HttpResponse:
    """A case that the platform closed names its root cause as well, and what is done about it."""
    found, named = locked(case), request.POST.get("cause", "")
    if named in CAUSES:
        measure = _text(request, "measure", noting.LONGEST)
        noting.cause_named(found, named, measure, by=by(request), at=timezone.now())
        used(request.session, named)
        messages.success(request, gettext("The cause is on record."))
    return _to(found)


def _text(request: Asked, name: str, longest: int) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()[:longest]


def _to(case: Case, part: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:case", args=[case.pk]) + part)
