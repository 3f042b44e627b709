"""Steps done by hand: a message to copy, money with its sum on the button, one done, one refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from tools.seeded import Seeded, own_case


def _asked(
    verb: str, place: int, *, money: str | None = None, then: str = "", **details: object
) -> Callable[[Seeded], str]:
    def address(seeded: Seeded) -> str:
        from makegood.core.money import Money
        from makegood.core.words import Action as Verb
        from makegood.store import actions
        from makegood.store.models import Action

        now = datetime.now(UTC)
        case = own_case(seeded, f"by hand {place}", shop__platform="aliexpress")
        action = Action.objects.filter(case=case, kind=verb).first()
        if action is None:
            by = f"person:{seeded.people['clerk']}"
            of = Money(Decimal(money), case.currency) if money else None
            action = actions.propose(case, Verb(verb), details, money=of, by=by, at=now)
            actions.approve(action.pk, seeded.people["lead"], connection=None, at=now)
            if then == "done":
                actions.bring_receipt(action.pk, by=by, at=now, reference="R-2026-1124-0071")
            elif then == "refused":
                actions.bring_refusal(action.pk, by=by, at=now, words="已超过可申请时间，无法发起仲裁。")
        return f"/actions/{action.pk}/by-hand/"

    return address


TEXT = "Lamentamos mucho lo ocurrido. ¿Podría enviarnos una foto del artículo y otra del embalaje? Así podremos ofrecerle una solución."
PAGES = {
    "by-hand": _asked("contact_buyer", 2, text=TEXT),
    "by-hand-money": _asked("refund", 3, money="5.00"),
    "by-hand-ticket": _asked("escalate", 4),
    "by-hand-done": _asked("submit_evidence", 5, then="done"),
    "by-hand-refused": _asked("escalate", 6, then="refused"),
}
DOINGS: dict[str, tuple[str, list[str], str]] = {}
