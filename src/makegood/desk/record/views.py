"""The record's pages: the list under its green or red line, and one entry."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from makegood.desk.asking import Asked, needs
from makegood.desk.record import asked, entries, queries
from makegood.desk.record.labels import FAMILIES
from makegood.desk.words import PLATFORMS
from makegood.usecases.approving import Role
from makegood.usecases.rights import HOLDERS, Right


@require_GET
@needs(Right.read)
def record(request: Asked) -> HttpResponse:
    query = asked.query(request.GET)
    shown = {
        "query": query,
        "page": queries.page(query, timezone.get_current_timezone()),
        "health": queries.health(timezone.now()),
        "families": FAMILIES,
        "people": queries.newest_people(),
        "platforms": PLATFORMS,
        "may_export": _may_export(request),
    }
    return render(request, "record/record.html", shown)


@require_GET
@needs(Right.read)
def entry(request: Asked, event: UUID) -> HttpResponse:
    shown = {"one": entries.entry(event), "may_export": _may_export(request)}
    return render(request, "record/entry.html", shown)


def _may_export(request: Asked) -> bool:
    return Role(request.membership.role) in HOLDERS[Right.govern]
