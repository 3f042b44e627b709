"""Pasting a conversation: pasted, read, put right line by line, saved as messages with who pasted them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from makegood.core.instants import show
from makegood.core.words import Platform
from makegood.desk.asking import Asked, by, needs
from makegood.desk.capture import lines, pictures
from makegood.desk.capture.lines import Paste
from makegood.desk.intake.adding import back, case_of, free_number
from makegood.desk.intake.facts import whole
from makegood.desk.intake.labels import CHANNELS, DIRECTIONS, SIDES
from makegood.desk.intake.shapes import ZONES
from makegood.desk.intake.typed import Typed
from makegood.desk.intake.views import typed_of
from makegood.store import cases, intake
from makegood.store.models import Case
from makegood.usecases.rights import Right
from makegood.usecases.telling import CHANNEL_OF_RECORD


@require_GET
@needs(Right.work)
def capture(request: Asked, case: UUID) -> HttpResponse:
    return _page(request, case_of(case))


@require_POST
@needs(Right.work)
def read(request: Asked, case: UUID) -> HttpResponse:
    """The paste as messages, to be looked at; nothing is on record yet."""
    found, typed = case_of(case), typed_of(request)
    text = typed.text("paste", needed=True, most=lines.MOST_TEXT)
    channel = typed.word("channel", CHANNELS)
    if text is None or typed.faults:
        return _page(request, found, typed, status=422)
    ours, theirs = names(typed.raw("ours")), names(typed.raw("theirs"))
    request.session[_remembered(found)] = ours
    zone_name = typed.raw("zone") if typed.raw("zone") in ZONES else timezone.get_current_timezone_name()
    paste = lines.read(
        text, channel=channel, zone=typed.zone, zone_name=zone_name, ours=ours, theirs=theirs, on=_day(typed.raw("on"))
    )
    return _page(request, found, typed, paste)


@require_POST
@needs(Right.work)
def save(request: Asked, case: UUID) -> HttpResponse:
    """Puts the kept lines on record; the same conversation pasted twice stands once."""
    found, typed = case_of(case), typed_of(request)
    left, events = lines.typed_lines(typed)
    channel = typed.word("channel", CHANNELS, needed=True)
    if typed.faults or channel is None:
        return _page(request, found, typed, Paste(channel or "", left, [], 0), status=422)
    if not events:
        messages.warning(request, gettext("No line is ticked; nothing was put on record"))
        return HttpResponseRedirect(back(found))
    part: dict[str, Any] = {"events": [{**one, "channel": channel} for one in events]}
    now = timezone.now()
    count = _take_in(request, found, part)
    if count and typed.raw("as_evidence") == "1":
        piece = lines.evidence_of(events, channel, free_number(found))
        intake.take_in(found.shop_id, _whole(found, {"evidence": [piece]}), by=by(request), at=now)
    said = ngettext("%(count)d message put on record", "%(count)d messages put on record", count)
    messages.info(request, said % {"count": count} if count else gettext("All of it was on record already"))
    return HttpResponseRedirect(back(found))


@require_POST
@needs(Right.work)
def picture(request: Asked, case: UUID) -> HttpResponse:
    """A screenshot's name and fingerprint as evidence; the file itself is not kept yet, and that is said."""
    found = case_of(case)
    told = pictures.looked_at(request.FILES.get("picture"))
    if not isinstance(told, pictures.Picture):
        return _page(request, found, refused=told, status=422)
    side = request.POST.get("by") if request.POST.get("by") in SIDES else "buyer"
    piece = told.as_evidence(free_number(found), str(side), show(timezone.now()))
    intake.take_in(found.shop_id, _whole(found, {"evidence": [piece]}), by=by(request), at=timezone.now())
    said = gettext("%(name)s is on record by its fingerprint. Keep the file: the desk cannot hold it yet.")
    messages.warning(request, said % {"name": told.name})
    return HttpResponseRedirect(back(found))


def _take_in(request: Asked, case: Case, part: dict[str, Any]) -> int:
    """How many messages were not on record before."""
    fresh = intake.add_events(case, part["events"], by=by(request), at=timezone.now())
    if fresh:
        cases.assess(case, at=timezone.now())
    return len(fresh)


def _whole(case: Case, part: dict[str, Any]) -> dict[str, Any]:
    order = case.order.number if case.order is not None else None
    return whole(case.number, case.shop.platform, order, case.kind, part)


def _page(
    request: Asked, case: Case, typed: Typed | None = None, paste: Paste | None = None, *, refused: Any = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    buyer = (cases.whole_order(case.order).get("buyer") or {}).get("name") if case.order is not None else None
    channel = paste.channel if paste else typed.raw("channel") if typed else ""
    zones = dict.fromkeys((timezone.get_current_timezone_name(), *ZONES))
    shown: dict[str, Any] = {
        "case": case,
        "order": case.order.number if case.order is not None else case.number,
        "paste": paste,
        "typed": {name: values[-1] for name, values in typed.texts.items() if values} if typed else {},
        "faults": typed.faults if typed else {},
        "channels": CHANNELS,
        "channel": channel or ("" if typed is None else str(CHANNEL_OF_RECORD[Platform(case.shop.platform)])),
        "of_record": str(CHANNEL_OF_RECORD[Platform(case.shop.platform)]),
        "directions": DIRECTIONS,
        "sides": SIDES,
        "zones": list(zones),
        "zone": typed.raw("zone") if typed and typed.raw("zone") else next(iter(zones)),
        "ours": typed.raw("ours") if typed else ", ".join(request.session.get(_remembered(case), [case.shop.name])),
        "theirs": typed.raw("theirs") if typed else buyer or "",
        "on": typed.raw("on") if typed and typed.raw("on") else timezone.localdate().isoformat(),
        "doubtful": sum(one.is_doubtful for one in paste.lines) if paste else 0,
        "back": back(case),
        "refused": refused,
    }
    return render(request, "capture/capture.html", shown, status=status)


def names(text: str) -> list[str]:
    """Names as they stand in the text, a comma or a line apart."""
    return [one.strip()[:200] for one in text.replace("\n", ",").replace("，", ",").split(",") if one.strip()][:20]


def _remembered(case: Case) -> str:
    return f"ours:{case.shop_id}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
