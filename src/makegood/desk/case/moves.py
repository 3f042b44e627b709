"""The one next step as something to press: which, with how much money, where it leads; or why nothing can be pressed now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.core.words import Action, Remedy
from makegood.desk.case.rows import Move, UnderWay
from makegood.desk.frame.places import address_of
from makegood.store import stepping
from makegood.store.models import Case
from makegood.usecases.acting import State

ROOMS: dict[Action, tuple[str, frozenset[str]]] = {
    Action.propose_return_terms: ("return_terms", frozenset({"ali1688"})),
    Action.confirm_on_channel: ("return_terms", frozenset({"ali1688"})),
    Action.submit_ticket: ("ticket", frozenset({"shopee"})),
    Action.appeal: ("appeal", frozenset({"ali1688", "wish"})),
    Action.reschedule: ("reschedule", frozenset({"wish"})),
} | {
    verb: ("tracking", frozenset({"ali1688", "aliexpress"}))
    for verb in (
        Action.fill_tracking, Action.correct_tracking, Action.replace_tracking, Action.change_waybill, Action.revoke_waybill,
    )
}  # fmt: skip
"""Steps that have a screen of their own, and on which platforms (screens.md §10)."""
LOCKED = frozenset({State.approved, State.sending, State.unknown, State.looking})
BY_HAND = frozenset({State.assisted, State.needs_person})


def move_of(case: Case, under_way: Sequence[UnderWay], file: Mapping[str, Any]) -> Move:
    """`file`: as much of the case file as money is read from (`stepping.worth`)."""
    step = (case.assessment or {}).get("next") or {}
    action = step.get("action") or Action.wait
    why = step.get("why") or {}
    if not case.is_open:
        return Move("closed", action)
    for one in under_way:
        if one.action == action and one.state != State.rejected:
            return _taken_up(one, why)
    if action == Action.wait:
        again = step.get("look_again_at")
        return Move("wait", action, at=parse(again) if again else None, why=why)
    remedy = next(iter(step.get("what") or ()), None) if action == Action.offer and len(step["what"]) == 1 else None
    return Move("act", action, remedy, sum_of(case, action, remedy, file), act_address(case, action, remedy), why=why)


def _taken_up(one: UnderWay, why: Mapping[str, str]) -> Move:
    state = "locked" if one.state in LOCKED else "hand" if one.state in BY_HAND else "yes"
    address = one.by_hand if state == "hand" else None
    return Move(state, one.action, one.remedy, one.money, address, one.due_at, why)


def act_address(case: Case, action: str, remedy: str | None = None) -> str:
    """The screen of its own that the step has here, else its review."""
    room, platforms = ROOMS.get(Action(action), ("", frozenset()))
    if case.shop.platform in platforms and (there := address_of(room, case.pk)):
        return there
    return review_address(case.pk, action, remedy)


def review_address(case: UUID, action: str, remedy: str | None = None) -> str:
    asked = {"act": action} | ({"remedy": remedy} if remedy else {})
    return f"{reverse('desk:case_review', args=[case])}?{urlencode(asked)}"


def sum_of(case: Case, action: str, remedy: str | None, file: Mapping[str, Any]) -> Money | None:
    """What it gives or offers; a coupon's worth is what it is expected to cost."""
    if action == Action.offer and remedy == Remedy.coupon:
        return coupon_of(case.assessment or {})
    details = {"remedy": remedy} if remedy else {}
    return stepping.worth(case.kind, Action(action), details, file)


def coupon_of(answer: Mapping[str, Any]) -> Money | None:
    cost = next((one["cost"] for one in answer.get("options", ()) if one["remedy"] == Remedy.coupon), None)
    return Money(Decimal(cost["amount"]), cost["currency"]) if cost else None
