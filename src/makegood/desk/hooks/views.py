"""A platform knocks: nobody is signed in, the signature says who it is; kept first, read by a worker."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from makegood.store import hooks
from makegood.store.hooks import Heard
from makegood.usecases.ports import Knock

LONGEST = 262_144
"""House: bytes of one notice; the longest that a platform's sheet describes has some thousands."""
HEADERS = ("authorization", "content-type")
"""What any platform signs with, or says about its body; cookies and addresses are nobody's business here."""


@login_not_required
@csrf_exempt
@require_POST
def knock(request: HttpRequest, platform: str, organisation: UUID) -> HttpResponse:
    """200 once it is kept (or was before); 413 where it is too long; 404 for all else, so that nobody learns whose door stands here."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not told.isdecimal() or int(told) > LONGEST:
        return HttpResponse(f"expected at most {LONGEST} bytes", status=413, content_type="text/plain")
    headers = {name: request.headers[name] for name in HEADERS if name in request.headers}
    came = Knock(headers, request.body)
    url = request.build_absolute_uri(request.path)  # as the platform knows it: what signs an address has no query
    heard = hooks.knocked(platform, organisation, came, url=url, at=timezone.now())
    return HttpResponse(status=404 if heard in (Heard.no_door, Heard.forged) else 200)
