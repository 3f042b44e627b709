"""Events are numbered and sealed a minute after they are committed, by one sealer at a time, holding nobody up."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from makegood.store.tenancy import within
from tests.store.making import T0, Clock, Scene, dispute, scene

pytestmark = pytest.mark.usefixtures("store")


def record_some(one: Scene, count: int = 3) -> None:
    from makegood.store.record import Fact, record

    with within(one.organisation):
        record([Fact("note", T0, "rule", f"k{n}", body={"n": n}) for n in range(count)], at=T0)


def numbers(one: Scene) -> list[int | None]:
    from makegood.store.models import Event

    with within(one.organisation):
        return sorted(Event.objects.values_list("number", flat=True), key=lambda n: (n is None, n))


def seals(one: Scene) -> list[Any]:
    from makegood.store.models import Seal

    with within(one.organisation):
        return list(Seal.objects.order_by("number"))


def worker(clock: Clock) -> Any:
    from makegood.store.sealing import SEAL, sealer
    from makegood.store.workers import Worker

    return Worker({SEAL: sealer(clock)}, now=clock)


def test_numbers_go_on_from_seal_to_seal() -> None:
    from makegood.store.sealing import seal

    one = scene()
    record_some(one, 5)

    assert [seal(one.organisation, at=T0, most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert numbers(one) == [1, 2, 3, 4, 5]
    assert [(s.number, s.first, s.last) for s in seals(one)] == [(1, 1, 2), (2, 3, 4), (3, 5, 5)]


def test_a_worker_seals_an_organisation_that_nobody_told_it_of() -> None:
    one, other, clock = scene("One"), scene("Other"), Clock()
    record_some(one)

    worker(clock).until_idle()
    assert numbers(one) == [1, 2, 3] and seals(other) == []

    record_some(other)
    clock.wind(seconds=59)
    assert worker(clock).once() == 0
    clock.wind(seconds=2)
    worker(clock).until_idle()
    assert numbers(other) == [1, 2, 3] and len(seals(one)) == 1


def test_more_than_one_seal_holds_is_sealed_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    from makegood.store import sealing

    monkeypatch.setattr(sealing.seal, "__kwdefaults__", {"most": 4})
    monkeypatch.setattr(sealing, "MOST", 4)
    one = scene()
    record_some(one, 10)

    worker(Clock()).once()

    assert [s.last for s in seals(one)] == [4, 8, 10]


def test_an_event_that_commits_late_is_sealed_later() -> None:
    """Its key is older than those sealed while its transaction was still open."""
    from makegood.store.sealing import seal

    one = scene()
    written, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        from makegood.store.record import Fact, record

        try:
            with within(one.organisation):
                record([Fact("note", T0, "rule", "slow")], at=T0)
                written.set()
                may_end.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(10)
    record_some(one)
    assert seal(one.organisation, at=T0) == 3  # not held up by the open transaction
    may_end.set()
    thread.join(10)

    assert seal(one.organisation, at=T0 + timedelta(minutes=1)) == 1
    assert numbers(one) == [1, 2, 3, 4]


def test_sealers_at_the_same_time_make_one_chain() -> None:
    from makegood.store.sealing import seal_all
    from makegood.store.verifying import verify

    one = scene()
    record_some(one, 200)
    barrier = threading.Barrier(4)

    def run() -> None:
        try:
            barrier.wait(10)
            seal_all(one.organisation, at=T0)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    verdict = verify(one.organisation)
    assert verdict.broken is None and verdict.tally.events == 200


def test_a_number_is_set_once_and_an_event_never_altered() -> None:
    from makegood.store.sealing import seal

    one = scene()
    record_some(one)
    seal(one.organisation, at=T0)

    with pytest.raises(DatabaseError, match="set once"), within(one.organisation), connection.cursor() as cursor:
        cursor.execute("UPDATE store_event SET number = number + 10")
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic("owner"):
        connections["owner"].cursor().execute("DELETE FROM store_event")
    with pytest.raises(DatabaseError, match="permission denied"), within(one.organisation):
        connection.cursor().execute("UPDATE store_seal SET number = 2")


def test_an_organisation_is_born_with_the_sealers_row_and_it_stays() -> None:
    from makegood.store.models import Due

    one, clock = scene(), Clock()
    assert Due.objects.filter(kind="seal", subject=one.organisation).count() == 1

    worker(clock).until_idle()

    assert Due.objects.get(kind="seal").due_at == clock.now + timedelta(minutes=1)


def test_a_real_case_is_sealed_whole() -> None:
    from makegood.store.intake import take_in
    from makegood.store.sealing import seal_all
    from makegood.store.verifying import verify

    one = scene()
    with within(one.organisation):
        take_in(one.shop, dispute(), by="aliexpress", at=T0)
    count = seal_all(one.organisation, at=T0)

    verdict = verify(one.organisation)
    assert count == 3 and verdict.broken is None
    assert (verdict.tally.events, verdict.tally.unsealed, verdict.tally.erased) == (3, 0, 0)
