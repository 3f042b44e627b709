"""The settings' pages: connections, people, limits, this device."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from makegood.desk.asking import Asked, by, needs
from makegood.desk.governing import connections, devices, limits
from makegood.desk.who import names, who
from makegood.store import minding, switches
from makegood.store.governing import LIMITED
from makegood.usecases.approving import Role
from makegood.usecases.rights import HOLDERS, NAMES, Right


def page(request: Asked, template: str, here: str, **shown: Any) -> HttpResponse:
    """Every page of the settings: its tab, and what this role may do on it."""
    role = Role(request.membership.role)
    may = {str(right): role in holders for right, holders in HOLDERS.items()}
    return render(request, f"governing/{template}.html", {"here": here, "may": may, **shown})


@require_GET
@needs(Right.read)
def settings(request: Asked) -> HttpResponse:
    """Connections first; the red switch on top."""
    held = switches.in_force(None)
    known = names([held.by]) if held is not None else {}
    return page(
        request,
        "connections",
        "connections",
        cards=connections.cards(timezone.now()),
        pause=held,
        paused_by=who(held.by, known) if held is not None else None,
        may_resume=held is not None and (held.by == by(request) or request.membership.role == Role.owner),
    )


@require_GET
@needs(Right.read)
def people(request: Asked) -> HttpResponse:
    return people_page(request)


def people_page(request: Asked, **more: Any) -> HttpResponse:
    matrix = [(NAMES[right].as_json(), [role in HOLDERS[right] for role in Role]) for right in Right]
    return page(request, "people", "people", members=minding.members(), roles=list(Role), matrix=matrix, **more)


@require_GET
@needs(Right.read)
def money(request: Asked) -> HttpResponse:
    return page(
        request, "limits", "limits", lines=limits.lines(), effects=limits.effects(timezone.now()), limited=LIMITED
    )


@require_GET
@needs(Right.read)
def device(request: Asked) -> HttpResponse:
    found = devices.devices(request.user, request.session.session_key, timezone.now())
    return page(request, "device", "device", devices=found, others=sum(not one.is_this for one in found))
