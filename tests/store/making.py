"""Organisations, shops, people and cases for the tests of the store; and a platform that lives in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from makegood.core.words import Action
from makegood.usecases.ports import Act, Look, Pulled, Receipt, Sight, Verb

T0 = datetime(2026, 11, 22, 8, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that tests wind."""

    now: datetime = T0

    def __call__(self) -> datetime:
        return self.now

    def wind(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@dataclass
class Scene:
    """One organisation with a shop that is live, a clerk, a lead and an owner."""

    organisation: UUID
    shop: UUID
    people: dict[str, UUID]


def scene(name: str = "One", platform: str = "aliexpress", *, alone: str = "50", rehearsal: bool = False) -> Scene:
    from makegood.store.models import Membership, Organisation, Person, Shop
    from makegood.store.tenancy import within

    organisation = Organisation.objects.create(name=name, alone={"USD": alone}, role_most={"clerk": {"USD": "100"}})
    people = {}
    for role in ("clerk", "lead", "owner", "warehouse"):
        person = Person.objects.create(username=f"{name}-{role}")
        Membership.objects.create(person=person, organisation=organisation, role=role)
        people[role] = person.pk
    with within(organisation.pk):
        shop = Shop.objects.create(name="S", platform=platform, rehearsal=rehearsal)
    return Scene(organisation.pk, shop.pk, people)


def dispute(number: int = 1, *, total: str = "25.90", opened: datetime = T0, **more: Any) -> dict[str, Any]:
    """An AliExpress dispute about a paid and delivered order."""
    day = timedelta(days=1)
    stamp = lambda at: at.isoformat().replace("+00:00", "Z")  # noqa: E731
    return {
        "schema": "makegood.case/1",
        "id": f"aliexpress:6{number:013d}",
        "platform": "aliexpress",
        "order": {
            "id": f"8190000{number:08d}",
            "placed_at": stamp(opened - 20 * day),
            "paid_at": stamp(opened - 20 * day),
            "shipped_at": stamp(opened - 18 * day),
            "delivered_at": stamp(opened - 2 * day),
            "total": {"amount": total, "currency": "USD"},
            "buyer": {"id": f"b{number}", "name": "María Pérez", "language": "es", "phone": "+34600000000"},
            "ship_to": {"name": "María Pérez", "country": "ES", "city": "Madrid", "line1": "Calle Mayor 1"},
        },
        "claim": {"by": "buyer", "opened_at": stamp(opened), "reason": "not_as_described", "severity": "minor",
                  "wants": ["refund"], "amount": {"amount": total, "currency": "USD"}, "text": "El color no es el mismo"},
        "events": [{"at": stamp(opened), "type": "dispute_opened"}],
        **more,
    }  # fmt: skip


@dataclass
class InMemory:
    """A platform in memory that fits `Connection`. `answers` says what each call does: a receipt, or an exception to raise;
    `effect` False: nothing was done."""

    answers: list[Any] = field(default_factory=list)
    done: list[Act] = field(default_factory=list)
    listed: list[Act] = field(default_factory=list)
    cases: list[dict[str, Any]] = field(default_factory=list)
    settle: timedelta = timedelta(seconds=10)
    on_call: Callable[[], None] = lambda: None

    @property
    def verbs(self) -> Mapping[Action, Verb]:
        return {
            action: Verb(action, "issues", self.settle)
            for action in (Action.offer, Action.agree, Action.refuse, Action.refund)
        }

    def pull(self, *, since: datetime | None, urgent: bool = False) -> Iterator[Pulled]:
        yield from (Pulled(case) for case in self.cases)

    def perform(self, act: Act, *, urgent: bool = False) -> Receipt:
        self.on_call()
        answer = self.answers.pop(0) if self.answers else (True, Receipt(f"r{len(self.done) + 1}"))
        effect, outcome = answer
        if effect:
            self.done.append(act)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def look(self, act: Act, *, taken: frozenset[str] = frozenset()) -> Look:
        mine = [one for one in self.done if one.id == act.id]
        return Look(Sight.done, Receipt("seen")) if mine else Look(Sight.not_done)
