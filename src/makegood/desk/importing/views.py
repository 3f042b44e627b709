"""Bringing an export: the file, its columns, a trial, the run, the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from makegood.core.money import CURRENCIES
from makegood.desk.asking import Asked, by, is_part, needs
from makegood.desk.importing import columns, pages
from makegood.desk.intake import shapes, shops
from makegood.desk.intake.fields import Part, filled
from makegood.desk.intake.typed import Fault, Typed
from makegood.desk.intake.views import typed_of
from makegood.store import hand_kept, importing
from makegood.store.actions import NotPossible
from makegood.store.confined import NotRead
from makegood.store.models import Import
from makegood.usecases.rights import Right


@require_GET
@needs(Right.work)
def imports(request: Asked) -> HttpResponse:
    """Where a file is dropped, and what was brought before."""
    return _start(request)


@require_POST
@needs(Right.work)
def bring(request: Asked) -> HttpResponse:
    """Takes the file and looks at it; nothing is taken in."""
    typed = typed_of(request)
    file = request.FILES.get("file")
    if file is None:
        typed.fault(
            "file", gettext("No file came."), gettext("An export: XLSX, CSV or XLS."), gettext("Choose or drop one.")
        )
    elif file.size is not None and file.size > importing.MOST_BYTES:
        found = gettext("%(size).1f MB.") % {"size": file.size / 1e6}
        typed.fault("file", found, gettext("At most 30 MB."), gettext("Export a shorter span of time."))
    if typed.faults or file is None:
        return _start(request, typed, status=422)
    shop = shops.shop_of(typed, by=by(request))
    if shop is None:
        return _start(request, typed, status=422)
    name = (file.name or "").replace("\x00", "").rpartition("/")[2][:200]
    try:
        made = importing.begin(shop, name, file.read(), by=by(request), at=timezone.now())
    except NotPossible:
        typed.fault("file", name, gettext("An export: XLSX, CSV or XLS."), gettext("Save it in Excel as one of these."))
        return _start(request, typed, status=422)
    return _to(made.pk)


@require_GET
@needs(Right.work)
def one(request: Asked, key: UUID) -> HttpResponse:
    """Where it stands; asked again by itself while it is being taken in."""
    found = pages.import_of(key)
    if is_part(request):
        return render(
            request, "importing/progress.html", {"one": pages.brought(found), "state": pages.state_word(found.state)}
        )
    return _one(request, found)


@require_POST
@needs(Right.work)
def name_columns(request: Asked, key: UUID) -> HttpResponse:
    """Looks at it anew with the columns named so; they are remembered for files with the same headers."""
    found, typed = pages.import_of(key, lock=True), typed_of(request)
    mapping = columns.named({name: values[-1] for name, values in typed.texts.items() if values}, found.seen)
    currency = (typed.text("currency", most=3) or "").upper() or None
    zone = typed.word("import_zone", shapes.ZONES)
    if currency is not None and currency not in CURRENCIES:
        typed.fault(
            "currency",
            currency,
            gettext("Three capitals, such as USD, CNY or MYR."),
            gettext("Correct it, or leave it blank."),
        )
    if header := columns.twice(mapping):
        typed.fault("columns", header, gettext("One column for each header."), gettext("Name it for one of them."))
    if typed.faults:
        return _one(request, found, typed.faults, status=422)

    def look() -> None:
        if found.state in (*importing.BUSY, importing.DONE):
            importing.start(found, only_try=True, at=timezone.now())  # says what it is already
        importing.look(found, mapping, zone=zone, currency=currency)

    return _after(request, found, look)


@require_POST
@needs(Right.work)
def try_it(request: Asked, key: UUID) -> HttpResponse:
    """What a run would do; nothing is taken in."""
    found = pages.import_of(key, lock=True)
    return _after(request, found, lambda: importing.start(found, only_try=True, at=timezone.now()))


@require_POST
@needs(Right.work)
def run(request: Asked, key: UUID) -> HttpResponse:
    """Takes it in, once."""
    found = pages.import_of(key, lock=True)
    return _after(request, found, lambda: importing.start(found, only_try=False, at=timezone.now()))


@require_POST
@needs(Right.work)
def stop(request: Asked, key: UUID) -> HttpResponse:
    """What was taken in stays; no more is."""
    found = pages.import_of(key, lock=True)
    return _after(request, found, lambda: importing.stop(found, at=timezone.now()))


@require_GET
@needs(Right.work)
def result(request: Asked, key: UUID) -> HttpResponse:
    """The file's rows with what became of each in a column of its own; CSV that Excel opens."""
    found = pages.import_of(key)
    language = "zh" if request.tastes.language == "zh-hans" else "en"
    try:
        text = importing.result(found, column=gettext("Result"), words=pages.outcome_words(), language=language)
    except (NotPossible, NotRead) as reason:
        messages.warning(request, getattr(reason.text, language))
        return _to(key)
    name = f"{found.name.rpartition('.')[0] or 'export'}-{gettext('Result')}.csv"
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename=\"result.csv\"; filename*=UTF-8''{quote(name)}"
    return answer


def _start(request: Asked, typed: Typed | None = None, status: int = 200) -> HttpResponse:
    there = shops.known()
    parts = [*([Part(gettext("Whose export it is"), shops.field(there))] if there else []), shops.new(there)]
    given = {"shop": request.GET.get("shop") or (next(iter(there)) if len(there) == 1 else "")}
    shown: dict[str, Any] = {
        "parts": filled(parts, typed, given),
        "fault": typed.faults.get("file") if typed else None,
        "brought": [(one, pages.state_word(one.state)) for one in pages.recent()],
        "endings": ",".join(importing.ENDINGS),
    }
    return render(request, "importing/start.html", shown, status=status)


def _one(request: Asked, found: Import, faults: dict[str, Fault] | None = None, status: int = 200) -> HttpResponse:
    shown = pages.shown(found)
    shown |= {"zones": shapes.ZONES, "faults": faults or {}, "is_connected": hand_kept.is_connected(found.shop)}
    return render(request, "importing/one.html", shown, status=status)


def _after(request: Asked, found: Import, deed: Callable[[], None]) -> HttpResponse:
    """Done once; where it stands elsewhere already, that is said."""
    try:
        deed()
    except NotPossible as reason:
        messages.warning(request, reason.text.zh if request.tastes.language == "zh-hans" else reason.text.en)
    return _to(found.pk)


def _to(key: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:import_one", args=[key]))
