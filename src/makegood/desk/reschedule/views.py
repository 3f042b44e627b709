"""The screen of a new date and its deeds: the cause recorded, the plan put to the buyer, the date set, the coupon sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.core.text import Text
from makegood.core.words import Action, Remedy
from makegood.desk.asking import Asked, by, needs
from makegood.desk.reschedule import screen as reading
from makegood.desk.reschedule.screen import is_for, shown
from makegood.desk.reschedule.typed import Plan, plan
from makegood.desk.templatetags.desk import money
from makegood.desk.working import deeds
from makegood.desk.working.looking import Seen
from makegood.desk.working.opening import opens
from makegood.store import hearing
from makegood.store.actions import NotPossible
from makegood.usecases import rescheduling
from makegood.usecases.rights import Right

PAGE = "reschedule"
NOT_NOW = Text("another step comes first by now; nothing was changed", "当前应先做其他步骤，未作改动")


@require_GET
@needs(Right.read)
@opens(is_for)
def screen(request: Asked, seen: Seen) -> HttpResponse:
    return render(request, "reschedule/reschedule.html", shown(seen))


@require_POST
@needs(Right.work)
@opens(is_for)
def cause(request: Asked, seen: Seen) -> HttpResponse:
    """Why the order was not fulfilled (WISH-UNFUL-1)."""
    named = request.POST.get("cause")
    if named not in rescheduling.CAUSES:
        return deeds.back(request, PAGE, seen.case.pk, but=Text("no cause was chosen", "未选择原因"))
    kept = {"kind": str(seen.situation.kind), "claim": {"reason": named}}
    hearing.tell(seen.case, kept, by=by(request), at=timezone.now())
    return deeds.back(request, PAGE, seen.case.pk, gettext("The cause is on record"))


@require_POST
@needs(Right.work)
@opens(is_for)
def offer(request: Asked, seen: Seen) -> HttpResponse:
    """Puts the new plan to the buyer; `draft` only writes the message anew for the day and coupon typed."""
    typed = {name: request.POST.get(name, "") for name in ("day", "coupon", "text")}
    read = _plan(seen, typed)
    if request.POST.get("draft") == "yes" and read.day is not None:
        coupon = money(read.coupon) if read.coupon is not None else ""
        drafted = {**typed, **reading.message(seen, read.day, coupon)}
        return render(request, "reschedule/reschedule.html", shown(seen, drafted, _plan(seen, drafted)))
    if (no := reading.forbidden(seen)) is not None:
        return deeds.back(request, PAGE, seen.case.pk, but=Text(no["why"]["en"], no["why"]["zh"]))
    cause = rescheduling.cause_remark(seen.situation.claim.reason)
    if not read.may_go or (cause is not None and cause.blocks):
        day = read.day or timezone.localdate(seen.now)
        return render(
            request,
            "reschedule/reschedule.html",
            shown(seen, {**reading.message(seen, day, ""), **typed}, read),
            status=422,
        )
    assert read.day is not None
    details: dict[str, Any] = {"remedy": str(Remedy.reschedule), "text": read.text, "day": read.day.isoformat()}
    details |= {"coupon": money(read.coupon)} if read.coupon is not None else {}
    return _ask(request, seen, Action.offer, details)


@require_POST
@needs(Right.work)
@opens(is_for)
def keep(request: Asked, seen: Seen) -> HttpResponse:
    """Sets the date that was agreed, or sends the coupon promised beside it."""
    step = request.POST.get("step")
    if step == Action.reschedule and seen.next_action == Action.reschedule:
        day = reading.promised_day(seen)
        return _ask(request, seen, Action.reschedule, {"day": day, "note": day} if day else {})
    coupon = reading.coupon_due(seen)
    if step == Action.send_coupon and coupon:
        return _ask(request, seen, Action.send_coupon, {"coupon": coupon, "note": coupon})
    return deeds.back(request, PAGE, seen.case.pk, but=NOT_NOW)


def _ask(request: Asked, seen: Seen, verb: Action, details: dict[str, Any]) -> HttpResponse:
    try:
        action = deeds.ask(request, seen.case, verb, details)
    except NotPossible as reason:
        return deeds.back(request, PAGE, seen.case.pk, but=reason.text)
    return deeds.back(request, PAGE, seen.case.pk, deeds.told(action))


def _plan(seen: Seen, typed: dict[str, str]) -> Plan:
    return plan(
        typed,
        today=timezone.localdate(seen.now),
        ship_by=reading.ship_by(seen),
        way=seen.policy.book.own.actions[Action.reschedule].text,
        currency=seen.case.order.currency if seen.case.order is not None else None,
        most=reading.most_coupon(seen),
    )
