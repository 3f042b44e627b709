"""Where policy is used here: clocks that run by a clause, rules that rest on it, shops that set a number of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count

from makegood.desk import clocks
from makegood.desk.clocks import Chip
from makegood.desk.frame.places import address_of
from makegood.desk.policies import labels
from makegood.policies import compare
from makegood.policies.pack import Number, Pack
from makegood.rules.registry import rules
from makegood.store.models import Deadline, Shop

LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that holds otherwise now, and what of ours it touches."""

    clause: str
    platform: dict[str, str]
    label: str
    before: str
    after: str
    since: date | None
    where: str | None
    touched: int


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs by the clause."""

    case: UUID
    number: str
    kind: str
    chip: Chip

    @property
    def address(self) -> str | None:
        return address_of("case", self.case)


@dataclass(frozen=True, slots=True)
class Uses:
    count: int
    soonest: list[Running]
    rules: list[str]
    overrides: list[tuple[str, str, str]]
    """Shop, the number's label, what it set."""


def running_by(clauses: Collection[str]) -> dict[str, int]:
    """How many clocks run by each of them. One query."""
    rows = Deadline.objects.filter(state="running", clause__in=list(clauses)).values("clause").annotate(n=Count("id"))
    return {one["clause"]: one["n"] for one in rows}


def changed(packs: Sequence[Pack], today: date) -> list[Changed]:
    """What changed in the last thirty days, the newest first. One query."""
    found = [(pack, one) for pack in packs for one in compare.between(pack, today - LATELY, today)]
    touched = running_by({one.clause for _, one in found})
    units = {str(number.name): number.unit for pack in packs for number in _numbers(pack)}
    told = [
        Changed(
            one.clause,
            pack.name.as_json(),
            str(labels.NUMBERS.get(one.what, one.what)),
            _said(pack, one.clause, one.what, today - LATELY, units),
            _said(pack, one.clause, one.what, today, units),
            one.since,
            one.source,
            touched.get(one.clause, 0),
        )
        for pack, one in found
    ]
    return sorted(told, key=lambda one: one.since or date.min, reverse=True)


def newest(packs: Sequence[Pack], today: date) -> tuple[date | None, date]:
    """The day of the last dated change that holds, and the day the packs were last read against their sources."""
    days = [
        value.since_day
        for pack in packs
        for number in _numbers(pack)
        for value in number.values
        if value.since_day is not None and value.since_day <= today
    ]
    return max(days, default=None), min(pack.version for pack in packs)


def uses_of(clause: str, numbers: Sequence[str], now: datetime) -> Uses:
    """Three queries, however many clocks there are."""
    found = Deadline.objects.filter(clause=clause, state="running")
    rows = found.filter(due_at__isnull=False).select_related("case", "case__order").order_by("due_at")[:5]
    soonest = [
        Running(
            one.case_id,
            one.case.order.number if one.case.order is not None else one.case.number,
            one.kind,
            clocks.chip(one.due_at, now, source=one.source, clause=None),
        )
        for one in rows
    ]
    resting = sorted({rule.question for rule in rules() if clause in rule.clauses})
    return Uses(found.count(), soonest, resting, list(_overrides(numbers)))


def _overrides(numbers: Sequence[str]) -> list[tuple[str, str, str]]:
    return [
        (shop.name, str(labels.NUMBERS.get(name, name)), str(value))
        for shop in Shop.objects.order_by("name")
        for name, value in shop.settings.items()
        if name in numbers
    ]


def _numbers(pack: Pack) -> list[Number]:
    return [one for clause in (*pack.clauses.values(), *pack.supplements.values()) for one in clause.numbers]


def _said(pack: Pack, clause: str, name: str, day: date, units: dict[str, str]) -> str:
    for one in (pack.clauses.get(clause), pack.supplements.get(clause)):
        for number in one.numbers if one is not None else ():
            if number.name == name:
                standing = compare.on_day(number, day)
                return labels.value(standing.value if standing is not None else None, units[name])
    return "–"
