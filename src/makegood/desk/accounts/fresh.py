"""Money asks who you are again: the strongest proof a person has, given within the last five minutes."""

from __future__ import annotations

import time
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from makegood.desk.asking import Asked, View, is_part

SECOND_FACTOR = "mfa"


def is_fresh(request: Asked) -> bool:
    """Whether the person proved just now who they are; by the second factor, where they have one."""
    strong = is_mfa_enabled(request.user)
    oldest = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(
        record["at"] > oldest and (record["method"] == SECOND_FACTOR or not strong)
        for record in get_authentication_records(request, request.user)
    )


def fresh_sign_in(view: View) -> View:
    """For what moves money: who has not proved it lately is asked, and then comes back to the page, where nothing was done yet."""

    @wraps(view)
    def asked(request: Asked, *args: Any, **named: Any) -> HttpResponse:
        return view(request, *args, **named) if is_fresh(request) else ask_again(request)

    return asked


def ask_again(request: Asked) -> HttpResponse:
    """The way to prove it, and back."""
    page = reverse("mfa_reauthenticate" if is_mfa_enabled(request.user) else "account_reauthenticate")
    address = f"{page}?{urlencode({'next': _back(request)})}"
    if is_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _back(request: Asked) -> str:
    """The page the deed was asked from; a POST itself is never repeated for somebody."""
    if request.method == "GET":
        return request.get_full_path()
    for address in (request.headers.get("HX-Current-URL", ""), request.headers.get("Referer", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}):
            return address
    return reverse("desk:inbox")
