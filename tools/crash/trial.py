"""One trial: refunds approved, workers struck and replaced until every refund has ended, then both books compared."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from tests.store.making import dispute

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.store import actions, intake
from makegood.store.models import Action, Event, Membership, Order, Organisation, Person, Shop
from makegood.store.tenancy import within
from makegood.store.workers import database_clock
from makegood.usecases.acting import State
from tools.crash import pending, platform, striking, worker
from tools.crash.books import Ended, Sums, compared
from tools.crash.bugs import Bug
from tools.crash.plan import Plan
from tools.crash.platform import Naive
from tools.crash.striking import Struck

BOUND = 20.0
"""Seconds in which nothing moves although a worker lives: then what has not ended is stuck. An attempt takes a second or two."""
LONGEST = 120.0
"""Seconds until what still moves is stuck as well: it goes round in circles."""


def run(plan: Plan, bug: Bug | None = None) -> dict[str, Any]:
    """The trial's line for the results."""
    began, struck = time.monotonic(), Struck()
    with platform.running(plan.seed) as address:
        organisation = _approved(plan, address)
        for strikes in plan.rounds:
            if not pending.wait_until_due():
                break
            striking.strike(strikes, bug, struck)
        left = _unharmed(organisation, bug, struck)
        striking.wake(struck)
        time.sleep(platform.TIME_OUT / 2)  # what a worker sent just before it was killed
        paid = platform.asked(urlsplit(address).netloc, "/_sandbox/ledger", time_out=10.0)["refunds"]
    ended, sums = _record(organisation)
    pending.forget(organisation)
    faults = list(compared(ended, sums, paid))
    return {
        "seed": plan.seed,
        "bug": bug,
        "blow": plan.rounds[0][0].blow,
        "refunds": len(ended),
        "kills": struck.kills,
        "idle_kills": struck.idle_kills,
        "stops": struck.stops,
        "fuses": struck.fuses,
        "hit": dict(struck.hit),
        "ends": dict(Counter(str(one.state) for one in ended)),
        "attempts": max(one.attempts for one in ended),
        "faults": dict(Counter(str(fault) for fault, _ in faults)),
        "seconds": round(time.monotonic() - began, 2),
        "told": [*(told for _, told in faults), *left],
    }


def _approved(plan: Plan, address: str) -> UUID:
    """An organisation of its own, with every refund of the plan approved and due; the organisation."""
    now = datetime.now(UTC)
    made = Organisation.objects.create(name=f"crash {plan.seed}", alone={"USD": "50"})
    lead = Person.objects.create(username=f"lead {made.pk}")
    Membership.objects.create(person=lead, organisation=made, role="lead")
    naive = Naive(address, mark=lambda _: None, last=lambda: None)
    with within(made.pk):
        shop = Shop.objects.create(name="S", platform="aliexpress", rehearsal=False, address=address)
        for number, refunds in plan.orders.items():
            total = Decimal(sum(one.cents for one in refunds) + 100).scaleb(-2)
            case = intake.take_in(shop.pk, dispute(number, total=str(total), opened=now), by="aliexpress", at=now)
            assert case is not None
            for refund in refunds:
                money = Money(Decimal(refund.cents).scaleb(-2), "USD")
                action = actions.propose(
                    case, Verb.refund, {"line": refund.line}, money=money, line=refund.line, by="rule", at=now
                )
                actions.approve(action.pk, lead.pk, connection=naive, at=database_clock())
    key: UUID = made.pk
    return key


def _unharmed(organisation: UUID, bug: Bug | None, struck: Struck) -> list[str]:
    """Workers as they should be, until nothing is due any more; what is left where that never comes."""
    if pending.due_in() is None:
        return []
    living = worker.fork(bug)
    began = moved = time.monotonic()
    seen = 0
    while pending.due_in() is not None and (now := time.monotonic()) < min(moved + BOUND, began + LONGEST):
        if striking.is_dead(living):  # of its fuse, where this machine kept it waiting for too long
            struck.fuses += striking.fused(living)
            living = worker.fork(bug)
        if (on_record := _events(organisation)) != seen:
            seen, moved = on_record, now
        time.sleep(0.1)
    left = []
    if pending.due_in() is not None:
        left = [f"worker {living.at}, dead: {striking.is_dead(living)}", *pending.left()]
    striking.killed(living)
    return left


def _events(organisation: UUID) -> int:
    with within(organisation):
        return int(Event.objects.count())


def _record(organisation: UUID) -> tuple[list[Ended], list[Sums]]:
    with within(organisation):
        ended = [
            Ended(
                str(one.pk),
                one.order.number,
                one.line,
                one.money,
                State(one.state),
                one.attempts,
                one.reference,
                one.why,
            )
            for one in Action.objects.select_related("order")
        ]
        return ended, [Sums(one.number, one.in_flight, one.released) for one in Order.objects.all()]
