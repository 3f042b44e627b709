"""The screen of return terms, and its two deeds: the terms put forward, the buyer asked to confirm them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.core.words import Action
from makegood.desk.asking import Asked, by, needs
from makegood.desk.return_terms.screen import is_for, shown
from makegood.desk.working import deeds
from makegood.desk.working.looking import Seen
from makegood.desk.working.opening import opens
from makegood.store import actions
from makegood.store.actions import NotPossible
from makegood.usecases import return_terms
from makegood.usecases.acting import State
from makegood.usecases.rights import Right

PAGE = "return_terms"


@require_GET
@needs(Right.read)
@opens(is_for)
def screen(request: Asked, seen: Seen) -> HttpResponse:
    return render(request, "return_terms/return_terms.html", shown(seen))


@require_POST
@needs(Right.work)
@opens(is_for)
def send(request: Asked, seen: Seen) -> HttpResponse:
    """A term missing: the agreement is not sent, and the missing one is named (B2B-TERMS-1)."""
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    lines = return_terms.lines(typed)
    if any(one.fault for one in lines):
        return render(request, "return_terms/return_terms.html", shown(seen, typed), status=422)
    try:
        action = deeds.ask(
            request,
            seen.case,
            Action.propose_return_terms,
            {"terms": return_terms.agreed(lines), "channel": "wangwang"},
        )
    except NotPossible as reason:
        return deeds.back(request, PAGE, seen.case.pk, but=reason.text)
    return deeds.back(request, PAGE, seen.case.pk, deeds.told(action))


@require_POST
@needs(Right.work)
@opens(is_for)
def asked(request: Asked, seen: Seen) -> HttpResponse:
    """The buyer was asked on Wangwang to confirm: asked for and done in one, for the text is sent by hand already."""
    if seen.next_action != Action.confirm_on_channel:
        return deeds.back(request, PAGE, seen.case.pk, but=return_terms.NOT_TO_CONFIRM)
    try:
        action = deeds.ask(request, seen.case, Action.confirm_on_channel, {"channel": "wangwang"})
        if action.state == State.assisted:
            actions.bring_receipt(action.pk, by=by(request), at=timezone.now(), reference=None)
    except NotPossible as reason:
        return deeds.back(request, PAGE, seen.case.pk, but=reason.text)
    return deeds.back(request, PAGE, seen.case.pk, gettext("On record: the buyer was asked to confirm on Wangwang"))
