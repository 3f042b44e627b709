"""What is done to rows at once: given to somebody, put off, and taken back within ten seconds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from makegood.desk.asking import Asked, by, is_part, needs
from makegood.store import minding
from makegood.store.minding import Before, Minded
from makegood.store.models import Case
from makegood.usecases import snoozing
from makegood.usecases.rights import Right


@require_POST
@needs(Right.work)
def assign(request: Asked) -> HttpResponse:
    """`owner`: a member's id, `me`, or nothing for nobody."""
    owner = request.user.pk if request.POST.get("owner") == "me" else _uuid(request.POST.get("owner"))
    done = minding.assign(_cases(request), owner, by=by(request), at=timezone.now())
    said = ngettext("%(count)d case assigned", "%(count)d cases assigned", len(done.changed))
    return _answer(request, done, said % {"count": len(done.changed)})


@require_GET
@needs(Right.work)
def when(request: Asked) -> HttpResponse:
    """Until when these cases may be put off: only times before the last safe moment of each."""
    ids = [one for text in request.GET.getlist("case") if (one := _uuid(text))][: minding.MOST]
    clocks = list(Case.objects.filter(pk__in=ids, is_open=True).values_list("due_at", flat=True))
    offers = snoozing.offers(timezone.now(), clocks, timezone.get_current_timezone())
    page = "inbox/when.html" if is_part(request) else "inbox/when_page.html"
    return render(request, page, {"offers": offers, "cases": ids})


@require_POST
@needs(Right.work)
def snooze(request: Asked) -> HttpResponse:
    until = _instant(request.POST.get("until"))
    if until is None:
        return _answer(request, Minded(), gettext("No time was chosen"))
    done = minding.snooze(_cases(request), until, by=by(request), at=timezone.now())
    said = ngettext("%(count)d case put off", "%(count)d cases put off", len(done.changed))
    return _answer(request, done, said % {"count": len(done.changed)})


@require_POST
@needs(Right.work)
def undo(request: Asked) -> HttpResponse:
    """`was`: each case as it was, `case|owner|snoozed until`."""
    was = [one for text in request.POST.getlist("was") if (one := _was(text))]
    minding.put_back(was, by=by(request), at=timezone.now())
    return _answer(request, Minded(), gettext("Taken back"))


def _answer(request: Asked, done: Minded, said: str) -> HttpResponse:
    """A script gets the notice with its way back; without scripts the list comes again and says it on top."""
    text = "zh" if request.tastes.language == "zh-hans" else "en"
    refused = [(number, getattr(why, text)) for number, why in done.refused]
    if is_part(request):
        shown = {"said": said, "refused": refused, "was": [_told(one) for one in done.changed]}
        response = render(request, "inbox/done.html", shown)
        response.headers["HX-Trigger"] = "minded"
        return response
    messages.info(request, said)
    for number, why in refused:
        messages.warning(request, f"{number} {why}".strip())
    return HttpResponseRedirect(_back(request))


def _back(request: Asked) -> str:
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if safe and back.startswith("/") else reverse("desk:inbox")


def _cases(request: Asked) -> Iterable[UUID]:
    return [one for text in request.POST.getlist("case") if (one := _uuid(text))]


def _told(one: Before) -> str:
    return f"{one.case}|{one.owner or ''}|{one.snoozed_until.isoformat() if one.snoozed_until else ''}"


def _was(text: str) -> Before | None:
    case, _, rest = text.partition("|")
    owner, _, until = rest.partition("|")
    key = _uuid(case)
    return Before(key, _uuid(owner), _instant(until)) if key else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _instant(text: str | None) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return instant if instant is not None and instant.tzinfo else None
