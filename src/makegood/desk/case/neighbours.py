"""The cases before and after this one in the list it was opened from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from makegood.desk.inbox import queries
from makegood.desk.inbox.asked import Query, query
from makegood.store.models import Case

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Addresses, each with the list it belongs to; `back`: the list itself."""

    before: str | None
    after: str | None
    back: str


def neighbours(case: Case, request: HttpRequest, *, me: UUID, now: datetime) -> Neighbours:
    """The list stands in the address (`in`), or is the inbox page that led here. Two queries, three where a part of the list ends."""
    text = _list(request)
    wanted = query({name: values[-1] for name, values in parse_qs(text).items()}) if text is not None else Query()
    before, after = queries.around(wanted, case, me=me, now=now)
    return Neighbours(
        _address(before, text), _address(after, text), f"{reverse('desk:inbox')}{'?' + text if text else ''}"
    )


def _list(request: HttpRequest) -> str | None:
    if "in" in request.GET:
        return request.GET["in"][:LONGEST]
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and came_from.path == reverse("desk:inbox"):
        return came_from.query[:LONGEST]
    return None


def _address(case: UUID | None, text: str | None) -> str | None:
    if case is None:
        return None
    there = reverse("desk:case", args=[case])
    return f"{there}?{urlencode({'in': text})}" if text else there
