"""What a person sets for themselves: language, theme, density, keys; and which organisation they sit in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from makegood.desk.accounts import seats
from makegood.desk.asking import Asked, needs
from makegood.desk.frame.tastes import CHOICES, YEAR
from makegood.store.models import Membership
from makegood.usecases.rights import Right


@require_GET
@needs(Right.read)
def me(request: Asked) -> HttpResponse:
    rows = Membership.objects.filter(person=request.user).select_related("organisation").order_by("organisation__name")
    return render(request, "accounts/me.html", {"rows": list(rows)})


@login_not_required  # the language of the sign-in page is chosen before anybody is signed in
@require_POST
def tastes(request: HttpRequest) -> HttpResponse:
    """Keeps what was chosen on this device, and goes back; what is none of the choices is left out."""
    response = HttpResponseRedirect(_back(request))
    for name, known in CHOICES.items():
        if (value := request.POST.get(name)) in known:
            response.set_cookie(
                name,
                value,
                max_age=YEAR,
                httponly=name != "theme",
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
    return response


@require_POST
@needs(Right.read)
def organisation(request: Asked) -> HttpResponse:
    """Sits down in another of one's organisations; any other is not found."""
    try:
        wanted = UUID(request.POST.get("organisation", ""))
    except ValueError:
        raise Http404 from None
    if seats.choose(request.user, request.session, wanted) is None:
        raise Http404
    return redirect("desk:inbox")


def _back(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/"
