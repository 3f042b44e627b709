"""The form for a case opened by hand, and what becomes of it: the case, assessed at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.desk.asking import Asked, by, needs
from makegood.desk.frame.places import address_of
from makegood.desk.intake import opening, samples, shapes, shops
from makegood.desk.intake.fields import filled
from makegood.desk.intake.orders import Told, order_told, orders_found
from makegood.desk.intake.typed import Typed, zone_of
from makegood.store import hand_kept
from makegood.store.models import Shop
from makegood.usecases.rights import Right


@require_GET
@needs(Right.work)
def new_case(request: Asked) -> HttpResponse:
    """An empty form; with `order`, about an order that an export has told."""
    return _form(request, None, order_told(_uuid(request.GET.get("order"))))


@require_POST
@needs(Right.work)
def open_case(request: Asked) -> HttpResponse:
    """Opens it and leads to it; where something is wrong, the form comes back with every text that was typed."""
    typed, order = typed_of(request), order_told(_uuid(request.POST.get("known")))
    document = opening.document(typed, known_order=order.number if order else None)
    shop = Shop.objects.get(pk=order.shop) if order is not None else shops.shop_of(typed, by=by(request))
    if shop is not None and not typed.faults:
        opening.check(document, shop.platform, typed)
    if typed.faults or shop is None:
        return _form(request, typed, order, status=422)
    trouble = typed.text("trouble", most=64)
    try:
        case = hand_kept.open_case(shop.pk, document, trouble=trouble, by=by(request), at=timezone.now())
    except hand_kept.KeptAlready as reason:
        text = "zh" if request.tastes.language == "zh-hans" else "en"
        messages.warning(request, getattr(reason.text, text))
        return HttpResponseRedirect(_case_address(reason.case.pk))
    messages.info(request, gettext("The case is open"))
    return HttpResponseRedirect(_case_address(case.pk))


@require_GET
@needs(Right.work)
def sample(request: Asked) -> HttpResponse:
    """What the made-up cases are, before they are put in."""
    return render(request, "intake/sample.html", {"name": samples.SHOP})


@require_POST
@needs(Right.work)
def put_sample(request: Asked) -> HttpResponse:
    """Puts them in, once however often it is pressed."""
    count = samples.put_in(by=by(request), at=timezone.now())
    messages.info(
        request,
        gettext("%(count)d made-up cases are here; their shops are named %(name)s")
        % {"count": count, "name": samples.SHOP},
    )
    return HttpResponseRedirect(reverse("desk:inbox"))


def typed_of(request: Asked) -> Typed:
    names = {timezone.get_current_timezone_name(), *shapes.ZONES}
    texts = dict(request.POST.lists())
    here = zone_of((texts.get("zone") or [""])[-1], names, timezone.get_current_timezone())
    return Typed(texts, here, timezone.now())


def _form(request: Asked, typed: Typed | None, order: Told | None, status: int = 200) -> HttpResponse:
    there = {} if order else shops.known()
    parts = opening.parts(there, timezone.get_current_timezone_name(), order_is_known=order is not None)
    number = request.GET.get("number", "")[:64]
    shown: dict[str, Any] = {
        "parts": filled(parts, typed, {"shop": request.GET.get("shop"), "kind": request.GET.get("kind")}),
        "order": order,
        "number": number,
        "found": orders_found(number, now=timezone.now()) if order is None and typed is None else [],
        "faults": len(typed.faults) if typed else 0,
        "import_address": address_of("import"),
    }
    return render(request, "intake/new.html", shown, status=status)


def _case_address(case: UUID) -> str:
    return address_of("case", case) or reverse("desk:facts", args=[case])


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
