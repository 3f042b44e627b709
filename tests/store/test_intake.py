"""Facts come in by one door, each once; what tells who the buyer is lies apart from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from makegood import assess
from makegood.core.reading import NotACase
from makegood.store.tenancy import within
from tests.store.making import T0, Scene, dispute, scene

pytestmark = pytest.mark.usefixtures("store")


def take(one: Scene, document: dict[str, Any], *, by: str = "aliexpress", hours: float = 0) -> Any:
    from makegood.store.intake import take_in

    with within(one.organisation):
        return take_in(one.shop, document, by=by, at=T0 + timedelta(hours=hours))


def rows(name: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM store_{name}")
        return int(cursor.fetchone()[0])


TABLES = ("order", "case", "event", "entry", "content", "evidence", "deadline", "due")


def test_the_file_put_together_again_is_assessed_as_the_one_that_came() -> None:
    from makegood.store.cases import file_of

    one, document = scene(), dispute(evidence=[{"id": "e1", "kind": "goods_photo", "by": "buyer"}])

    case = take(one, document)

    with within(one.organisation):
        kept = file_of(case)
    assert {name: kept[name] for name in document} == document
    expected = assess(document, T0)
    assert {name: case.assessment[name] for name in ("next", "deadlines", "options", "stage")} == {
        name: expected[name] for name in ("next", "deadlines", "options", "stage")
    }


def test_told_again_it_changes_nothing() -> None:
    one, document = scene(), dispute(evidence=[{"id": "e1", "kind": "goods_photo"}])
    take(one, document)
    before = {name: rows(name) for name in TABLES}

    take(one, document, hours=3)

    assert {name: rows(name) for name in TABLES} == before


def test_a_new_event_is_added_and_assessed() -> None:
    one = scene()
    take(one, dispute())
    more = [{"at": "2026-11-22T09:00:00Z", "type": "dispute_withdrawn"}]

    case = take(one, dispute(events=[*dispute()["events"], *more]), hours=2)

    assert case.stage == "withdrawn"


def test_an_order_that_changed_is_seen_by_its_case() -> None:
    from makegood.store.models import Case

    one, document = scene(), dispute()
    take(one, document)
    order = {**document["order"], "status": "FINISH"}

    assert (
        take(
            one, {"schema": "makegood.case/1", "id": "aliexpress:x", "platform": "aliexpress", "order": order}, hours=1
        )
        is None
    )

    with within(one.organisation):
        assert Case.objects.get().assessed_at == T0 + timedelta(hours=1)


def test_who_the_buyer_is_stands_in_no_fact() -> None:
    one = scene()
    message = {"at": "2026-11-22T08:30:00Z", "type": "message", "direction": "in", "text": "soy María Pérez"}
    take(one, dispute(events=[*dispute()["events"], message]))

    with connections["owner"].cursor() as cursor:
        for table in ("store_order", "store_event"):
            for secret in ("María", "600000000", "Calle Mayor"):
                cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{secret}%"])
                assert cursor.fetchone() == (0,), (table, secret)
        cursor.execute("SELECT count(*) FROM store_content t WHERE t::text LIKE '%%María%%'")
        assert cursor.fetchone()[0] > 0


def test_a_refund_is_booked_once_however_often_it_is_told() -> None:
    from makegood.store.models import Entry, Order

    one = scene()
    paid = {"at": "2026-11-22T09:00:00Z", "type": "refund_paid", "amount": {"amount": "5.00", "currency": "USD"}}
    document = dispute(events=[*dispute()["events"], paid])
    take(one, document, hours=2)
    take(one, {**document, "id": "aliexpress:another-message-of-it"}, hours=2)

    with within(one.organisation):
        booked = Entry.objects.filter(what="refund").values_list("account", "amount")
        assert sorted(booked) == [("buyer", 500), ("escrow", -500)]
        assert Order.objects.get().refunded == 500


def test_the_platforms_clocks_of_now_replace_those_it_told_before() -> None:
    from makegood.store.models import Deadline

    one = scene()
    clock = {"kind": "negotiation", "due_at": "2026-11-27T00:00:00Z", "on_lapse": "arbitration"}
    take(one, dispute(platform_deadlines=[clock]))
    take(one, dispute(platform_deadlines=[{**clock, "due_at": "2026-11-29T00:00:00Z"}]), hours=1)

    with within(one.organisation):
        found = Deadline.objects.get(kind="negotiation")
    assert (found.source, found.due_at.isoformat()) == ("platform", "2026-11-29T00:00:00+00:00")


def test_a_clock_typed_by_a_person_stays_beside_the_others() -> None:
    one = scene()
    take(one, dispute())
    typed = {"kind": "confirm_return", "due_at": "2026-11-28T00:00:00Z", "on_lapse": "auto_refund"}

    case = take(one, dispute(platform_deadlines=[typed]), by="person:1", hours=1)

    kinds = {one["kind"]: one["source"] for one in case.assessment["deadlines"]}
    assert kinds["confirm_return"] == "platform" and "negotiation" in kinds


def test_a_file_that_is_no_case_is_refused_and_leaves_nothing() -> None:
    one = scene()

    with pytest.raises(NotACase):
        take(one, {**dispute(), "claim": {"reason": "nonsense"}})

    assert rows("order") == rows("case") == rows("event") == 0


def test_an_order_without_trouble_opens_no_case() -> None:
    one, document = scene(), dispute()
    assert take(one, {name: document[name] for name in ("schema", "id", "platform", "order")}) is None
    assert (rows("order"), rows("case")) == (1, 0)
