"""The approvals' pages: what waits, and one of them by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from makegood.desk.approvals import queries
from makegood.desk.approvals.queries import Tab
from makegood.desk.asking import Asked, needs
from makegood.usecases.approving import Person, Role
from makegood.usecases.rights import Right


def person_of(request: Asked) -> Person:
    return Person(str(request.user.pk), Role(request.membership.role))


@require_GET
@needs(Right.approve)
def approvals(request: Asked) -> HttpResponse:
    """`tab`, `shop`, `start`: anything not understood is left out."""
    said, start = request.GET.get("tab"), request.GET.get("start", "")
    tab = Tab(said) if said in set(Tab) else Tab.mine
    shown = queries.page(
        tab,
        person_of(request),
        now=timezone.now(),
        shop=_uuid(request.GET.get("shop")),
        start=int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 0,
    )
    return render(request, "approvals/approvals.html", {"page": shown, "tab": tab, "tabs": list(Tab)})


@require_GET
@needs(Right.approve)
def approval(request: Asked, action: UUID) -> HttpResponse:
    one = queries.one_of(action, person_of(request), now=timezone.now())
    return render(request, "approvals/approval.html", {"one": one, "is_alone": True})


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
