"""A month of a shop: the sandbox's clock and ours wound together; a worker pulls, warns and sends; the clerk says yes."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol
from uuid import UUID

from makegood.core.instants import show
from makegood.rehearsal import ledgers
from makegood.rehearsal.clerk import Clerk
from makegood.rehearsal.hands import hands_of
from makegood.rehearsal.sandboxes import Sandbox
from makegood.store import due
from makegood.store.models import Action, Case, Deadline, Event, Membership, Order, Organisation, Person, Shop, Warning
from makegood.store.pulling import PULL
from makegood.store.tenancy import within
from makegood.store.tokens import keep
from makegood.store.wiring import connections, worker
from makegood.usecases.ports import Tokens

ROLES = ("clerk", "lead", "owner")
TAIL, TAIL_BEAT = timedelta(days=65), timedelta(hours=6)
"""After the month's last order, in longer beats: until disputes have ended, and what went back has been told by the platform."""


@dataclass(slots=True)
class Wound:
    """Our clock in a rehearsal: it stands where it is wound to."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Free:
    """A pace without limits: a rehearsal's clock stands still while calls are made."""

    def take(self, endpoint: str, *, urgent: bool) -> None: ...
    def asked_to_wait(self, endpoint: str, wait: timedelta) -> None: ...
    def outcome(self, endpoint: str, *, well: bool) -> None: ...


class Hands(Protocol):
    """Whoever does what is due."""

    def until_idle(self) -> int: ...


@dataclass(slots=True)
class Month:
    """One rehearsal. `beat` is how far the clocks are wound at a time."""

    sandbox: Sandbox
    seed: int
    start: datetime
    days: int
    orders_per_day: int
    beat: timedelta = timedelta(hours=1)
    progress: Callable[[str], None] | None = None
    staff: Callable[[Wound], Hands] | None = None
    """Who works by this clock; None: one worker in this process."""
    clock: Wound = field(init=False)
    organisation: UUID = field(init=False)
    shop: UUID = field(init=False)

    def run(self) -> dict[str, Any]:
        """Plays it to its end; what was pulled, done and announced, and how the two ledgers compare."""
        self.clock = Wound(self.start)
        people = self._founded()
        self.sandbox.post("populate", days=self.days, orders_per_day=self.orders_per_day, seed=self.seed)
        connect = connections(self.clock, lambda _app, _shop: Free())
        hands = self.staff(self.clock) if self.staff else worker(self.clock, connect)
        connection = connect(self.organisation, self.shop)
        assert connection is not None
        hands_on, random = hands_of(self.sandbox.platform), Random(f"{self.seed}:clerk")  # noqa: S311
        clerk = Clerk(self.organisation, people, connection, self.sandbox, hands_on, random)
        due.ensure(PULL, self.shop, self.organisation, self.clock.at)
        last = self.start + timedelta(days=self.days)
        while self.clock.at < last + TAIL:
            self.clock.at += self.beat if self.clock.at < last else max(self.beat, TAIL_BEAT)
            self.sandbox.wind(self.clock.at)
            hands.until_idle()
            if clerk.rounds(self.clock.at):
                hands.until_idle()
            if self.progress is not None and self.clock.at.hour == 0:
                self.progress(f"{self.clock.at:%Y-%m-%d}  {sum(clerk.counts.values())}")
        return self._report(clerk)

    def _founded(self) -> dict[str, UUID]:
        known = hands_of(self.sandbox.platform)
        organisation = Organisation.objects.create(
            name=f"Rehearsal {self.sandbox.platform} {self.seed} {show(self.start)}",
            alone={currency: alone for currency, (alone, _) in known.LIMITS.items()},
            role_most={"clerk": {currency: most for currency, (_, most) in known.LIMITS.items()}},
        )
        self.organisation, people = organisation.pk, {}
        for role in ROLES:
            person, _ = Person.objects.get_or_create(username=f"{role}@{organisation.pk}")
            Membership.objects.create(person=person, organisation=organisation, role=role)
            people[role] = person.pk
        app = self.sandbox.post("apps", key="rehearsal", secret=secrets.token_hex(16), profile="own")
        told = self.sandbox.post("tokens", app_key=app["key"])
        with within(organisation.pk):
            shop = Shop.objects.create(
                name="Sandbox", platform=self.sandbox.platform, address=self.sandbox.address, rehearsal=False,
                account=str(self.sandbox.told["seller_id"]), options=dict(known.OPTIONS),
            )  # fmt: skip
            tokens = Tokens(
                told["access_token"],
                told["refresh_token"],
                self.start + timedelta(seconds=int(told["expires_in"])),
                self.start + timedelta(seconds=int(told["refresh_expires_in"])) if told["refresh_expires_in"] else None,
            )
            keep(shop, tokens, app_key=app["key"], app_secret=app["secret"])
        self.shop = shop.pk
        return people

    def _report(self, clerk: Clerk) -> dict[str, Any]:
        comparison = ledgers.compare(self.organisation, self.sandbox.get("ledger"))
        with within(self.organisation):
            lapsed = Deadline.objects.filter(state="lapsed")
            return {
                "platform": self.sandbox.platform,
                "days": self.days,
                "until": show(self.clock.at),
                "orders": Order.objects.count(),
                "cases": Case.objects.count(),
                "open": Case.objects.filter(is_open=True).count(),
                "kinds": dict(Counter(Case.objects.values_list("kind", flat=True))),
                "stages": dict(Counter(Case.objects.values_list("stage", flat=True))),
                "events": Event.objects.count(),
                "actions": dict(
                    Counter(f"{kind} {state}" for kind, state in Action.objects.values_list("kind", "state"))
                ),
                "yeses": dict(sorted(clerk.counts.items())),
                "warnings": Warning.objects.count(),
                "lapsed": lapsed.count(),
                "lapsed_unannounced": lapsed.exclude(warnings__hours__gt=0).count(),
                "unreadable": Event.objects.filter(type="unreadable").count(),
                "trouble": Shop.objects.get().trouble,
                "ledgers": comparison,
            }
