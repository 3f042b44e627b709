"""The ticket's screen and its deeds: parts completed, the ticket filed, the right item reshipped."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.core.text import Text
from makegood.core.words import Action, Want
from makegood.desk.asking import Asked, by, needs
from makegood.desk.ticket.screen import is_for, shown
from makegood.desk.working import deeds
from makegood.desk.working.looking import Seen
from makegood.desk.working.opening import opens
from makegood.store import hearing
from makegood.store.actions import NotPossible
from makegood.usecases import parcel_numbers
from makegood.usecases.rights import Right

PAGE = "ticket"
MOST = 999
"""House: units of one item that arrived."""
NOT_NOW = Text("no ticket is to be filed now; nothing was changed", "当前无需提交工单，未作改动")
NO_RESHIP = Text("no reshipment is to be made now; nothing was changed", "当前无需补发，未作改动")
NO_SOLUTION = Text("no solution was chosen", "未选择解决方案")


@require_GET
@needs(Right.read)
@opens(is_for)
def screen(request: Asked, seen: Seen) -> HttpResponse:
    return render(request, "ticket/ticket.html", shown(seen))


@require_POST
@needs(Right.work)
@opens(is_for)
def complete(request: Asked, seen: Seen) -> HttpResponse:
    """What arrived, or what the buyer wants, as a person learned it."""
    claim, fault = _told(request.POST)
    if fault is not None:
        return deeds.back(request, PAGE, seen.case.pk, but=fault)
    hearing.tell(seen.case, {"claim": claim}, by=by(request), at=timezone.now())
    return deeds.back(request, PAGE, seen.case.pk, gettext("The part is on record"))


@require_POST
@needs(Right.work)
@opens(is_for)
def file(request: Asked, seen: Seen) -> HttpResponse:
    """A ticket with a part missing is not sent; the missing part is named (SHP-WRONG-5)."""
    if seen.missing_for(Action.submit_ticket):
        return render(request, "ticket/ticket.html", shown(seen, refused=True), status=422)
    if seen.next_action != Action.submit_ticket:
        return deeds.back(request, PAGE, seen.case.pk, but=NOT_NOW)
    try:
        action = deeds.ask(request, seen.case, Action.submit_ticket, {})
    except NotPossible as reason:
        return deeds.back(request, PAGE, seen.case.pk, but=reason.text)
    return deeds.back(request, PAGE, seen.case.pk, deeds.told(action))


@require_POST
@needs(Right.work)
@opens(is_for)
def reship(request: Asked, seen: Seen) -> HttpResponse:
    """The right item sent again, by its new number (SHP-WRONG-6)."""
    if seen.next_action != Action.reship:
        return deeds.back(request, PAGE, seen.case.pk, but=NO_RESHIP)
    typed = {name: request.POST.get(name, "").strip() for name in ("tracking", "carrier")}
    found = parcel_numbers.remarks(
        typed["tracking"], platform=seen.platform, carrier=typed["carrier"],
        shipment=seen.situation.order.shipment, region=seen.case.shop.region,
    )  # fmt: skip
    if not parcel_numbers.may_go(found, insisted=request.POST.get("insist") == "yes"):
        return render(request, "ticket/ticket.html", shown(seen, typed=typed), status=422)
    try:
        told = {name: text for name, text in typed.items() if text}
        action = deeds.ask(request, seen.case, Action.reship, {"remedy": "reship", **told})
    except NotPossible as reason:
        return deeds.back(request, PAGE, seen.case.pk, but=reason.text)
    return deeds.back(request, PAGE, seen.case.pk, deeds.told(action))


def _told(given: QueryDict) -> tuple[dict[str, Any], Text | None]:
    """The claim's part that the form tells, or what is wrong with it."""
    if "wants" in given or given.get("part") == "claim.wants":
        wants = [one for one in dict.fromkeys(given.getlist("wants")) if one in set(Want)]
        return {"wants": wants}, None if wants else NO_SOLUTION
    sku, count = given.get("sku", "").strip()[:200], given.get("quantity", "").strip() or "1"
    if not sku:
        return {}, Text("which item arrived is missing", "请填写实际收到的商品")
    if not (count.isascii() and count.isdigit() and 1 <= int(count) <= MOST):
        return {}, Text(f"quantity: found {count}; expected a whole number", f"数量：填的是 {count}，应为整数")
    return {"received": [{"sku": sku, "quantity": int(count)}]}, None
