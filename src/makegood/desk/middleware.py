"""What wraps every request: headers, assets, the viewer's language and zone, and the organisation that is entered."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from makegood.desk import assets
from makegood.desk.accounts.seats import seat_of
from makegood.desk.frame import errors
from makegood.desk.frame.tastes import tastes_of
from makegood.desk.headers import HEADERS
from makegood.store.tenancy import within
from makegood.usecases.rights import NoRight

Answer = Callable[[HttpRequest], HttpResponseBase]
FOR_EVER = "public, max-age=31536000, immutable"


class Headers:
    """Every answer carries them, an error's too; and no page with somebody's data is kept by anybody on the way."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Assets:
    """Styles, scripts and icons, before any session is looked for."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asset = assets.by_path().get(request.path) if request.path.startswith(assets.PREFIX) else None
        if asset is None:
            return self.answer(request)
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(asset.packed if packs else asset.plain, content_type=asset.type)
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Cache-Control"] = FOR_EVER
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


class Viewer:
    """Language and zone as the viewer has them; both are cookies, a choice of the device."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        tastes = tastes_of(request.COOKIES, translation.get_language_from_request(request))
        request.tastes = tastes  # type: ignore[attr-defined]
        with translation.override(tastes.language), timezone.override(ZoneInfo(tastes.zone)):
            request.LANGUAGE_CODE = tastes.language
            response = self.answer(request)
        response.headers.setdefault("Content-Language", tastes.language)
        patch_vary_headers(
            response, ["Cookie", "Accept-Language", "HX-Request", "HX-Request-Type"]
        )  # a part is not the page
        return response


class Entering:
    """Enters the organisation of the signed-in person's chosen membership, for the whole request: one transaction.

    The page is rendered inside; what streams must be read before it is returned. Reads that are another's find nothing.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        seat = seat_of(request.user, request.session) if request.user.is_authenticated else None
        request.membership = seat  # type: ignore[attr-defined]
        if seat is None:
            return self.answer(request)
        with within(seat.organisation_id):
            return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return errors.no_right(request, exception) if isinstance(exception, NoRight) else None
