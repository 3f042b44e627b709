"""What a person brings from outside: once, only while the case waits for it, and under a number of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from makegood.store.tenancy import within
from makegood.usecases.answers import Answer
from tests.store.making import T0, Scene, dispute, scene

BY = "person:x"
PIECE = {"id": "E-01", "kind": "goods_photo", "by": "buyer", "file": "a.jpg"}
OFFER = {"at": "2026-11-22T09:00:00Z", "type": "offer_made", "remedy": "coupon"}
LATER = T0 + timedelta(hours=5)


@pytest.fixture
def one(store: object) -> Scene:
    return scene("One")


def case_of(one: Scene, **more: Any) -> Any:
    from makegood.store import intake

    return intake.take_in(one.shop, dispute(1, **more), by="aliexpress", at=T0)


def test_an_answer_is_heard_once(one: Scene) -> None:
    from makegood.store import hearing
    from makegood.store.actions import NotPossible

    with within(one.organisation):
        case = case_of(one, events=[{"at": "2026-11-22T08:00:00Z", "type": "dispute_opened"}, OFFER])
        heard = hearing.hear(case.pk, Answer.offer_accepted, by=BY, at=LATER, heard_at=LATER)
        assert heard.next_action == "send_coupon"
        with pytest.raises(NotPossible, match="no offer waits"):
            hearing.hear(case.pk, Answer.offer_refused, by=BY, at=LATER, heard_at=LATER)


def test_nothing_is_heard_that_has_not_been_said_yet(one: Scene) -> None:
    from makegood.store import hearing
    from makegood.store.actions import NotPossible

    with within(one.organisation):
        case = case_of(one)
        with pytest.raises(NotPossible, match="not come yet"):
            hearing.hear(case.pk, Answer.offer_accepted, by=BY, at=T0, heard_at=LATER)


def test_evidence_is_put_in_once_and_gets_a_number_of_its_own(one: Scene) -> None:
    from makegood.store import hearing
    from makegood.store.models import Evidence

    with within(one.organisation):
        case = case_of(one)
        assert hearing.next_number(case) == "E-01"
        given = [hearing.put_in(case, {**PIECE, "file": file}, by=BY, at=LATER) for file in ("a.jpg", "a.jpg", "b.jpg")]

        assert given == ["E-01", None, "E-02"] and hearing.next_number(case) == "E-03"
        assert set(Evidence.objects.values_list("name", flat=True)) == {"a.jpg", "b.jpg"}


def test_facts_of_the_order_are_laid_over_those_on_file(one: Scene) -> None:
    from makegood.store import cases, hearing

    with within(one.organisation):
        case = case_of(one)
        hearing.tell(case, {"order": {"shipment": {"tracking": "ZT2"}}}, by=BY, at=LATER)

        order = cases.whole_order(case.order)
    assert order["shipment"] == {"tracking": "ZT2"} and order["buyer"]["name"] == "María Pérez"


def test_anothers_case_is_not_there(one: Scene) -> None:
    from makegood.store import hearing
    from makegood.store.models import Case

    with within(one.organisation):
        case = case_of(one)
    other = scene("Other")
    with within(other.organisation), pytest.raises(Case.DoesNotExist):
        hearing.locked(case.pk)
