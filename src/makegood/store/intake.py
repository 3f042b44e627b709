"""Takes a case file in: order, trouble, events, evidence and the platform's clocks become rows, each fact once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from makegood.core.instants import parse
from makegood.core.money import Money
from makegood.core.reading import SCHEMA, NotACase, read
from makegood.core.shapes import Fault
from makegood.store import cases, joining, retention
from makegood.store.ledger import minor, move
from makegood.store.models import Account, Case, Event, Evidence, Order, Shop
from makegood.store.own_keys import blinded, buyer_key
from makegood.store.record import Fact, kept_apart, keyed, record
from makegood.store.tenancy import organisation_id
from makegood.usecases.apart import OF_A_CASE, OF_AN_EVENT, OF_EVIDENCE, changes, laid_over, taken_apart
from makegood.usecases.typing_in import clocks_over

APART = ("events", "evidence", "order", "shop", "schema", "id", "at", "platform")
"""Members of a case file that are not among a case's own facts: they have rows or columns of their own."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was so, by the platform's own clock, where it says. `may_be_late`: it was sent to us, not read just now."""

    at: datetime | None = None
    may_be_late: bool = False

    def is_late_for(self, held: Order | Case | None) -> bool:
        if held is None or held.told_of is None or self.at is None:
            return False
        return self.may_be_late and self.at < held.told_of

    def dates(self, held: Order | Case, now: datetime) -> bool:
        """Whether what is on file is of a later moment with this. A clock that is ahead of ours counts as ours: it must not shut out what comes."""
        latest = min(self.at, now) if self.at is not None else None
        if latest is None or (held.told_of is not None and held.told_of >= latest):
            return False
        held.told_of = latest
        return True


def take_in(
    shop_id: UUID, document: Mapping[str, Any], *, by: str, at: datetime, moment: Moment = Moment()
) -> Case | None:
    """Puts what a case file tells on record, and assesses anew what it changes. None: an order with no trouble.

    Late news only adds what was not known. Runs inside `within(organisation)`. Told again, it changes nothing. Raises `NotACase`.
    """
    whole = {name: value for name, value in document.items() if value is not None}
    read({"schema": SCHEMA, **whole})
    shop = Shop.objects.get(pk=shop_id)
    told = whole.get("order")
    if told and not told.get("id"):
        raise NotACase([Fault("$.order.id", "nothing", "the order's number, for it goes on file under it")])
    order = _order(shop, told, by=by, at=at, moment=moment) if told else None
    if not _is_trouble(whole):
        for case in Case.objects.filter(order=order, is_open=True) if order is not None else ():
            cases.assess(case, at=at)
        return None
    case, changed = _case(shop, order, whole, by=by, at=at, moment=moment)
    changed |= _evidence(case, whole.get("evidence") or [], by=by, at=at)
    fresh = add_events(case, whole.get("events") or [], by=by, at=at)
    if changed or fresh or case.assessed_at is None:
        cases.assess(case, at=at)
    return case


def _is_trouble(document: Mapping[str, Any]) -> bool:
    """Whether there is anything but an order: a claim, a kind, or something that happened beyond the order's own course."""
    return any(
        document.get(name) for name in ("claim", "kind", "events", "evidence", "services", "orders", "complaints")
    )


# --- the order ------------------------------------------------------------------------------------------------


def _order(shop: Shop, told: Mapping[str, Any], *, by: str, at: datetime, moment: Moment) -> Order:
    number = str(told["id"])
    order: Order | None = Order.objects.select_for_update().filter(shop=shop, number=number).first()
    if order is not None and order.erased_at is not None:
        told = _without_person({"order": told})["order"]
    before = cases.whole_order(order) if order is not None else {}
    after = laid_over(told, before) if moment.is_late_for(order) else laid_over(before, told)
    if order is not None and after == before:
        if moment.dates(order, at):
            order.save(update_fields=["told_of"])
        return order
    new = order is None
    if order is None:
        order = Order(shop=shop, number=number)
    facts, personal = taken_apart({"order": after}, OF_A_CASE)
    order.facts = facts["order"]
    moment.dates(order, at)
    if personal and (order.content is None or order.content.value != personal):
        order.content = _replaced(order.content, personal)
    if buyer := (after.get("buyer") or {}).get("id"):
        order.buyer_key = buyer_key(organisation_id(), shop.platform, str(buyer))
    order.placed_at = _instant(after.get("placed_at"))
    total = after.get("total")
    order.currency = total["currency"] if total else order.currency
    order.paid = minor(_money(total)) if total and after.get("paid_at") else order.paid
    order.save()
    if new:
        retention.begin(order, at=at)
    changed, hidden = taken_apart({"order": changes(before, after)}, OF_A_CASE)
    record(
        [Fact("order_told", at, by, keyed("order", order.pk, at, changed), body=changed, personal=hidden)],
        at=at, shop=shop, order=order,
    )  # fmt: skip
    if total and after.get("paid_at"):
        move(
            "paid", _money(total), source=Account.buyer, target=Account.escrow, key=f"paid:{order.pk}",
            at=parse(after["paid_at"]), shop=shop, order=order,
        )  # fmt: skip
    return order


# --- the case -------------------------------------------------------------------------------------------------


def _case(
    shop: Shop, order: Order | None, document: Mapping[str, Any], *, by: str, at: datetime, moment: Moment
) -> tuple[Case, bool]:
    number = str(document["id"])
    case = Case.objects.select_for_update(of=("self",)).filter(shop=shop, number=number).first()
    if case is None and order is not None:
        case = joining.joined(order, number, by=by, at=at)
    told = {name: value for name, value in document.items() if name not in APART}
    if is_erased(case, order):
        told = _without_person(told)
    if case is None:
        case = Case(shop=shop, order=order, number=number, opened_at=at)
        before: dict[str, Any] = {}
    else:
        before = cases.own_facts(case)
    late = moment.is_late_for(case)
    after = laid_over(told, before) if late else _merged(before, told, by_platform=by == shop.platform)
    if case.pk and case.assessed_at and after == before and (order is None or case.order_id == order.pk):
        if moment.dates(case, at):
            case.save(update_fields=["told_of"])
        return case, order is not None and order.facts != (case.order.facts if case.order else None)
    facts, personal = taken_apart(after, OF_A_CASE)
    case.facts, case.order = facts, order or case.order
    if personal and (case.content is None or case.content.value != personal):
        case.content = _replaced(case.content, personal)
    case.version += 1
    moment.dates(case, at)
    case.save()
    changed, hidden = taken_apart(changes(before, after), OF_A_CASE)
    record(
        [Fact("case_told", at, by, keyed("case", case.pk, at, changed), body=changed, personal=hidden)],
        at=at, shop=shop, order=order, case=case,
    )  # fmt: skip
    return case, True


def _merged(before: Mapping[str, Any], told: Mapping[str, Any], *, by_platform: bool) -> dict[str, Any]:
    after = laid_over(before, told)
    given = before.get("platform_deadlines") or []
    if clocks := clocks_over(given, told.get("platform_deadlines") or [], by_platform=by_platform):
        after["platform_deadlines"] = clocks
    else:
        after.pop("platform_deadlines", None)
    return after


def is_erased(case: Case | None, order: Order | None) -> bool:
    """Whether whom it is about was erased: nothing personal is taken in again, however often the platform tells it."""
    return any(one is not None and one.erased_at is not None for one in (case, order))


def _without_person(told: Mapping[str, Any]) -> dict[str, Any]:
    return taken_apart(told, OF_A_CASE)[0]


def _replaced(content: Any, personal: Mapping[str, Any]) -> Any:
    """The present personal data of an order or a case. What the record holds of earlier ones stays in rows of its own."""
    fresh = kept_apart([personal])[0]
    if content is not None:
        content.delete()
    return fresh


# --- events and evidence --------------------------------------------------------------------------------------


def add_events(case: Case, told: list[dict[str, Any]], *, by: str, at: datetime, book: bool = True) -> list[Event]:
    """Events of the case file, put on record; those that move money are booked, unless they only put another right."""
    facts = []
    erased = is_erased(case, case.order)
    for one in told:
        body, personal = taken_apart({name: v for name, v in one.items() if v is not None}, OF_AN_EVENT)
        facts.append(
            Fact(
                one["type"], parse(one["at"]), by, event_key(case, one), body=body, personal={} if erased else personal, in_file=True
            )
        )  # fmt: skip
    fresh = record(facts, at=at, shop=case.shop, order=case.order, case=case)
    for event in fresh if book else ():
        if event.type == "refund_paid" and event.body.get("amount"):
            _refunded(case, event)
    return fresh


def event_key(case: Case, told: Mapping[str, Any]) -> str:
    """What makes an event of the case file the same when it is told again."""
    body, personal = taken_apart({name: v for name, v in told.items() if v is not None}, OF_AN_EVENT)
    return keyed("event", case.pk, body, blinded(organisation_id(), personal))


def _refunded(case: Case, event: Event) -> None:
    money = _money(event.body["amount"])
    # Two messages may tell of one refund, under two cases of one order: it is one by order, instant and amount.
    key = keyed("refund", case.order_id or case.pk, event.at.isoformat(), event.body["amount"])
    booked = move(
        "refund", money, source=Account.escrow, target=Account.buyer, key=key, at=event.at,
        shop=case.shop, order=case.order, case=case,
    )  # fmt: skip
    if booked and case.order is not None and money.currency == case.order.currency:
        case.order.refunded += minor(money)
        case.order.save(update_fields=["refunded"])


def _evidence(case: Case, told: list[dict[str, Any]], *, by: str, at: datetime) -> bool:
    known = {one.number: one for one in Evidence.objects.filter(case=case)}
    fresh = [one for one in told if str(one.get("id")) not in known]
    erased = is_erased(case, case.order)
    for one in fresh:
        body, personal = taken_apart(one, OF_EVIDENCE)
        row = Evidence.objects.create(
            case=case, number=str(one.get("id")), kind=one.get("kind") or "", by=one.get("by"), at=_instant(one.get("at")),
            origin=one.get("origin"), reading=body.get("reading"), name=None if erased else one.get("file"),
        )  # fmt: skip
        key = keyed("evidence", case.pk, row.number)
        record(
            [Fact("evidence_added", row.at or at, by, key, body=body, personal={} if erased else personal)],
            at=at, shop=case.shop, order=case.order, case=case,
        )  # fmt: skip
    return bool(fresh)


def _money(told: Mapping[str, str]) -> Money:
    return Money(Decimal(told["amount"]), told["currency"])


def _instant(text: str | None) -> datetime | None:
    return parse(text) if text else None
