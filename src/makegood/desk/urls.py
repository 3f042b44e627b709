"""Every address of the desk: each room's own, found by its folder; sign-in; what browsers report."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.urls import URLPattern, URLResolver, include, path

from makegood.desk.headers import REPORTS
from makegood.desk.reports import report


def _rooms() -> list[URLPattern | URLResolver]:
    here = Path(__file__).parent
    names = sorted(one.parent.name for one in here.glob("*/urls.py"))
    found: list[URLPattern | URLResolver] = []
    for name in names:
        if find_spec(f"makegood.desk.{name}.urls") is not None:
            found += import_module(f"makegood.desk.{name}.urls").urlpatterns
    return found


urlpatterns = [
    path("", include((_rooms(), "desk"))),
    path("accounts/", include("makegood.desk.accounts.sign_in")),
    path(REPORTS.lstrip("/"), report, name="csp_reports"),
]
handler400 = "makegood.desk.frame.errors.bad_request"
handler403 = "makegood.desk.frame.errors.forbidden"
handler404 = "makegood.desk.frame.errors.not_found"
handler500 = "makegood.desk.frame.errors.failed"
