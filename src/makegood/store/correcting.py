"""Puts right what a person put on record wrongly: the old fact stays where it is, and a new one says that it no longer counts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from makegood.core.instants import show
from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.core.words import Platform
from makegood.store import actions, cases, intake
from makegood.store.actions import NotPossible
from makegood.store.cases import WITHDRAWN
from makegood.store.ledger import minor, move
from makegood.store.models import Account, Action, Case, Event
from makegood.store.record import Fact, keyed, record, stamp
from makegood.usecases.acting import State
from makegood.usecases.telling import events_of

PERSON = "person:"


def withdraw(event_id: UUID, *, why: str, by: str, at: datetime) -> Case:
    """Takes back a fact that a person typed in; the case is assessed without it. What a platform told is not ours to take back.

    Raises `NotPossible`, and `Event.DoesNotExist` for what is another organisation's.
    """
    event = Event.objects.select_related("case", "case__shop", "case__order", "case__content").get(pk=event_id)
    case: Case = event.case
    if not (event.in_file and event.by.startswith(PERSON)):
        raise NotPossible(
            Text(
                f"{event.by} told it; only what a person typed in can be taken back here",
                f"该事实由 {event.by} 提供；此处只能撤回人工录入的事实",
            )
        )
    if event.pk in of_actions(case):
        raise NotPossible(
            Text(
                "it is the receipt of an action; correct the receipt instead", "这是动作的回执，请在该动作页面更正回执"
            )
        )
    if not _strike(event, case, why=why, by=by, at=at):
        raise NotPossible(Text("it was taken back already; nothing was changed", "已经撤回过，未作改动"))
    if event.type == "refund_paid" and event.body.get("amount"):
        _unbook(event, case, at=at)
    cases.assess(case, at=at)
    return case


def withdrawn(case: Case) -> frozenset[UUID]:
    """The events of the case that no longer count."""
    rows = Event.objects.filter(case=case, type=WITHDRAWN).values_list("body__event", flat=True)
    return frozenset(UUID(one) for one in rows)


def of_actions(case: Case) -> frozenset[UUID]:
    """The events that say an action of the case was done."""
    done = Action.objects.filter(case=case, state=State.confirmed).select_related("shop")
    keys = [key for action in done for key in _keys(action, case)]
    return frozenset(Event.objects.filter(case=case, key__in=keys).values_list("pk", flat=True))


def correct_receipt(
    action_id: UUID, *, reference: str | None, done_at: datetime, note: str, by: str, at: datetime
) -> Action:
    """A receipt that was mistyped, as it should have been; what it was stays on record. Raises `NotPossible`."""
    action: Action = (
        Action.objects.select_for_update(of=("self",))
        .select_related("shop", "order", "case", "case__shop", "case__order", "case__content")
        .get(pk=action_id)
    )
    case: Case = action.case
    if State(action.state) is not State.confirmed or not _by_hand(action):
        raise NotPossible(
            Text(
                f"it is {action.state}; only the receipt of what was done by hand can be corrected",
                f"状态为 {action.state}；只能更正人工完成的回执",
            )
        )
    before = {"reference": action.reference, "done_at": stamp(action.sent_at) if action.sent_at else None}
    after = {"reference": reference, "done_at": stamp(done_at)}
    if before == after and note == action.details.get("note", ""):
        raise NotPossible(Text("that is what stands there already; nothing was changed", "与现有内容相同，未作改动"))
    for event in Event.objects.filter(case=case, key__in=_keys(action, case)):
        _strike(event, case, why=note, by=by, at=at)
    action.reference, action.sent_at = reference, done_at
    action.receipt = {**(action.receipt or {}), "reference": reference}
    action.details = {**action.details, **({"note": note} if note else {})}
    action.save()
    intake.add_events(case, _told(action), by=by, at=at, book=False)
    key = keyed("receipt_corrected", action.pk, after, stamp(at))
    body = {"action": action.kind, "id": str(action.pk), "before": before, "after": after}
    personal = {"note": note} if note and not intake.is_erased(case, action.order) else {}
    fact = Fact("action_receipt_corrected", at, by, key, body=body, personal=personal)
    record([fact], at=at, shop=action.shop, order=action.order, case=case)
    cases.assess(case, at=at)
    return action


def _by_hand(action: Action) -> bool:
    """Whether a person brought its receipt: a worker's has attempts."""
    return action.attempts == 0


def _told(action: Action) -> list[dict[str, Any]]:
    return events_of(
        Verb(action.kind),
        action.details,
        platform=Platform(action.shop.platform),
        money=actions.money_of(action),
        receipt=action.reference,
        at=action.sent_at or action.ended_at or action.created_at,
    )


def _keys(action: Action, case: Case) -> list[str]:
    return [intake.event_key(case, one) for one in _told(action)]


def _strike(event: Event, case: Case, *, why: str, by: str, at: datetime) -> bool:
    body = {"event": str(event.pk), "type": event.type, "at": show(event.at)}
    personal = {"why": why} if why and not intake.is_erased(case, case.order) else {}
    fact = Fact(WITHDRAWN, at, by, keyed(WITHDRAWN, event.pk), body=body, personal=personal)
    return bool(record([fact], at=at, shop=case.shop, order=case.order, case=case))


def _unbook(event: Event, case: Case, *, at: datetime) -> None:
    """The refund that never was goes back in the books, as a movement of its own."""
    money = Money(Decimal(event.body["amount"]["amount"]), event.body["amount"]["currency"])
    booked = move(
        "refund_withdrawn", money, source=Account.buyer, target=Account.escrow, key=keyed("refund_withdrawn", event.pk), at=at,
        shop=case.shop, order=case.order, case=case,
    )  # fmt: skip
    if booked and case.order is not None and money.currency == case.order.currency:
        case.order.refunded = max(0, case.order.refunded - minor(money))
        case.order.save(update_fields=["refunded"])
