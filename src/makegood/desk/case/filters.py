"""What the timeline's filters let through (screens.md §4): all, conversation, logistics, money, internal."""

from __future__ import annotations

from django.db.models import Q

from makegood.core.words import EventType

E = EventType
FILTERS: dict[str, tuple[str, ...]] = {
    "all": (),
    "conversation": (E.message, E.offer_made, E.offer_accepted, E.offer_refused, E.ticket_submitted, E.ticket_answered,
                     E.return_terms_proposed, E.cancel_requested, E.platform_notice, "note_added"),
    "logistics": (E.shipped, E.delivered, E.return_approved, E.return_shipped, E.return_notice, E.return_received, E.reshipped),
    "money": (E.order_placed, E.paid, E.refund_paid, E.offer_made, E.offer_accepted, E.cancelled),
    "internal": ("note_added", "advice_refused", "personal_shown", "cause_named", "case_assigned", "case_snoozed",
                 "case_put_back", "case_told", "evidence_added", E.order_verified, E.lesson_recorded),
}  # fmt: skip
"""By name, the types of event that each shows; of all, every one. Our own requests count as internal, and as money where they name some."""


def chosen(name: str) -> Q:
    types = FILTERS.get(name) or ()
    if not types:
        return ~Q(type="action_confirmed")  # what was done has an event of its own; its receipt stands under internal
    found = Q(type__in=types)
    if name == "internal":
        found |= Q(type__startswith="action_") & ~Q(type="action_done")
    if name == "money":
        found |= Q(type__startswith="action_", body__money__amount__isnull=False)
    return found


def known(name: str | None) -> str:
    return name if name in FILTERS else "all"
