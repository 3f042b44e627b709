"""The map of topics and a leaf's own page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from makegood.core.words import Platform
from makegood.desk.asking import Asked, needs
from makegood.desk.topics import screen as reading
from makegood.desk.working.line import cited
from makegood.policies.policy import book
from makegood.policies.topics import NO_FACTS
from makegood.usecases.rights import Right

MOST = 100
"""Signs of what is searched for."""


@require_GET
@needs(Right.read)
def all_topics(request: Asked) -> HttpResponse:
    searched = request.GET.get("q", "")[:MOST]
    groups = reading.groups(searched)
    return render(
        request, "topics/topics.html",
        {"groups": groups, "searched": searched, "count": sum(len(one.leaves) for one in groups),
         "clauses": cited(book(Platform.aliexpress), "AE-TOPICS")},
    )  # fmt: skip


@require_GET
@needs(Right.read)
def topic(request: Asked, leaf: str) -> HttpResponse:
    """A page states only cited facts; where none is held it says so and offers to ask the platform's service (AUDIT-10)."""
    found = reading.by_slug().get(leaf)
    if found is None:
        raise Http404
    shown = {
        "leaf": reading.leaf(found),
        "group": found.group.as_json(),
        "facts": [{"text": one.text.as_json(), "source": one.source, "where": one.where} for one in found.facts],
        "no_facts": NO_FACTS.as_json(),
        "question": reading.question(found),
        "new_case": reading.new_case(found),
        "clauses": cited(book(Platform.aliexpress), "AE-TOPICS", "AUDIT-10"),
    }
    return render(request, "topics/topic.html", shown)
