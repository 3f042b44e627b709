"""Has anything happened in a case since somebody looked? What two people, two tabs or two clicks do at once is seen here."""

from __future__ import annotations

from django.db.models import QuerySet

from makegood.store.models import Case, Event

MINDING = (
    "case_assigned",
    "case_snoozed",
    "case_put_back",
    "note_added",
    "personal_shown",
    "advice_refused",
    "action_questioned",
)
"""What changes nothing that a decision rests on."""
MOST = 5


def mark(case: Case) -> int:
    """How much has happened in the case: what a page remembers of when it was looked at. Events only ever grow in number."""
    return _counted(case).count()


def since(case: Case, mark: int) -> list[Event]:
    """What happened after that mark, newest last, at most the last few. Asked under the case's lock, nobody can come between."""
    more = _counted(case).count() - mark
    newest = _counted(case).order_by("-recorded_at", "-id")[: min(max(more, 0), MOST)]
    return list(reversed(newest))


def _counted(case: Case) -> QuerySet[Event]:
    return Event.objects.filter(case=case).exclude(type__in=MINDING)
