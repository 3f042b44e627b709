"""The cards beside the timeline: evidence, remedies and their cost, money, the clauses in force; from what is read already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import EvidenceKind, Origin, Platform
from makegood.desk.case.moves import review_address
from makegood.desk.case.rows import Law, Moving, Offer, Proof, Purse
from makegood.desk.frame.places import address_of
from makegood.policies.pack import Clause
from makegood.policies.policy import book
from makegood.store.ledger import major
from makegood.store.models import Case, Entry, Evidence, Order

PROVES_BY_ITS_NUMBER = frozenset(
    {EvidenceKind.outer_label_photo, EvidenceKind.inner_label_photo, EvidenceKind.tracking_record, EvidenceKind.delivery_proof}
)  # fmt: skip
NOT_READ = Text(
    "On file, but nothing has been read from it yet: it proves nothing.", "已收到，但还没有读出内容，不能作为证明。"
)
NOT_TRACED = Text("It cannot be traced to where it was made.", "无法追溯到原始出处。")


# --- evidence -------------------------------------------------------------------------------------------------


def checklist(answer: Mapping[str, Any], pieces: Iterable[Evidence]) -> list[Proof]:
    """Missing first, with how to ask for it; then what is held, doubtful, or does not count."""
    told = answer.get("evidence") or {}
    rejected = {one["id"]: one for one in told.get("rejected", ())}
    missing = [
        Proof(one["kind"], "missing", ask=one["ask"], clause=one["clause"], message=one["message"])
        for one in told.get("missing", ())
    ]
    return [*missing, *(_piece(one, rejected.get(one.number)) for one in pieces)]


def _piece(one: Evidence, no: Mapping[str, Any] | None) -> Proof:
    reading = one.reading or {}
    doubt = None
    if no is None and one.kind in PROVES_BY_ITS_NUMBER and not reading.get("tracking"):
        doubt = NOT_READ
    elif no is None and one.origin in (Origin.forwarded, Origin.unknown):
        doubt = NOT_TRACED
    return Proof(
        kind=one.kind,
        state="rejected" if no is not None else "doubtful" if doubt is not None else "held",
        number=one.number,
        by=one.by or "",
        at=one.at,
        reading=_read(reading),
        clause=no["clause"] if no else "",
        why=no["why"] if no else doubt.as_json() if doubt else {},
    )


def _read(reading: Mapping[str, Any]) -> str:
    said = [reading.get("tracking"), *(reading.get("skus") or ()), reading.get("carrier"), reading.get("channel")]
    return " · ".join(str(one) for one in said if one)


# --- remedies -------------------------------------------------------------------------------------------------


def offers(case: Case, answer: Mapping[str, Any], *, may_offer: bool) -> list[Offer]:
    """The recommended one first, then what is allowed by its cost, then what is not, with why."""
    found = [_offer(case, one, may_offer) for one in answer.get("options", ())]
    return sorted(found, key=lambda one: (not one.recommended, not one.allowed, _amount(one.cost)))


def _amount(money: Money | None) -> Decimal:
    return money.amount if money is not None else Decimal("Infinity")


def _offer(case: Case, told: Mapping[str, Any], may_offer: bool) -> Offer:
    because: Mapping[str, Any] = told["because"][0] if told["because"] else {"clause": "", "why": {}}
    return Offer(
        remedy=told["remedy"],
        allowed=told["allowed"],
        recommended=told["recommended"],
        how=told["how"],
        cost=_read_money(told["cost"]),
        parts=[(name, _sure(money)) for name, money in told["cost_parts"].items()],
        unknown=told["unknown"],
        clause=because["clause"],
        why=because["why"],
        address=review_address(case.pk, "offer", told["remedy"]) if told["allowed"] and may_offer else None,
    )


def _sure(told: Mapping[str, str]) -> Money:
    return Money(Decimal(told["amount"]), told["currency"])


def _read_money(told: Mapping[str, str] | None) -> Money | None:
    return _sure(told) if told else None


# --- money ----------------------------------------------------------------------------------------------------


def purse(order: Order | None, entries: Sequence[Entry]) -> Purse:
    """As the ledger has it. What is in flight counts as gone until it is known not to be."""
    if order is None or order.currency is None:
        return Purse(None, None, None, None, [])
    currency, back = order.currency, max(order.released, order.refunded)
    left = order.paid - back - order.in_flight if order.paid is not None else None
    moves = [
        Moving(one.what, major(one.amount, one.currency), one.at, (one.action.reference if one.action else None) or "")
        for one in entries
        if one.amount > 0
    ]
    return Purse(
        paid=major(order.paid, currency) if order.paid is not None else None,
        refunded=major(back, currency),
        in_flight=major(order.in_flight, currency) if order.in_flight else None,
        left=major(max(left, 0), currency) if left is not None else None,
        moves=moves,
    )


# --- clauses --------------------------------------------------------------------------------------------------


def laws(answer: Mapping[str, Any], platform: str) -> list[Law]:
    """The clauses that the answer rests on, in the order it names them."""
    clauses = book(Platform(platform)).clauses
    return [_law(clauses[name]) for name in dict.fromkeys(_named(answer)) if name in clauses]


def _named(answer: Mapping[str, Any]) -> Iterator[str]:
    yield answer["next"]["clause"]
    evidence = answer["evidence"]
    for told in (answer["deadlines"], answer["liability"]["because"], evidence["missing"], evidence["rejected"],
                 answer["blocked"], answer["also"]):  # fmt: skip
        yield from (one["clause"] for one in told)
    yield from (because["clause"] for one in answer["options"] for because in one["because"])


def _law(clause: Clause) -> Law:
    return Law(
        id=clause.id,
        text=clause.text.as_json(),
        source=str(clause.cite.source),
        where=clause.cite.where,
        read_on=clause.cite.read_on,
        address=address_of("clause", clause.id),
    )
