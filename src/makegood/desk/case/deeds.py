"""What is done in a case: asked for and said yes to, taken back, finished by hand. Each checks under the case's lock what has happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.desk.accounts.fresh import ask_again, is_fresh
from makegood.desk.asking import Asked, by, needs
from makegood.desk.case import asked as asking
from makegood.desk.case import connected, queries, reviews, timeline
from makegood.desk.case.cards import purse
from makegood.desk.case.closing import CAUSES, used
from makegood.desk.case.rows import Entry
from makegood.desk.case.views import forms, what_of
from makegood.desk.frame.places import address_of
from makegood.desk.templatetags.desk import money as shown_money
from makegood.desk.words import word
from makegood.store import actions, doing, minding, moved, noting, stepping
from makegood.store.actions import NotPossible
from makegood.store.doing import Done, Moved
from makegood.store.models import Action, Case, Event
from makegood.store.stepping import Step
from makegood.usecases.acting import State
from makegood.usecases.approving import MayNot
from makegood.usecases.choices import REFUNDS, forbidden
from makegood.usecases.rights import Right


@require_POST
@needs(Right.work)
def act(request: Asked, case: UUID) -> HttpResponse:
    """Asks for an act and says one's yes; with `action`, says yes to what another asked for. Nothing happens twice."""
    found = locked(case)
    if "action" in request.POST:
        return _second(request, found)
    wish = asking.asked(
        request.POST,
        currency=reviews.currency_of(found),
        what=what_of(found, request.POST.get("act", "")),
        is_whole=True,
    )
    if wish.verb is None:
        raise Http404
    by_hand = request.POST.get("by_hand") == "1"  # a person does it on the platform's page, though it has an interface
    connection = None if by_hand else connected.connection_of(request, found)
    if wish.faults:
        return _again(request, found, wish, 422)
    try:
        doing.insist_unmoved(found, wish.seen)
        _insist_open(found, wish)
        step = stepping.as_step(found, wish.verb, wish.said)
        _insist_left(found, wish, step)
        if doing.is_above(step.money, actions.limits()) and not is_fresh(request):
            return ask_again(request)
        with transaction.atomic():
            done = doing.do(found, step, request.user.pk, seen=wish.seen, connection=connection, at=timezone.now())
            _lesson(request, found, wish)
    except Moved as reason:
        return _again(request, found, wish, 409, events=reason.events)
    except NotPossible as reason:
        return _again(request, found, wish, 409, trouble=reason.text)
    return _after(request, found, done)


def _insist_open(found: Case, wish: asking.Asked) -> None:
    """What stands greyed on the page is refused with the same reason, however it is asked for. Raises `NotPossible`."""
    assert wish.verb is not None
    remedy = str(wish.said.get("remedy") or "") or None
    no = forbidden(wish.verb, found.assessment or {}, reviews.live_kinds(found), remedy=remedy)
    if no is not None:
        raise NotPossible(no.why)


def _insist_left(found: Case, wish: asking.Asked, step: Step) -> None:
    """No refund is offered of more than may still go back (screens.md §6). Raises `NotPossible`."""
    left = purse(found.order, ()).left
    gives = wish.said.get("remedy") in REFUNDS or step.verb in actions.MOVING
    if step.money is None or left is None or not gives or step.money.currency != left.currency:
        return
    if step.money.amount > left.amount:
        told = f"{left.amount} {left.currency}"
        raise NotPossible(Text(f"Only {told} may still go back on this order.", f"该订单仅剩 {told} 可退。"))


def _second(request: Asked, found: Case) -> HttpResponse:
    if not is_fresh(request):
        return ask_again(request)
    key, seen = _uuid(request.POST["action"]), request.POST.get("seen", "")
    if key is None:
        raise Http404
    connection = connected.connection_of(request, found)
    try:
        with transaction.atomic():
            done = doing.second(
                found, key, request.user.pk, seen=int(seen) if seen.isdigit() else 0, connection=connection,
                at=timezone.now(),
            )  # fmt: skip
    except Moved as reason:
        for entry in _entries(found, reason.events):
            messages.warning(request, f"{entry.who} · {entry.what}")
        messages.warning(request, gettext("The case has moved on since you looked; nothing was done. Look again."))
        return _to(found)
    except (NotPossible, MayNot) as reason:
        messages.warning(request, _said(request, reason.text))
        return _to(found)
    return _after(request, found, done)


def _lesson(request: Asked, case: Case, wish: asking.Asked) -> None:
    """Closing and learning name the root cause, and what is done about it."""
    cause = wish.typed.get("cause", "")
    if wish.verb in (Verb.close, Verb.record_lesson) and cause in CAUSES:
        noting.cause_named(case, cause, wish.typed.get("measure", ""), by=by(request), at=timezone.now())
        used(request.session, cause)


def _after(request: Asked, case: Case, done: Done) -> HttpResponse:
    """Says what became of it, on top of the case; what is to be done by hand leads to where it is done."""
    action = done.action
    name, money = word("action", action.kind), actions.money_of(action)
    what = f"{name} {_sum(money)}".strip()
    match State(action.state):
        case State.planned:
            messages.info(request, _fill(gettext("Asked for: {what}. {why}"), what=what, why=_said(request, done.why)))
        case State.approved:
            messages.success(request, _fill(gettext("{what}: a worker sends it now."), what=what))
        case State.assisted if (there := address_of("by_hand", action.pk)) is not None:
            return HttpResponseRedirect(there)
        case State.assisted:
            messages.info(request, _fill(gettext("{what}: to be done by hand, on the platform's page."), what=what))
        case _:
            messages.success(request, _fill(gettext("Done: {what}"), what=what))
    return _to(case)


def _again(
    request: Asked, case: Case, wish: asking.Asked, status: int, *, events: Any = (), trouble: Text | None = None
) -> HttpResponse:
    """The review once more, with what was typed, and what is wrong or has happened meanwhile."""
    case = queries.case_of(case.pk)
    told = reviews.review(
        case, wish, person=request.user.pk, connection=connected.connection_of(request, case), at=timezone.now()
    )
    shown = {
        "told": told, "wish": wish, "case": case, "seen": moved.mark(case), **forms(request),
        "trouble": trouble, "since": _entries(case, events),
    }  # fmt: skip
    return render(request, "case/review.html", shown, status=status)


@require_POST
@needs(Right.work)
def take_back(request: Asked, case: UUID) -> HttpResponse:
    """Of what was asked for and not sent yet."""
    found = locked(case)
    key = _of_case(found, request.POST.get("action"))
    reason = request.POST.get("reason", "").strip()[:500] or gettext("taken back")
    try:
        with transaction.atomic():
            actions.take_back(key, request.user.pk, why=reason, at=timezone.now())
        messages.info(request, gettext("Taken back; nothing was sent."))
    except NotPossible as no:
        messages.warning(request, _said(request, no.text))
    return _to(found)


@require_POST
@needs(Right.work)
def receipt(request: Asked, case: UUID) -> HttpResponse:
    """It was done on the platform's page: its number, where there is one; or it could not be, for the error that the page gave.

    An error when withdrawing an escalation is kept as what it is, and is no failure (AE-RETURN-2).
    """
    found = locked(case)
    key = _of_case(found, request.POST.get("action"))
    reference = request.POST.get("reference", "").replace("\x00", "").strip()[:200]
    note = request.POST.get("note", "").replace("\x00", "").strip()[: noting.LONGEST]
    error = request.POST.get("error", "").replace("\x00", "").strip()[: noting.LONGEST]
    is_a_fact = Action.objects.get(pk=key).kind == Verb.withdraw_escalation
    try:
        with transaction.atomic():
            if error and not is_a_fact:
                actions.bring_refusal(key, by=by(request), at=timezone.now(), words=error)
            else:
                said = {"error": error} if error else None
                actions.bring_receipt(
                    key, by=by(request), at=timezone.now(), reference=reference or None, note=note, said=said
                )
        messages.success(request, gettext("Put on record."))
    except NotPossible as no:
        messages.warning(request, _said(request, no.text))
    return _to(found)


# --- shared ---------------------------------------------------------------------------------------------------


def locked(case_id: UUID) -> Case:
    case = doing.locked(case_id)
    if case is None or case.assessment is None:
        raise Http404
    return case


def _of_case(case: Case, text: str | None) -> UUID:
    key = _uuid(text)
    if key is None or not Action.objects.filter(pk=key, case=case).exists():
        raise Http404
    return key


def _entries(case: Case, events: Any) -> list[Entry]:
    names = queries.names_of(minding.members()) if events else {}
    return [timeline.entry_of(case, one, names=names) for one in events if isinstance(one, Event)]


def _to(case: Case) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:case", args=[case.pk]))


def _said(request: Asked, text: Text | None) -> str:
    return "" if text is None else text.zh if request.tastes.language == "zh-hans" else text.en


def _sum(money: Money | None) -> str:
    return shown_money(money)


def _fill(shape: str, **fills: str) -> str:
    for name, value in fills.items():
        shape = shape.replace("{" + name + "}", value)
    return shape


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
