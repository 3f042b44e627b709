"""1688: two hours to answer a small request made half an hour to a day after payment, a day for any other unshipped one."""

from __future__ import annotations

import pytest

from tests.building import ORDER, assessed, at, case, deadline


def due(paid_hours_before, amount="1000.00", currency="CNY", **order):
    facts = {
        **ORDER,
        "total": {"amount": amount, "currency": currency},
        "lines": [],
        "shipped_at": None,
        "delivered_at": None,
    }
    facts |= {"shipment": None, "paid_at": at(hours=-paid_hours_before), **order}
    return deadline(assessed(case("ali1688", "cancel_request", order=facts), days=0), "respond")["due_at"]


@pytest.mark.parametrize(
    ("paid_hours_before", "amount", "hours"),
    [
        pytest.param(0.5, "1000.00", 24, id="at-half-an-hour-not-yet"),
        pytest.param(0.51, "1000.00", 2, id="just-after-half-an-hour"),
        pytest.param(24, "1000.00", 2, id="at-a-day-still"),
        pytest.param(24.01, "1000.00", 24, id="after-a-day-no-more"),
        pytest.param(5, "1000.01", 24, id="a-cent-too-much"),
        pytest.param(5, "0.01", 2, id="a-cent"),
    ],
)
def test_the_window_and_the_amount_are_the_pages(paid_hours_before, amount, hours):
    assert due(paid_hours_before, amount) == at(hours=hours)


def test_what_is_unknown_or_in_other_money_has_the_day():
    assert due(5, currency="USD") == at(hours=24)
    assert due(5, paid_at=None) == at(hours=24)
    assert due(5, total=None) == at(hours=24)


@pytest.mark.parametrize("shipped", [{"shipped_at": at(hours=-1)}, {"delivered_at": at(hours=-1)}])
def test_goods_that_left_have_no_stated_length(shipped):
    assert due(5, **shipped) is None


def test_a_length_the_shop_set_outranks_the_page():
    order = {**ORDER, "shipped_at": None, "delivered_at": None, "shipment": None}
    document = case("ali1688", "cancel_request", order=order, settings={"respond_days": 3})

    respond = deadline(assessed(document, days=0), "respond")

    assert (respond["due_at"], respond["source"]) == (at(days=3), "shop")
