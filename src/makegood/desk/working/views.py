"""What working screens share to be done: evidence put on record, the other side's answer, the receipt of a step done by hand."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.desk.asking import Asked, by, needs
from makegood.desk.words import word
from makegood.desk.working import deeds, exhibits, numbers
from makegood.desk.working.exhibits import NotAnExhibit
from makegood.desk.working.looking import look
from makegood.store import actions, hearing
from makegood.store.actions import NotPossible
from makegood.store.models import Action
from makegood.usecases.answers import Answer
from makegood.usecases.rights import Right

NEEDS_A_NUMBER = frozenset({Verb.submit_ticket})
"""Steps whose receipt is the number the platform gave (SHP-WRONG-5)."""
LONGEST = 2000


@require_POST
@needs(Right.work)
def exhibit(request: Asked, case: UUID) -> HttpResponse:
    """Puts one piece of evidence on record; sent twice, it is there once."""
    now, page = timezone.now(), deeds.page_of(request)
    seen = look(case, now=now, lock=True)
    try:
        piece = exhibits.exhibit(request.POST.dict(), now=now)
        number = hearing.put_in(seen.case, piece, by=by(request), at=now)
    except NotAnExhibit as reason:
        return deeds.back(request, page, case, but=reason.text)
    if number is None:
        return deeds.back(
            request, page, case, but=Text("this is on record already; it was not added twice", "已登记过，未重复添加")
        )
    told = gettext("%(number)s %(kind)s: on record") % {"number": number, "kind": word("evidence", piece["kind"])}
    return deeds.back(request, page, case, told)


@require_POST
@needs(Right.work)
def answer(request: Asked, case: UUID) -> HttpResponse:
    """What the platform or the buyer answered: told once, while the case waits for it."""
    now, page = timezone.now(), deeds.page_of(request)
    look(case, now=now, lock=True)
    named, text = request.POST.get("answer"), request.POST.get("text", "").strip()[:LONGEST]
    if named not in set(Answer):
        return deeds.back(request, page, case, but=Text("no answer was chosen", "未选择答复"))
    if named == Answer.still_refuses and not text:
        return deeds.back(request, page, case, but=Text("what did the buyer write?", "请填写买家的回复内容"))
    try:
        heard_at = exhibits.moment(request.POST.get("at"), now=now)
        hearing.hear(case, Answer(named), by=by(request), at=now, heard_at=heard_at, text=text)
    except (NotPossible, NotAnExhibit) as reason:
        return deeds.back(request, page, case, but=reason.text)
    return deeds.back(request, page, case, gettext("The answer is on record"))


@require_POST
@needs(Right.work)
def done_by_hand(request: Asked, action: UUID) -> HttpResponse:
    """The receipt of a step done on the platform's page; or that it was not done after all."""
    now = timezone.now()
    one = Action.objects.select_related("case", "shop", "order").filter(pk=action).first()
    if one is None:
        raise Http404
    page, reference = deeds.page_of(request), request.POST.get("reference", "").strip()[:LONGEST]
    done = request.POST.get("done") != "no"
    if done and not reference and Verb(one.kind) in NEEDS_A_NUMBER:
        return deeds.back(
            request, page, one.case_id, but=Text("the ticket's number is missing", "请填写平台给出的工单号")
        )
    try:
        actions.bring_receipt(
            action, by=by(request), at=now, reference=reference or one.details.get("tracking"), done=done
        )
    except NotPossible as reason:
        return deeds.back(request, page, one.case_id, but=reason.text)
    if done:
        numbers.keep(one, by=by(request), at=now)
    told = gettext("%(action)s: done, and on record") if done else gettext("%(action)s: taken back, nothing was done")
    return deeds.back(request, page, one.case_id, told % {"action": word("action", one.kind)})
