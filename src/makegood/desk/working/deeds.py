"""Steps asked for from a working screen, with the asker's own yes; and what is brought back once they are done by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.desk.asking import Asked, by
from makegood.desk.frame.places import address_of
from makegood.desk.words import word
from makegood.store import actions, wiring
from makegood.store.models import Action, Case
from makegood.store.workers import Connect
from makegood.usecases.acting import State
from makegood.usecases.approving import MayNot

PAGES = ("return_terms", "tracking", "ticket", "appeal", "reschedule")
"""The screens a shared deed may lead back to."""


@cache
def _connections() -> Connect:
    return wiring.connections(timezone.now)


def ask(request: Asked, case: Case, verb: Verb, details: Mapping[str, Any], *, line: str = "") -> Action:
    """On record, and released where the asker's own yes is enough; otherwise it waits among the approvals. Raises `NotPossible`."""
    now = timezone.now()
    action = actions.propose(case, verb, details, money=None, line=line, by=by(request), at=now)
    connection = _connections()(request.membership.organisation_id, case.shop_id)
    try:
        return actions.approve(action.pk, request.user.pk, connection=connection, at=now)
    except MayNot:
        return action


def told(action: Action) -> str:
    """What became of it, as a message on top."""
    label = word("action", action.kind)
    if action.state == State.assisted:
        return gettext("%(action)s: prepared. Do it on the platform's page, then bring the receipt.") % {
            "action": label
        }
    if action.state == State.approved:
        return gettext("%(action)s: queued, it is sent now.") % {"action": label}
    return gettext("%(action)s: waits for approval.") % {"action": label}


def say(request: Asked, text: Text) -> str:
    """A sentence that is data, in the viewer's language."""
    return text.zh if request.tastes.language == "zh-hans" else text.en


def back(request: Asked, page: str, case: Any, done: str = "", *, but: Text | None = None) -> HttpResponse:
    """To the screen again, which says on top what was done, or why nothing was."""
    if done:
        messages.info(request, done)
    if but is not None:
        messages.warning(request, say(request, but))
    return HttpResponseRedirect(address_of(page, case) or reverse("desk:inbox"))


def page_of(request: Asked) -> str:
    """The screen a shared form was on; where it names none of these, the case's own page."""
    named = request.POST.get("page", "")
    return named if named in PAGES else "case"
