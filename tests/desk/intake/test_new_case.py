"""A case opened by hand, through the browser's door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.store.tenancy import within
from tests.store.making import Scene, dispute, scene

Sit = Callable[..., Client]
WISH = {
    "platform": "wish",
    "shop_name": "Bright Finds",
    "order": "5f0a1",
    "kind": "wrong_item",
    "opened_at": "2026-11-20T10:00",
    "wants": ["refund"],
    "claimed": "12.90",
    "claimed_currency": "USD",
    "total": "12.90",
    "total_currency": "USD",
    "paid_at": "2026-11-01T10:00",
}


def the_case(one: Scene) -> Any:
    from makegood.store.models import Case

    with within(one.organisation):
        return Case.objects.select_related("shop", "order").get()


def test_opens_a_case_in_a_shop_that_it_makes_and_assesses_it_at_once(at_desk: Sit, one: Scene) -> None:
    answer = at_desk("clerk").post("/new/open/", WISH)
    case = the_case(one)

    assert answer.status_code == 302 and str(case.pk) in answer["Location"]
    assert (case.shop.platform, case.shop.name, case.number) == ("wish", "Bright Finds", "wish:5f0a1")
    assert case.assessment["next"]["action"] == "verify_order" and case.order.paid == 1290


def test_keeps_all_that_was_typed_where_something_is_wrong(at_desk: Sit, one: Scene) -> None:
    from makegood.store.models import Case

    answer = at_desk().post("/new/open/", WISH | {"claimed": "12,9x", "said": "Wrong <b>colour</b>"})
    page = answer.content.decode()

    assert answer.status_code == 422 and "1 field needs a look" in page
    assert 'value="12,9x"' in page and "Wrong &lt;b&gt;colour&lt;/b&gt;" in page and 'value="Bright Finds"' in page
    assert 'aria-describedby="f-claimed-fault"' in page
    with within(one.organisation):
        assert not Case.objects.exists()


def test_keeps_a_clock_of_the_platforms_page_with_where_it_was_read(at_desk: Sit, one: Scene) -> None:
    clock = {"clock": "respond", "left": "1天6小时", "lapse": "auto_refund", "where": "dispute page, top right"}
    at_desk().post("/new/open/", WISH | clock)
    case = the_case(one)
    (kept,) = case.facts["platform_deadlines"]

    assert kept["field"] == "by hand: dispute page, top right"
    assert [one["source"] for one in case.assessment["deadlines"] if one["kind"] == "respond"] == ["platform"]
    assert case.on_lapse == "auto_refund"


def test_a_second_click_opens_no_second_case(at_desk: Sit, one: Scene) -> None:
    client = at_desk()
    client.post("/new/open/", WISH)
    again = client.post("/new/open/", WISH, follow=True)

    assert the_case(one) and "is open already" in again.content.decode()


def test_an_imported_order_needs_only_its_trouble(at_desk: Sit, one: Scene) -> None:
    from makegood.store import intake
    from makegood.store.models import Order

    told = {name: dispute()[name] for name in ("schema", "id", "platform", "order")}
    with within(one.organisation):
        intake.take_in(one.shop, told | {"id": "aliexpress:819000000000001"}, by="person:x", at=the_moment())
        order = Order.objects.get()
    client = at_desk()
    page = client.get("/new/?number=8190").content.decode()
    assert f"?order={order.pk}" in page
    client.post("/new/open/", {"known": str(order.pk), "kind": "damaged"})

    case = the_case(one)
    assert case.order_id == order.pk and case.kind == "damaged" and case.at_risk == 2590


def the_moment() -> Any:
    from django.utils import timezone

    return timezone.now()


def test_a_deposit_case_needs_no_order(at_desk: Sit, one: Scene) -> None:
    told = {
        "platform": "ali1688",
        "shop_name": "义乌",
        "kind": "deposit_release",
        "open_services": ["buyer_protection"],
    }
    at_desk().post("/new/open/", told)

    assert the_case(one).assessment["next"]["action"] == "close_service"


@pytest.mark.parametrize("role", ["warehouse"])
def test_who_does_not_work_on_cases_opens_none(at_desk: Sit, role: str) -> None:
    assert at_desk(role).get("/new/").status_code == 403
    assert at_desk(role).post("/new/open/", WISH).status_code == 403


def test_anothers_shop_and_order_are_not_found(at_desk: Sit, one: Scene) -> None:
    other = scene("Two")
    client = at_desk()

    assert client.post("/new/open/", WISH | {"shop": str(other.shop)}).status_code == 404
    assert client.get(f"/new/?order={other.shop}").status_code == 404


def test_asks_as_much_for_ten_orders_as_for_one(at_desk: Sit, one: Scene) -> None:
    from makegood.store.models import Order

    client = at_desk()
    counts = []
    for numbers in (range(1), range(1, 12)):
        with within(one.organisation):
            Order.objects.bulk_create(
                [Order(organisation_id=one.organisation, shop_id=one.shop, number=f"9{n}", placed_at=the_moment()) for n in numbers]
            )  # fmt: skip
        client.get("/new/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/new/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_sample_is_put_in_once(at_desk: Sit, one: Scene) -> None:
    from makegood.store.models import Case

    client = at_desk()
    client.post("/new/sample/put/")
    client.post("/new/sample/put/")

    with within(one.organisation):
        cases = list(Case.objects.all())
    assert len(cases) == 3 and all(case.assessment["next"]["action"] != "wait" and case.due_at for case in cases)
