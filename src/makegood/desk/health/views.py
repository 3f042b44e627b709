"""The state of the machine, and what was announced of late."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from makegood.desk.asking import Asked, needs
from makegood.desk.clocks import chip
from makegood.desk.frame.bell import COOKIE, LATELY, seen_until
from makegood.desk.frame.places import address_of
from makegood.desk.frame.tastes import YEAR
from makegood.desk.health import saying
from makegood.store import doctor, state
from makegood.usecases.rights import Right


@require_GET
@needs(Right.read)
def health(request: Asked) -> HttpResponse:
    """Nothing here tells of another organisation: of the machine, only what all may know."""
    now = timezone.now()
    checks, queues, clocks = doctor.of_this_machine(now), state.queues(now), state.next_clocks(now)
    readings, stuck = state.readings(now), state.stuck()
    language = "zh" if request.tastes.language == "zh-hans" else "en"
    shown = {
        "now": now,
        "troubles": saying.troubles(
            checks,
            queues,
            clocks,
            readings,
            stuck,
            is_worked=state.pulse(now, since=now).is_worked,
            now=now,
            language=language,
        ),
        "checks": [(saying.CHECKS.get(one.name, one.name), one.well, one.found.as_json()) for one in checks],
        "queues": [(saying.kind(one.kind), one, one.is_late(now)) for one in queues],
        "clocks": [
            (one, chip(one.due_at, now, source=one.source, clause=one.clause), address_of("case", one.case))
            for one in clocks
        ],
        "readings": [(one, saying.STATES[one.state]) for one in readings],
        "out": saying.out_there(state.under_way()),
        "jobs": address_of("jobs"),
    }
    return render(request, "health/health.html", shown)


@require_GET
@needs(Right.read)
def bell(request: Asked) -> HttpResponse:
    """What was announced lately, newest first; looking at it silences the bell on this device."""
    now = timezone.now()
    rows = state.newest_warnings(now, within=LATELY)
    seen = seen_until(request.COOKIES)
    shown = [
        {
            "at": one.at,
            "hours": one.hours,
            "chip": chip(one.deadline.due_at, now, source=one.deadline.source, clause=one.deadline.clause),
            "on_lapse": one.deadline.on_lapse,
            "number": one.deadline.case.order.number if one.deadline.case.order else one.deadline.case.number,
            "kind": one.deadline.case.kind,
            "address": address_of("case", one.deadline.case_id),
            "is_new": seen is None or one.at > seen,
        }
        for one in rows
    ]
    response = render(request, "health/bell.html", {"rows": shown})
    response.set_cookie(
        COOKIE, now.isoformat(), max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
