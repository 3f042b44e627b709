"""Yes, no, and a question: each said once, whatever is pressed twice; money asks who you are again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from makegood.desk.accounts.fresh import ask_again, is_fresh
from makegood.desk.approvals import queries, saying
from makegood.desk.approvals.saying import NotSaid, reason_of
from makegood.desk.approvals.views import person_of
from makegood.desk.asking import Asked, by, is_part, needs
from makegood.store import questions
from makegood.store.models import Action
from makegood.store.workers import database_clock
from makegood.usecases.acting import State
from makegood.usecases.rights import Right


@require_POST
@needs(Right.approve)
def approve(request: Asked, action: UUID) -> HttpResponse:
    """A yes. Where money is named, the second factor is asked for first, and nothing is done before."""
    one = saying.found(action)
    if one.money and not is_fresh(request):
        messages.info(
            request, gettext("Money asks who you are once more. Nothing was approved yet: press again after it.")
        )
        return ask_again(request)
    try:
        done = saying.yes(request, one)
    except NotSaid as trouble:
        return _answer(request, one, reason_of(trouble, request, action), is_well=False)
    return _answer(request, done, _said(State(done.state)))


@require_POST
@needs(Right.approve)
def refuse(request: Asked, action: UUID) -> HttpResponse:
    """A no, with its reason."""
    one, reason = saying.found(action), request.POST.get("reason", "").strip()[:2000]
    if not reason:
        return _answer(request, one, gettext("A no needs its reason: write what must change."), is_well=False)
    try:
        done = saying.no(request, one, reason)
    except NotSaid as trouble:
        return _answer(request, one, reason_of(trouble, request, action), is_well=False)
    return _answer(request, done, gettext("Refused; nothing will be sent."))


@require_POST
@needs(Right.approve)
def ask(request: Asked, action: UUID) -> HttpResponse:
    """A question to whoever asked for it, or the answer; the action goes on waiting."""
    one = saying.found(action)
    try:
        questions.say(one.pk, request.POST.get("text", ""), by=by(request), at=database_clock())
    except NotSaid as trouble:
        return _answer(request, one, reason_of(trouble, request, action), is_well=False)
    return _answer(request, one, gettext("It is on record with the action; nothing was decided."))


def _said(state: State) -> str:
    return {
        State.planned: gettext("Your yes is on record; one more person must say it."),
        State.approved: gettext("Approved; it is sent now, once."),
        State.assisted: gettext("Approved; it is now to be done by hand."),
    }[state]


def _answer(request: Asked, action: Action, said: str, *, is_well: bool = True) -> HttpResponse:
    """A script gets the card as it is now, with what came of it; without scripts the page comes again and says it on top."""
    if is_part(request):
        one = queries.one_of(action.pk, person_of(request), now=timezone.now())
        shown = {"one": one, "outcome": said, "is_well": is_well, "is_alone": request.POST.get("alone") == "1"}
        return render(request, "approvals/card.html", shown)
    (messages.info if is_well else messages.warning)(request, said)
    stays = not is_well or action.state == State.planned or request.POST.get("alone") == "1"
    return redirect("desk:approval", action.pk) if stays else redirect(reverse("desk:approvals"))
