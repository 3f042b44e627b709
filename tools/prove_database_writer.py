"""One writer of `tools.prove_database`: works on the store as a desk and a worker do, and notes what was committed after it was."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

PAID = "paid"
T = TypeVar("T")


def acks_of(acks: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(acks.glob("writer-*")):
        yield from map(json.loads, file.read_text().splitlines())


@dataclass
class Paying:
    """A platform that pays on every call and notes it; its list shows every payment at once. Fits `Connection`."""

    paid: Path

    @property
    def verbs(self) -> Mapping[Any, Any]:
        from makegood.core.words import Action
        from makegood.usecases.ports import Verb

        return {Action.refund: Verb(Action.refund, "refund", timedelta(seconds=1))}

    def pull(self, *, since: datetime | None, urgent: bool = False) -> Iterator[Any]:  # noqa: ARG002 - the port's
        return iter(())

    def perform(self, act: Any, *, urgent: bool = False) -> Any:  # noqa: ARG002 - the port's
        from makegood.usecases.ports import Receipt

        note(self.paid, {"act": act.id})
        return Receipt(f"r-{act.id}")

    def look(self, act: Any, *, taken: frozenset[str] = frozenset()) -> Any:  # noqa: ARG002 - the port's
        from makegood.usecases.ports import Look, Receipt, Sight

        listed = act.id in self.paid.read_text() if self.paid.exists() else False
        return Look(Sight.done, Receipt(f"r-{act.id}")) if listed else Look(Sight.not_done)


def note(file: Path, what: Mapping[str, Any]) -> None:
    """One line, in one call."""
    with file.open("ab", buffering=0) as out:
        out.write(json.dumps(what).encode() + b"\n")


def patiently(work: Callable[[], T]) -> T:
    """Until the database is there: connects anew and does it again, whatever became of the attempt."""
    from django.db import DatabaseError, IntegrityError, InterfaceError, connections

    end = time.monotonic() + 120
    while True:
        try:
            return work()
        except IntegrityError:  # the database answers, and says no: that is no outage
            raise
        except (DatabaseError, InterfaceError):
            if time.monotonic() > end:
                raise
            connections.close_all()
            time.sleep(0.05)


class Writer:
    """Cases one after the other, each with a refund, in an organisation of its own."""

    def __init__(self, acks: Path, name: str) -> None:
        self.file, self.name = acks / f"writer-{name}", name
        self.platform = Paying(acks / PAID)
        self.stopped = False
        self.number = 0
        signal.signal(signal.SIGTERM, self._stop)

    def _stop(self, *_: object) -> None:
        self.stopped = True

    def run(self) -> None:
        self.organisation, self.shop, self.person = patiently(self._scene)
        worker = self._worker()
        while not self.stopped:
            self.number += 1
            case = patiently(self._case)
            action = patiently(partial(self._refund, case))
            note(self.file, {"action": action})
            patiently(worker.once)
            note(self.file, {"heads": patiently(_heads)})

    def _scene(self) -> tuple[Any, Any, Any]:
        from makegood.store.models import Membership, Organisation, Person, Shop
        from makegood.store.tenancy import within

        organisation, _ = Organisation.objects.get_or_create(name=self.name, defaults={"alone": {"USD": "50"}})
        person, _ = Person.objects.get_or_create(username=self.name)
        Membership.objects.get_or_create(person=person, organisation=organisation, defaults={"role": "lead"})
        with within(organisation.pk):
            shop, _ = Shop.objects.get_or_create(name="S", platform="aliexpress", defaults={"rehearsal": False})
        return organisation.pk, shop.pk, person.pk

    def _worker(self) -> Any:
        from makegood.store.wiring import worker

        return worker(connect=lambda *_: self.platform)

    def _case(self) -> Any:
        from makegood.store.intake import take_in
        from makegood.store.models import Event
        from makegood.store.tenancy import within

        now = datetime.now(UTC)
        with within(self.organisation):
            case = take_in(self.shop, document(self.number, now), by="aliexpress", at=now)
            assert case is not None
            events = [str(key) for key in Event.objects.filter(case=case).values_list("id", flat=True)]
        note(self.file, {"case": str(case.pk), "events": events})
        return case

    def _refund(self, case: Any) -> str:
        """Asks for a refund and approves it; where an attempt was cut off, what it left is taken up."""
        from makegood.core.money import Money
        from makegood.core.words import Action as Verb
        from makegood.store import actions
        from makegood.store.models import Action
        from makegood.store.tenancy import within

        now = datetime.now(UTC)
        with within(self.organisation):
            action = Action.objects.filter(case=case).first() or actions.propose(
                case, Verb.refund, {}, money=Money(Decimal("5.00"), "USD"), by="rule", at=now
            )
        with within(self.organisation):
            if Action.objects.get(pk=action.pk).state == "planned":
                actions.approve(action.pk, self.person, connection=self.platform, at=now)
        return str(action.pk)


def document(number: int, now: datetime) -> dict[str, Any]:
    """A paid and delivered order with a dispute."""
    day = timedelta(days=1)
    opened = now.replace(microsecond=0)
    return {
        "schema": "makegood.case/1",
        "id": f"aliexpress:d{number}",
        "platform": "aliexpress",
        "order": {
            "id": f"o{number}",
            "placed_at": (opened - 20 * day).isoformat(),
            "paid_at": (opened - 20 * day).isoformat(),
            "delivered_at": (opened - 2 * day).isoformat(),
            "total": {"amount": "25.90", "currency": "USD"},
            "buyer": {"id": f"b{number}", "name": "Ana Gómez", "phone": "+34600000000"},
            "ship_to": {"name": "Ana Gómez", "country": "ES", "line1": "Calle Mayor 1"},
        },
        "claim": {"by": "buyer", "opened_at": opened.isoformat(), "reason": "not_as_described", "wants": ["refund"], "text": "…"},
        "events": [{"at": opened.isoformat(), "type": "dispute_opened"}],
    }  # fmt: skip


def _heads() -> dict[str, Any]:
    from makegood.store.models import Organisation

    rows = Organisation.objects.exclude(seal_head=None).values_list("id", "seal_head")
    return {str(key): head for key, head in rows}


def drain(acks: Path) -> None:
    """The work that is left, in peace: until every action has ended and every event is sealed."""
    from makegood.store.models import Due, Organisation
    from makegood.store.sealing import seal_all
    from makegood.store.wiring import worker
    from makegood.store.workers import database_clock

    ahead = timedelta(0)

    def later() -> datetime:
        """Nobody else works any more: the leases of those who were killed may as well run out now."""
        return database_clock() + ahead

    own = worker(later, connect=lambda *_: Paying(acks / PAID))
    for _ in range(200):
        own.until_idle()
        if not Due.objects.filter(kind="send").exists():
            break
        ahead += timedelta(seconds=15)
    for key in Organisation.objects.values_list("id", flat=True):
        seal_all(key, at=database_clock())


def main(arguments: list[str]) -> int:
    from makegood.store import opening

    acks, what = Path(arguments[0]), arguments[1]
    opening.open_store()
    if what == "up":
        from makegood.store import schema

        schema.up()
    elif what == "drain":
        drain(acks)
    else:
        Writer(acks, arguments[2]).run()
    opening.close()
    return 0


if __name__ == "__main__":
    os.umask(0o022)
    raise SystemExit(main(sys.argv[1:]))
