"""The appeal's screen and its deeds: a ground chosen, proof shown, the appeal put in, the platform's service asked."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.core.text import Text
from makegood.core.words import Action, Ground
from makegood.desk.appeal.screen import STEPS, carried, is_for, shown
from makegood.desk.asking import Asked, by, needs
from makegood.desk.working import deeds
from makegood.desk.working.looking import Seen
from makegood.desk.working.opening import opens
from makegood.store import hearing
from makegood.store.actions import NotPossible
from makegood.usecases import appealing
from makegood.usecases.rights import Right

PAGE = "appeal"
NOT_NOW = Text("another step comes first by now; nothing was changed", "当前应先做其他步骤，未作改动")


@require_GET
@needs(Right.read)
@opens(is_for)
def screen(request: Asked, seen: Seen) -> HttpResponse:
    return render(request, "appeal/appeal.html", shown(seen))


@require_POST
@needs(Right.work)
@opens(is_for)
def ground(request: Asked, seen: Seen) -> HttpResponse:
    """Any ground may be chosen; whether it counts is said, and one that never does blocks the appeal (B2B-APPEAL-2)."""
    chosen = request.POST.get("ground")
    if chosen not in set(Ground) or not appealing.has_grounds(seen.situation):
        return deeds.back(request, PAGE, seen.case.pk, but=Text("no ground was chosen", "未选择申诉理由"))
    hearing.tell(seen.case, {"claim": {"ground": chosen}}, by=by(request), at=timezone.now())
    return deeds.back(request, PAGE, seen.case.pk, gettext("The ground is on record"))


@require_POST
@needs(Right.work)
@opens(is_for)
def put_in(request: Asked, seen: Seen) -> HttpResponse:
    """The appeal, or the step before it, as the form showed it. What blocks it is named, and nothing goes in."""
    step, text = request.POST.get("step", ""), request.POST.get("text", "").strip()
    if step not in set(STEPS):
        raise Http404
    if step == Action.appeal and seen.block_of(Action.appeal) is not None:
        return render(request, "appeal/appeal.html", shown(seen, refused=True, text=text or None), status=422)
    if step != seen.next_action:
        return deeds.back(request, PAGE, seen.case.pk, but=NOT_NOW)
    if len(text) > appealing.LONGEST:
        return render(request, "appeal/appeal.html", shown(seen, refused=True, text=text), status=422)
    try:
        action = deeds.ask(request, seen.case, Action(step), _details(seen, Action(step), text))
    except NotPossible as reason:
        return deeds.back(request, PAGE, seen.case.pk, but=reason.text)
    return deeds.back(request, PAGE, seen.case.pk, deeds.told(action))


def _details(seen: Seen, step: Action, text: str) -> dict[str, Any]:
    evidence = [one.id for one in carried(seen)]
    details: dict[str, Any] = {"text": text} if text else {}
    details |= {"evidence": evidence} if evidence else {}
    ground = next((one.ground for one in appealing.grounds(seen.situation) if one.is_chosen), None)
    return details | ({"ground": str(ground)} if step is Action.appeal and ground is not None else {})
