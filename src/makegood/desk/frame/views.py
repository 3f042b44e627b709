"""The frame's figures as they are now: each goes into its own place, and nothing else of the page moves."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from makegood.desk.asking import Asked, needs
from makegood.desk.frame.context import live_of
from makegood.usecases.rights import Right


@require_GET
@needs(Right.read)
def live(request: Asked) -> HttpResponse:
    told = live_of(request.membership, request.COOKIES, here=None, now=timezone.now())
    return render(request, "desk/live.html", {"live": told})
