"""Pages for what went wrong: the frame stays, it is said plainly, with a code to copy and a way back to the inbox."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from makegood.usecases.rights import NoRight

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened, what it means, what to do now; and a code."""

    what: str | Promise
    means: str | Promise
    do: str | Promise
    code: str


def _code(status: int) -> str:
    return f"MG-{status}-{secrets.token_hex(3)}"


def _page(
    request: HttpRequest, status: int, what: str | Promise, means: str | Promise, do: str | Promise
) -> HttpResponse:
    return render(request, "desk/trouble.html", {"trouble": Trouble(what, means, do, _code(status))}, status=status)


def no_right(request: HttpRequest, reason: NoRight) -> HttpResponse:
    text = reason.text.zh if getattr(request, "LANGUAGE_CODE", "") == "zh-hans" else reason.text.en
    return _page(request, 403, gettext("You may not do this here"), text, gettext("Nothing was changed."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _page(
        request,
        404,
        gettext_lazy("Not found"),
        gettext_lazy("There is nothing at this address, or nothing that you may see."),
        gettext_lazy("Check the address, or search for the order number."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(
        request,
        403,
        gettext_lazy("This was refused"),
        gettext_lazy("Nothing was changed."),
        gettext_lazy("Go back and try again; if it happens again, tell whoever runs Makegood the code."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(
        request,
        400,
        gettext_lazy("The desk does not understand this"),
        gettext_lazy("Nothing was changed."),
        gettext_lazy("Go back and try again; if it happens again, tell whoever runs Makegood the code."),
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return _page(
        request,
        403,
        gettext_lazy("This form is too old"),
        gettext_lazy("You may have signed in or out since it was opened. Nothing was changed."),
        gettext_lazy("Reload the page and send it again."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, which may be what failed. The code stands in the log, beside what happened."""
    code = _code(500)
    log.error("%s %s", code, request.resolver_match.view_name if request.resolver_match else "?", exc_info=True)
    trouble = Trouble(
        gettext_lazy("The desk failed"),
        gettext_lazy("Nothing of what you sent was kept; cases and clocks are as they were."),
        gettext_lazy("Try again in a moment; if it happens again, tell whoever runs Makegood the code."),
        code,
    )
    shown = {"trouble": trouble, "frame": {"tastes": getattr(request, "tastes", None)}}
    return HttpResponse(
        render_to_string("desk/failed.html", shown), status=500
    )  # no frame: making one may be what failed
