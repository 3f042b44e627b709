"""What waits for a yes: small and large, by people and by a rule, one that a second person must say yes to, one that cannot be."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tools.seeded import Seeded, own_case

ASKED = (
    # whose platform, action, details, amount, by whom
    ("aliexpress", "offer", {"remedy": "partial_refund", "text": "Lamentamos lo ocurrido. Le ofrecemos un reembolso parcial de US$6.10."}, "6.10", "clerk"),
    ("aliexpress", "refund", {}, "12.30", "rule"),
    ("wish", "refund", {}, "all", "clerk"),
    ("wish", "contact_buyer", {"text": "We are sorry. Could you send photos of the parcel?"}, None, "assistant:draft"),
    ("aliexpress", "cancel_order", {}, "1234567.89", "lead"),
    ("aliexpress", "agree", {}, "3.00", "clerk"),
)  # fmt: skip


_planted: set[UUID] = set()


def planted(seeded: Seeded) -> list[Any]:
    """Asked for once, whoever looks first."""
    from makegood.core.money import Money
    from makegood.core.words import Action as Verb
    from makegood.store import actions, questions
    from makegood.store.ledger import major
    from makegood.store.models import Action

    if seeded.organisation not in _planted:
        _planted.add(seeded.organisation)
        now = datetime.now(UTC)
        for place, (platform, verb, details, amount, by) in enumerate(ASKED):
            who = f"person:{seeded.people[by]}" if by in seeded.people else by
            large = {"at_risk__gt": 5000} if amount == "all" else {}  # what two must say yes to
            case = own_case(seeded, f"approvals {place}", shop__platform=platform, **large)
            money = Money(Decimal(amount), "USD") if amount and amount != "all" else None
            if amount == "all":
                money = major(case.at_risk, case.currency)
            made = actions.propose(case, Verb(verb), details, money=money, by=who, at=now)
            if verb == "refund" and by == "clerk":
                actions.approve(made.pk, seeded.people["owner"], connection=None, at=now)
                questions.say(made.pk, "照片里是同一件吗？", by=f"person:{seeded.people['owner']}", at=now)
    return list(Action.objects.filter(state="planned").order_by("id"))


def list_of(seeded: Seeded) -> str:
    planted(seeded)
    return "/approvals/"


def one_of(seeded: Seeded) -> str:
    found = next(one for one in planted(seeded) if one.kind == "refund" and one.asked_by != "rule")
    return f"/approvals/{found.pk}/"


def together(seeded: Seeded) -> str:
    return "/approvals/together/?" + "&".join(f"action={one.pk}" for one in planted(seeded))


PAGES = {
    "approvals": list_of,
    "approvals-others": lambda seeded: list_of(seeded) + "?tab=others",
    "approvals-decided": lambda seeded: list_of(seeded) + "?tab=decided",
    "approval": one_of,
    "approvals-together": together,
}
DOINGS = {"approval-refuse": (one_of, ["click .yes-no summary"], ".yes-no[open] textarea")}
