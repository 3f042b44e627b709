"""What is changed in the settings: each change by a form that works without scripts, on record, and said on top of the page."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from makegood.desk.accounts.fresh import fresh_sign_in
from makegood.desk.asking import Asked, by, needs
from makegood.desk.governing import devices, limits, views
from makegood.store import governing, nudging, switches
from makegood.store.actions import NotPossible
from makegood.store.models import Membership, Shop
from makegood.store.record import Fact, keyed, record, stamp
from makegood.store.workers import database_clock
from makegood.usecases.approving import Role
from makegood.usecases.rights import Right


@require_POST
@needs(Right.work)
def pause(request: Asked) -> HttpResponse:
    """The red switch. `shop`: that one only."""
    try:
        switches.pause(request.POST.get("why", ""), by=by(request), at=database_clock(), shop=_shop(request))
        messages.warning(request, gettext("Writes are paused: no call to a platform begins any more."))
    except NotPossible as trouble:
        _tell(request, trouble)
    return redirect("desk:settings")


@require_POST
@needs(Right.work)
def resume(request: Asked) -> HttpResponse:
    is_owner = request.membership.role == Role.owner
    try:
        switches.resume(by=by(request), at=database_clock(), is_owner=is_owner, shop=_shop(request))
        messages.info(request, gettext("Writes are resumed; what waited is sent now."))
    except NotPossible as trouble:
        _tell(request, trouble)
    return redirect("desk:settings")


@require_POST
@needs(Right.govern)
@fresh_sign_in
def live(request: Asked) -> HttpResponse:
    """Between rehearsal and live."""
    shop, goes_live = _named_shop(request), request.POST.get("live") == "1"
    if not switches.set_live(shop.pk, goes_live, by=by(request), at=database_clock()):
        messages.info(request, gettext("It was so already; nothing was changed."))
    elif goes_live:
        messages.warning(
            request, gettext("{shop} is live: what is approved from now on is sent.").replace("{shop}", shop.name)
        )
    else:
        messages.info(
            request, gettext("{shop} rehearses: nothing is sent to the platform.").replace("{shop}", shop.name)
        )
    return redirect("desk:settings")


@require_POST
@needs(Right.connect)
def test(request: Asked) -> HttpResponse:
    """Reads the shop now; whether it works shows on its card."""
    try:
        nudging.read_now(_named_shop(request).pk, by=by(request), at=database_clock())
        messages.info(request, gettext("The shop is read by the next worker that is free; its card shows how it went."))
    except NotPossible as trouble:
        _tell(request, trouble)
    return redirect("desk:settings")


@require_POST
@needs(Right.govern)
@fresh_sign_in
def set_limits(request: Asked) -> HttpResponse:
    try:
        alone, most = limits.given({name: request.POST.getlist(name) for name in request.POST})
        changed = governing.set_limits(alone, most, by=by(request), at=database_clock())
        messages.info(
            request,
            gettext("The limits are changed.") if changed else gettext("It was so already; nothing was changed."),
        )
    except NotPossible as trouble:
        _tell(request, trouble)
    return redirect("desk:settings_limits")


@require_POST
@needs(Right.govern)
@fresh_sign_in
def add_person(request: Asked) -> HttpResponse:
    """The password is made here and shown once, on the page that answers; it is kept nowhere."""
    password = secrets.token_urlsafe(15)
    try:
        made = governing.add_person(
            request.POST.get("name", ""), _role(request), password, by=by(request), at=database_clock()
        )
    except NotPossible as trouble:
        _tell(request, trouble)
        return redirect("desk:settings_people")
    return views.people_page(request, made=made, password=password)


@require_POST
@needs(Right.govern)
@fresh_sign_in
def set_role(request: Asked) -> HttpResponse:
    try:
        changed = governing.set_role(_member(request), _role(request), by=by(request), at=database_clock())
        messages.info(
            request, gettext("The role is changed.") if changed else gettext("It was so already; nothing was changed.")
        )
    except NotPossible as trouble:
        _tell(request, trouble)
    except Membership.DoesNotExist:
        raise Http404 from None
    return redirect("desk:settings_people")


@require_POST
@needs(Right.govern)
@fresh_sign_in
def remove(request: Asked) -> HttpResponse:
    try:
        governing.remove(_member(request), by=by(request), at=database_clock())
        messages.info(request, gettext("Taken out of this organisation; what they did stays on record."))
    except NotPossible as trouble:
        _tell(request, trouble)
    except Membership.DoesNotExist:
        raise Http404 from None
    return redirect("desk:settings_people")


@require_POST
@needs(Right.read)
def sign_out_others(request: Asked) -> HttpResponse:
    count, at = devices.sign_out_others(request.user, request.session.session_key, timezone.now()), database_clock()
    if count:
        fact = Fact("setting_signed_out", at, by(request), keyed("setting_signed_out", stamp(at), by(request)))
        record([fact], at=at)
    said = ngettext("%(count)d device was signed out", "%(count)d devices were signed out", count)
    messages.info(request, said % {"count": count})
    return redirect("desk:settings_device")


def _tell(request: Asked, trouble: NotPossible) -> None:
    messages.warning(request, trouble.text.zh if request.tastes.language == "zh-hans" else trouble.text.en)


def _shop(request: Asked) -> Shop | None:
    return _named_shop(request) if request.POST.get("shop") else None


def _named_shop(request: Asked) -> Shop:
    """Raises `Http404` where the organisation entered has no such shop."""
    key = _uuid(request.POST.get("shop"))
    found: Shop | None = Shop.objects.filter(pk=key).first() if key is not None else None
    if found is None:
        raise Http404
    return found


def _member(request: Asked) -> UUID:
    key = _uuid(request.POST.get("member"))
    if key is None:
        raise Http404
    return key


def _role(request: Asked) -> Role:
    said = request.POST.get("role")
    if said not in set(Role):
        raise Http404
    return Role(said)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
