"""The tracking screen: the number checked as it is typed, the correction asked for, and how it was shipped put right."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.core.text import Text
from makegood.core.words import ShippedBy
from makegood.desk.asking import Asked, by, needs
from makegood.desk.tracking.screen import is_for, remarks, shown, told
from makegood.desk.working import deeds
from makegood.desk.working.looking import Seen
from makegood.desk.working.opening import opens
from makegood.store import hearing
from makegood.store.actions import NotPossible
from makegood.usecases import correcting, parcel_numbers
from makegood.usecases.rights import Right

PAGE = "tracking"
CHANGED = Text(
    "another correction applies by now; look again, nothing was changed", "适用的处理方式已变化，请重新查看，未作改动"
)


@require_GET
@needs(Right.read)
@opens(is_for)
def screen(request: Asked, seen: Seen) -> HttpResponse:
    return render(request, "tracking/tracking.html", shown(seen))


@require_GET
@needs(Right.read)
@opens(is_for)
def check(request: Asked, seen: Seen) -> HttpResponse:
    """What there is to say of the number typed so far."""
    typed = {name: request.GET.get(name, "") for name in ("tracking", "carrier")}
    found = told(remarks(seen.case, seen, typed)) if typed["tracking"].strip() else []
    return render(request, "tracking/remarks.html", {"remarks": found})


@require_POST
@needs(Right.work)
@opens(is_for)
def correct(request: Asked, seen: Seen) -> HttpResponse:
    """Asks for the correction that applies; `action`: the one the form showed."""
    right = correcting.corrections(seen.situation, seen.policy)[0]
    if request.POST.get("action") != right.action or seen.next_action != right.action:
        return deeds.back(request, PAGE, seen.case.pk, but=CHANGED)
    typed = {name: request.POST.get(name, "").strip() for name in ("tracking", "carrier")}
    details: dict[str, str] = {}
    if right.takes_a_number:
        found = remarks(seen.case, seen, typed)
        if not parcel_numbers.may_go(found, insisted=request.POST.get("insist") == "yes"):
            return render(request, "tracking/tracking.html", shown(seen, typed), status=422)
        details = {**typed, "replaces": correcting.shipped(seen.situation).tracking}
    try:
        action = deeds.ask(request, seen.case, right.action, {name: text for name, text in details.items() if text})
    except NotPossible as reason:
        return deeds.back(request, PAGE, seen.case.pk, but=reason.text)
    return deeds.back(request, PAGE, seen.case.pk, deeds.told(action))


@require_POST
@needs(Right.work)
@opens(is_for)
def shipped(request: Asked, seen: Seen) -> HttpResponse:
    """How it was shipped, and the number on file, as a person knows it; the correction that applies follows from it."""
    way = request.POST.get("by")
    if way not in set(ShippedBy):
        return deeds.back(request, PAGE, seen.case.pk, but=Text("how it was shipped was not chosen", "请选择发货方式"))
    number = request.POST.get("on_file", "").strip()[: parcel_numbers.LONGEST]
    facts = {"by": way} | ({"tracking": number} if number else {})
    hearing.tell(seen.case, {"order": {"shipment": facts}}, by=by(request), at=timezone.now())
    return deeds.back(request, PAGE, seen.case.pk, gettext("On record: how it was shipped"))
