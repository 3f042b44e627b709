"""Counts what browsers refused on our pages. Anyone can send such a report: it is bounded, and only ever counted."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from makegood.desk.models import Blocked

LONGEST = 16_384
KINDS_A_DAY = 200
"""House: more different reports than this in a day are counted as one."""
OTHER = "other"


@login_not_required
@csrf_exempt
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """204, whatever was sent: a browser does nothing with the answer."""
    if int(request.META.get("CONTENT_LENGTH") or 0) <= LONGEST and (told := _told(request.body)) is not None:
        _count(*told)
    return HttpResponse(status=204)


def _told(body: bytes) -> tuple[str, str] | None:
    try:
        document: Any = json.loads(body)
        told = document["csp-report"]
        directive = str(told.get("effective-directive") or told["violated-directive"]).split()[0]
        return directive[:40], _origin(str(told.get("blocked-uri", "")))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None


def _origin(address: str) -> str:
    """`inline`, `eval`, `data`, or an origin: never the rest of an address, which may say something of somebody."""
    parts = urlsplit(address)
    return (f"{parts.scheme}://{parts.netloc}" if parts.netloc else parts.scheme or parts.path)[:80]


def _count(directive: str, what: str) -> None:
    day = timezone.now().date()
    if Blocked.objects.filter(day=day).count() >= KINDS_A_DAY:
        directive = what = OTHER
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [day, directive, what])


_UPSERT = (
    "INSERT INTO desk_blocked (day, directive, what, times) VALUES (%s, %s, %s, 1) "
    "ON CONFLICT (day, directive, what) DO UPDATE SET times = desk_blocked.times + 1"
)
