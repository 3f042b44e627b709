"""Opens a working screen on a case: found inside the organisation, held while a deed is done, and of the kind the screen is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from makegood.desk.asking import Asked
from makegood.desk.working.looking import Seen, look

View = Callable[..., HttpResponse]


def opens(is_for: Callable[[Seen], bool]) -> Callable[[View], View]:
    """The view gets the case as it is seen now; a case of another kind is told so, with the way back to its own page."""

    def open_on(view: View) -> View:
        @wraps(view)
        def asked(request: Asked, case: UUID, **named: Any) -> HttpResponse:
            seen = look(case, now=timezone.now(), lock=request.method == "POST")
            if not is_for(seen):
                return render(request, "working/not_for.html", {"line": seen.line}, status=409)
            return view(request, seen, **named)

        return asked

    return open_on
