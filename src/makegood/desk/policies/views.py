"""The policies' pages: what changed and what holds, and one clause by itself."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from makegood.desk.asking import Asked, needs
from makegood.desk.policies import asked, clauses, finding, uses
from makegood.desk.policies.labels import SOURCES, TOPICS
from makegood.desk.words import PLATFORMS
from makegood.usecases.rights import Right


@require_GET
@needs(Right.read)
def policies(request: Asked) -> HttpResponse:
    query, today = asked.query(request.GET), timezone.localdate()
    packs = clauses.packs()
    all_of_them = list(clauses.entries(packs, query.as_of or today, today))
    found = finding.chosen(all_of_them, query)
    running = uses.running_by({one.id for one in found})
    last, read_on = uses.newest(packs, today)
    shown = {
        "query": query,
        "entries": [(one, running.get(one.id, 0)) for one in found],
        "nearest": finding.nearest(all_of_them, query.words) if not found and query.words else [],
        "changed": uses.changed(packs, today),
        "last": last,
        "read_on": read_on,
        "platforms": PLATFORMS,
        "topics": TOPICS,
        "sources": SOURCES,
        "today": today,
    }
    return render(request, "policies/policies.html", shown)


@require_GET
@needs(Right.read)
def clause(request: Asked, clause: str) -> HttpResponse:
    """`as_of`: the day whose numbers are shown; a case gives its own."""
    today = timezone.localdate()
    day = asked.day(request.GET.get("as_of")) or today
    one = clauses.entry(clauses.packs(), clause, day, today)
    if one is None:
        raise Http404
    used = uses.uses_of(one.id, [number.name for number in one.numbers], timezone.now())
    shown = {"one": one, "uses": used, "day": day, "today": today}
    return render(request, "policies/clause.html", shown)
