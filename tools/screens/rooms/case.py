"""The case page and what opens on top of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tools.seeded import Seeded, own_case


def _of(seeded: Seeded, name: str, **more: object) -> str:
    return f"/cases/{own_case(seeded, name, **more).pk}/"


def soon(seeded: Seeded) -> str:
    return _of(seeded, "soon", shop__platform="aliexpress", next_action="verify_order")


def waiting(seeded: Seeded) -> str:
    return _of(seeded, "waiting", shop__platform="aliexpress", next_action="wait")


def large(seeded: Seeded) -> str:
    return _of(seeded, "large", at_risk__gte=10_000_000)


def _stands(seeded: Seeded, place: int, **now: Any) -> str:
    """A case of its own in which an offer stands so."""
    from django.utils import timezone

    from makegood.core.money import Money
    from makegood.core.words import Action as Verb
    from makegood.store import actions
    from makegood.store.models import Action

    case = own_case(seeded, f"stands {place}", "-due_at", "id", shop__platform="aliexpress", currency="USD")
    if not Action.objects.filter(case=case).exists():
        at = timezone.now()
        details = {"remedy": "partial_refund", "text": "Le ofrecemos un reembolso parcial."}
        action = actions.propose(
            case, Verb.offer, details, money=Money(Decimal("4.50"), "USD"), by=f"person:{seeded.people['clerk']}", at=at
        )
        Action.objects.filter(pk=action.pk).update(due_at=at + timedelta(minutes=3), **now)
    return f"/cases/{case.pk}/"


def unanswered(seeded: Seeded) -> str:
    return _stands(seeded, 0, state="unknown", attempts=1)


def refused(seeded: Seeded) -> str:
    from django.utils import timezone

    said = {
        "code": "15",
        "why": "isv.ISSUE_SOLUTION_AMOUNT_EXCEED_LIMIT: refund amount exceeds the limit of this issue",
    }
    return _stands(seeded, 1, state="rejected", ended_at=timezone.now(), **said)


def asked_for(seeded: Seeded) -> str:
    return _stands(seeded, 2)


def by_hand(seeded: Seeded) -> str:
    return _stands(seeded, 3, state="assisted")


PAGES = {
    "case": soon,
    "case-overview": lambda seeded: soon(seeded) + "?tab=overview",
    "case-proofs": lambda seeded: soon(seeded) + "?tab=proofs",
    "case-large": large,
    "case-waiting": waiting,
    "case-unanswered": unanswered,
    "case-refused": refused,
    "case-asked-for": asked_for,
    "case-by-hand": by_hand,
    "case-read-only": soon,
    "case-offer-page": lambda seeded: large(seeded) + "review/?act=offer&remedy=coupon",
    "case-review-page": lambda seeded: soon(seeded) + "review/?act=verify_order",
}
DOINGS = {
    "case-offer": (lambda seeded: soon(seeded), ["e"], ".review form button.btn-primary"),
}
ROLES = {"case-read-only": "read_only"}
