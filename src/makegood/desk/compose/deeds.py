"""What is done from the composer: written on, sent, taken back, finished by hand; and a note that never leaves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.desk.asking import Asked, by, is_part, needs
from makegood.desk.compose import connected, given, looking
from makegood.desk.compose.given import Given
from makegood.desk.compose.looking import Seen, look
from makegood.desk.compose.views import shown
from makegood.store import actions, messaging, noting
from makegood.store.actions import NotPossible
from makegood.store.messaging import Message
from makegood.store.models import Action
from makegood.usecases import drafting
from makegood.usecases.approving import MayNot
from makegood.usecases.remarking import is_blocked, remarks_on
from makegood.usecases.rights import Right

SENDS = ("send", "review")


@require_POST
@needs(Right.work)
def write(request: Asked, case: UUID) -> HttpResponse:
    """A template picked, a place filled, a language changed: the composer again. `do=send` or `review`: the message goes its way."""
    now, do = timezone.now(), request.POST.get("do")
    wants_to_send = do in SENDS and "template" not in request.POST
    seen = look(case, now=now, lock=wants_to_send)
    one = given.given(request.POST, seen.facts, of_record=seen.of_record)
    if not wants_to_send:
        return shown(request, seen, one, now=now)
    if is_blocked(remarks_on(one.draft.text, seen.known(one, today=looking.today()))):
        return shown(request, seen, one, now=now, status=422, refused=gettext("Not sent: see what is marked in red."))
    try:
        sent = messaging.send(
            seen.case,
            _message(request, seen, one, for_review=do == "review", now=now),
            request.user.pk,
            connection=connected.connection_of(request, seen.case),
            at=now,
        )
    except (NotPossible, MayNot) as reason:
        return shown(request, seen, one, now=now, status=409, refused=_said(request, reason.text))
    if sent.again:
        messages.info(request, gettext("This message was on its way already; it was not sent twice."))
    return _back(request, case, now=now)


@require_POST
@needs(Right.work)
def take_back(request: Asked, action: UUID) -> HttpResponse:
    """The message does not leave; its text stands in the composer again."""
    now, found = timezone.now(), _message_of(action)
    try:
        messaging.take_back(found.pk, request.user.pk, at=now)
    except NotPossible as reason:
        messages.warning(request, _said(request, reason.text))
        return _back(request, found.case_id, now=now)
    return _back(request, found.case_id, now=now, again=found.pk)


@require_POST
@needs(Right.work)
def receipt(request: Asked, action: UUID) -> HttpResponse:
    """It was sent by hand on the platform's page; `done` 0: it was not."""
    now, found = timezone.now(), _message_of(action)
    reference = request.POST.get("reference", "").strip()[:200] or None
    try:
        actions.bring_receipt(
            found.pk, by=by(request), at=now, reference=reference, done=request.POST.get("done") != "0"
        )
    except NotPossible as reason:
        messages.warning(request, _said(request, reason.text))
    return _back(request, found.case_id, now=now)


@require_POST
@needs(Right.work)
def note(request: Asked, case: UUID) -> HttpResponse:
    """Kept with the case, for us alone."""
    now = timezone.now()
    seen = look(case, now=now)
    text = request.POST.get("note", "").strip()
    if text:
        noting.note(seen.case, text, key=request.POST.get("key", "")[:64], by=by(request), at=now)
        messages.info(request, gettext("Noted; it stays with us."))
    return _back(request, case, now=now)


def _message(request: Asked, seen: Seen, one: Given, *, for_review: bool, now: datetime) -> Message:
    chosen = one.draft.chosen
    as_given = drafting.is_as_given(one.draft, seen.facts)
    verb = chosen.verb if chosen is not None else Verb.contact_buyer
    _, day = looking.day_of(seen, now=now)
    return Message(
        key=one.key,
        verb=verb,
        text=one.draft.text.strip(),
        mine="" if one.draft.is_one_language else one.draft.mine.strip(),
        language=one.draft.language,
        channel=one.channel,
        written_in=drafting.written_in(one.draft, seen.facts),
        translated_by=f"template:{one.draft.template}" if as_given else by(request),
        template=one.draft.template,
        reason=one.reason,
        evidence=[number for number in one.evidence if number in {str(piece.get("id")) for piece in seen.evidence}],
        what=list(seen.facts.evidence) if verb is Verb.request_evidence else [],
        leaves_at=day if one.by_day else None,
        for_review=for_review,
    )


def _message_of(action: UUID) -> Action:
    """Raises `Http404` where the organisation entered has no such message."""
    found: Action | None = Action.objects.filter(pk=action, kind__in=messaging.WRITTEN).first()
    if found is None:
        raise Http404
    return found


def _back(request: Asked, case: UUID, *, now: datetime, again: UUID | None = None) -> HttpResponse:
    """The composer anew: for a script the part itself, else by its address, so that going back sends nothing again."""
    if is_part(request):
        seen = look(case, now=now)
        before = dict(Action.objects.get(pk=again).details) if again else None
        response = shown(request, seen, given.new(seen.facts, of_record=seen.of_record, before=before), now=now)
        response.headers["HX-Trigger"] = "messaged"
        return response
    address = reverse("desk:compose", args=[case])
    return HttpResponseRedirect(f"{address}?again={again}" if again else address)


def _said(request: Asked, text: Text) -> str:
    return text.zh if request.tastes.language == "zh-hans" else text.en
