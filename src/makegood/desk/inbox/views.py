"""The inbox's pages: one query module asked, one template shown."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from makegood.desk.asking import Asked, by, is_part, needs
from makegood.desk.frame.places import address_of
from makegood.desk.inbox import asked, queries
from makegood.desk.inbox.previews import preview_of
from makegood.desk.inbox.rows import Page
from makegood.desk.words import KINDS, PLATFORMS, STAGES
from makegood.store import minding
from makegood.usecases.rights import Right


def start(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return redirect("desk:inbox")


@require_GET
@needs(Right.read)
def inbox(request: Asked) -> HttpResponse:
    """The list asked for; of a single number, the thing itself."""
    query, now, zone = asked.query(request.GET), timezone.now(), timezone.get_current_timezone()
    page = queries.page(query, me=request.user.pk, now=now, zone=zone)
    if len(query.numbers) == 1 and len(page.rows) == 1 and (there := address_of("case", page.rows[0].id)):
        return redirect(there)
    shown: dict[str, Any] = {
        "query": query,
        "page": page,
        "groups": _groups(page, under=request.GET.get("under")),
        "more": query.address(after=page.after, under=page.rows[-1].group) if page.after else None,
    }
    if query.after is not None and is_part(request):
        return render(request, "inbox/more.html", shown)
    shown |= {
        "today": queries.today(shop=query.shop, now=now, zone=zone),
        "since": queries.newest(),
        "news_address": query.address(),
        "tabs": [(view, query.address(view=view, owner=None), view == query.view) for view in asked.View],
    }
    if is_part(request):
        return render(request, "inbox/list.html", shown)
    shown |= {"members": minding.members(), "kinds": KINDS, "stages": STAGES, "platforms": PLATFORMS}
    return render(request, "inbox/inbox.html", shown)


@require_GET
@needs(Right.read)
def news(request: Asked, since: UUID) -> HttpResponse:
    """How many rows of this list changed meanwhile; nothing at all where none did."""
    query = asked.query(request.GET)
    count = queries.news(since, query, me=request.user.pk, by=by(request), now=timezone.now())
    if not count:
        return HttpResponse(status=204)
    return render(request, "inbox/news.html", {"count": count, "address": query.address()})


@require_GET
@needs(Right.read)
def preview(request: Asked, case: UUID) -> HttpResponse:
    """What a glance needs; another organisation's case is not found."""
    return render(request, "inbox/preview.html", {"one": preview_of(case, now=timezone.now())})


def _groups(page: Page, *, under: str | None) -> list[tuple[str, bool, list[Any]]]:
    """Rows by group; whether the group's head is still to be shown, where a page begins within one."""
    return [(str(group), group != under, list(rows)) for group, rows in groupby(page.rows, key=lambda row: row.group)]
