"""The page of a step done by hand, and what a person brings back from the platform's: a receipt, a refusal, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.core.instants import parse
from makegood.core.words import Action as Verb
from makegood.desk.asking import Asked, by, needs
from makegood.desk.by_hand import queries
from makegood.desk.frame.places import address_of
from makegood.desk.intake.typed import Typed
from makegood.desk.intake.views import typed_of
from makegood.desk.words import word
from makegood.desk.working import numbers
from makegood.store import actions, correcting
from makegood.store.actions import NotPossible
from makegood.store.models import Action
from makegood.usecases.rights import Right

MOST_REFERENCE, MOST_NOTE = 200, 4000


@require_GET
@needs(Right.work)
def by_hand(request: Asked, action: UUID) -> HttpResponse:
    return _page(request, action)


@require_POST
@needs(Right.work)
def receipt(request: Asked, action: UUID) -> HttpResponse:
    """It was done there."""
    one, typed = _action(action), typed_of(request)
    told = queries.TOLD.get(Verb(one.kind), ())
    said = {name: typed.text(name) for name in told}
    reference = typed.text("reference", most=MOST_REFERENCE)
    note = typed.text("note", most=MOST_NOTE) or ""
    done_at = _done_at(typed)
    if typed.faults:
        return _page(request, action, typed, "receipt", 422)

    def bring() -> None:
        now = timezone.now()
        kept = {name: value for name, value in said.items() if value}
        done = actions.bring_receipt(
            action, by=by(request), at=now, reference=reference, note=note, done_at=done_at, said=kept
        )
        numbers.keep(done, by=by(request), at=now)

    name = word("action", one.kind)
    return _after(request, one, bring, gettext("%(action)s: done, and on record") % {"action": name})


@require_POST
@needs(Right.work)
def refused(request: Asked, action: UUID) -> HttpResponse:
    """The platform said no, in these words."""
    one, typed = _action(action), typed_of(request)
    words = typed.text("words", needed=True, most=MOST_NOTE)
    seen_at = _done_at(typed)
    if typed.faults or words is None:
        return _page(request, action, typed, "refused", 422)

    def bring() -> None:
        actions.bring_refusal(action, by=by(request), at=timezone.now(), words=words, seen_at=seen_at)

    name = word("action", one.kind)
    return _after(request, one, bring, gettext("%(action)s: refused by the platform, and on record") % {"action": name})


@require_POST
@needs(Right.work)
def not_done(request: Asked, action: UUID) -> HttpResponse:
    """Nothing was done there: it is dropped, or, where a worker had sent it, sent again."""
    one, typed = _action(action), typed_of(request)
    note = typed.text("note", most=MOST_NOTE) or ""

    def bring() -> None:
        actions.bring_receipt(action, by=by(request), at=timezone.now(), reference=None, done=False, note=note)

    name = word("action", one.kind)
    return _after(
        request, one, bring, gettext("%(action)s: nothing was done, and that is on record") % {"action": name}
    )


@require_POST
@needs(Right.work)
def correct(request: Asked, action: UUID) -> HttpResponse:
    """The receipt was mistyped; what it was stays on record."""
    one, typed = _action(action), typed_of(request)
    reference = typed.text("reference", most=MOST_REFERENCE)
    note = typed.text("note", most=MOST_NOTE) or ""
    done_at = _done_at(typed)
    if typed.faults:
        return _page(request, action, typed, "correct", 422)

    def put_right() -> None:
        was = one.sent_at or one.ended_at or timezone.now()
        is_same = done_at is None or timedelta(0) <= was - done_at < timedelta(minutes=1)  # a form knows no seconds
        when = was if done_at is None or is_same else done_at
        correcting.correct_receipt(
            action, reference=reference, done_at=when, note=note, by=by(request), at=timezone.now()
        )

    return _after(request, one, put_right, gettext("The receipt is put right; what it was stays on record"), stay=True)


def _done_at(typed: Typed) -> datetime | None:
    told = typed.moment("done_at")
    return parse(told) if told else None


def _page(request: Asked, key: UUID, typed: Typed | None = None, form: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    one = queries.by_hand(key, now=now)
    shown: dict[str, Any] = {
        "one": one,
        "line": one.line,
        "now": timezone.localtime(now).strftime("%Y-%m-%dT%H:%M"),
        "done_at": timezone.localtime(one.done_at or now).strftime("%Y-%m-%dT%H:%M"),
        "typed": {name: values[-1] for name, values in typed.texts.items() if values} if typed else {},
        "faults": typed.faults if typed else {},
        "form": form,
    }
    return render(request, "by_hand/by_hand.html", shown, status=status)


def _after(request: Asked, one: Action, deed: Callable[[], None], said: str, *, stay: bool = False) -> HttpResponse:
    """Does it, says so, and leads back to the case; where another was quicker, says what happened instead."""
    try:
        deed()
        messages.info(request, said)
    except NotPossible as reason:
        messages.warning(request, reason.text.zh if request.tastes.language == "zh-hans" else reason.text.en)
        stay = True
    here = reverse("desk:by_hand", args=[one.pk])
    return HttpResponseRedirect(here if stay else address_of("case", one.case_id) or here)


def _action(key: UUID) -> Action:
    found: Action | None = Action.objects.filter(pk=key).first()
    if found is None:
        raise Http404
    return found
