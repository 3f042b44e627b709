"""What a search finds, in the order that is shown: each part a bounded question with an index under it, none of them over all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from makegood.core.money import Money
from makegood.core.words import Platform
from makegood.desk.frame.places import address_of
from makegood.policies import policy as policies
from makegood.policies.pack import Clause
from makegood.store.ledger import major
from makegood.store.models import Case, Evidence, Order, Shop
from makegood.store.own_keys import buyer_key
from makegood.store.tenancy import organisation_id

MOST = 20
LEAST_SIGNS = 4
"""House: of a number that is not whole, its beginning must be this long."""
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class FoundCase:
    id: UUID
    number: str
    order: str | None
    platform: str
    shop: str
    kind: str | None
    stage: str | None
    due_at: datetime | None
    is_open: bool
    address: str | None


@dataclass(frozen=True, slots=True)
class FoundOrder:
    id: UUID
    number: str
    platform: str
    shop: str
    placed_at: datetime | None
    paid: Money | None
    cases: int


@dataclass(frozen=True, slots=True)
class FoundBuyer:
    """A buyer by the platform's id, as it was typed: the desk keeps only what finds their orders."""

    id: str
    platform: str
    orders: int
    cases: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundClause:
    id: str
    platform: str
    text: dict[str, str]
    address: str | None


@dataclass(frozen=True, slots=True)
class Found:
    cases: Sequence[FoundCase]
    orders: Sequence[FoundOrder]
    buyers: Sequence[FoundBuyer]
    evidence: Sequence[FoundCase]
    clauses: Sequence[FoundClause]

    @property
    def is_nothing(self) -> bool:
        return not any((self.cases, self.orders, self.buyers, self.evidence, self.clauses))


def find(text: str) -> Found:
    """Everything that fits; a handful of queries, however many rows there are."""
    one = text.strip()[:100]
    if not one:
        return Found((), (), (), (), ())
    shops = {shop.pk: shop for shop in Shop.objects.order_by("platform", "name")}
    orders = _orders(one, shops)
    return Found(
        cases=_cases(one, shops),
        orders=orders,
        buyers=_buyers(one, shops),
        evidence=_evidence(one),
        clauses=_clauses(one),
    )


def exact(text: str) -> UUID | None:
    """The only case that has just this number, or whose order has; None where there is none, or several."""
    one = text.strip()[:64]
    shops = list(Shop.objects.values_list("pk", flat=True))
    orders = Order.objects.filter(shop__in=shops, number=one).values("pk")
    numbers = Q(shop__in=shops, number__in=[one, *(f"{platform}:{one}" for platform in Platform)]) | Q(order__in=orders)
    found = list(Case.objects.filter(numbers).values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _begins(column: str, one: str) -> Q:
    """Numbers that begin so, as a range: an index serves it, and no sign of the text means anything else."""
    return Q(**{f"{column}__gte": one, f"{column}__lt": one + _AFTER_ALL})


def _numbered(one: str, shops: dict[UUID, Shop]) -> Q:
    return Q(shop__in=list(shops)) & (_begins("number", one) if len(one) >= LEAST_SIGNS else Q(number=one))


def _cases(one: str, shops: dict[UUID, Shop]) -> list[FoundCase]:
    orders = Order.objects.filter(_numbered(one, shops)).order_by("number")[:MOST].values("pk")
    own = Q(pk=None)
    for number in (one, *(f"{platform}:{one}" for platform in Platform)):
        own |= _numbered(number, shops)
    return _shown(Case.objects.filter(own | Q(order__in=list(orders.values_list("pk", flat=True)))))


def _shown(rows: QuerySet[Case]) -> list[FoundCase]:
    found = rows.select_related("shop", "order").order_by("-is_open", "due_at", "id")[:MOST]
    return [
        FoundCase(
            id=case.pk,
            number=case.number,
            order=case.order.number if case.order else None,
            platform=case.shop.platform,
            shop=case.shop.name,
            kind=case.kind,
            stage=case.stage,
            due_at=case.due_at,
            is_open=case.is_open,
            address=address_of("case", case.pk),
        )
        for case in found
    ]


def _orders(one: str, shops: dict[UUID, Shop]) -> list[FoundOrder]:
    rows = Order.objects.filter(_numbered(one, shops)).annotate(cases=Count("case")).order_by("number")[:MOST]
    return [
        FoundOrder(
            id=order.pk,
            number=order.number,
            platform=shops[order.shop_id].platform,
            shop=shops[order.shop_id].name,
            placed_at=order.placed_at,
            paid=major(order.paid, order.currency) if order.paid is not None and order.currency else None,
            cases=order.cases,
        )
        for order in rows
    ]


def _buyers(one: str, shops: dict[UUID, Shop]) -> list[FoundBuyer]:
    """By the platform's own id of a buyer; names are not searched: they are kept apart and sealed."""
    keys = {buyer_key(organisation_id(), platform, one): platform for platform in {s.platform for s in shops.values()}}
    orders: dict[str, list[Any]] = {}
    for order in Order.objects.filter(buyer_key__in=list(keys)).annotate(cases=Count("case")).order_by("-id")[:200]:
        orders.setdefault(keys[bytes(order.buyer_key)], []).append(order)
    return [
        FoundBuyer(one, platform, len(rows), sum(row.cases for row in rows), tuple(row.number for row in rows[:5]))
        for platform, rows in sorted(orders.items())
    ]


def _evidence(one: str) -> list[FoundCase]:
    """By a piece's own number, or by the fingerprint of its file, whole."""
    if len(one) < LEAST_SIGNS:
        return []
    keys = Evidence.objects.filter(Q(number=one) | Q(digest=one.lower())).order_by("-id").values_list("case", flat=True)
    wanted = list(keys[:MOST])
    return _shown(Case.objects.filter(pk__in=wanted)) if wanted else []


def _clauses(one: str) -> list[FoundClause]:
    """Clauses by id, then by what they say, in either language."""
    if len(one) < 2:
        return []
    wanted = one.casefold()
    found: dict[str, tuple[int, Clause, str]] = {}
    for platform in Platform:
        for clause in policies.book(platform).clauses.values():
            rank = _rank(clause, wanted)
            if rank is not None and clause.id not in found:
                found[clause.id] = (rank, clause, platform)
    ranked = sorted(found.values(), key=lambda each: (each[0], each[1].id))[:MOST]
    return [
        FoundClause(clause.id, platform, clause.text.as_json(), address_of("clause", clause.id))
        for _, clause, platform in ranked
    ]


def _rank(clause: Clause, wanted: str) -> int | None:
    if clause.id.casefold().startswith(wanted):
        return 0
    return 1 if wanted in clause.text.en.casefold() or wanted in clause.text.zh.casefold() else None
