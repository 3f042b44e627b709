"""The seeded days: the same for the same seed, everything in them, driven by the clock alone, and books that balance."""

from __future__ import annotations

import pytest

from tests.sandbox.shopee_caller import Caller


def lived_through(seed=1, *, steps=1, days=60, orders_per_day=8, **asked):
    sp = Caller(seed=seed)
    sp.admin("populate", {"days": 30, "orders_per_day": orders_per_day, "seed": seed, **asked})
    for _ in range(steps):
        sp.admin("wind", {"days": days / steps})
    return sp


@pytest.fixture(scope="module")
def lived():
    """Two months lived to their end, a seller answering as sellers do."""
    sp = Caller()
    sp.admin("populate", {"days": 60, "orders_per_day": 25, "answered_until": "2027-06-01T00:00:00Z"})
    sp.admin("wind", {"days": 120})
    return sp


def facts(sp):
    state = sp.admin("state")
    return state["orders"], state["returns"], sp.admin("ledger")["rows"]


def test_are_the_same_for_the_same_seed():
    assert facts(lived_through(3)) == facts(lived_through(3)) != facts(lived_through(4))


def test_are_the_same_however_the_clock_was_wound():
    assert facts(lived_through(5)) == facts(lived_through(5, steps=60))


def test_happen_only_as_the_clock_is_wound():
    sp = Caller()
    sp.admin("populate", {"days": 30, "orders_per_day": 8})

    assert sp.admin("state")["orders"] == []
    sp.admin("wind", {"days": 1})
    assert len(sp.admin("state")["orders"]) == 8


def test_have_every_end_an_order_can_take(lived):
    ends = {(order["cancel_by"], order["cancel_reason"]) for order in facts(lived)[0]}

    assert ends >= {
        ("", ""), ("buyer", "Buyer Request to Cancel"), ("system", "Unpaid Order"), ("system", "Seller did not Ship"),
        ("system", "Parcel is Lost"), ("system", "Failed Delivery"), ("seller", "Out of Stock"), ("Ops", "Other"),
    }  # fmt: skip


def test_have_returns_of_every_kind_that_end_each_way(lived):
    _, returns, _ = facts(lived)

    def of(name):
        return {claim[name] for claim in returns}

    assert of("reason") >= {
        "WRONG_ITEM", "SELLER_SENT_WRONG_ITEM", "ITEM_DAMAGED", "FUNCTIONAL_DMG", "DIFF_DESC", "ITEM_MISSING", "CHANGE_MIND", "NOT_RECEIPT",
    }  # fmt: skip
    assert of("status") >= {"ACCEPTED", "CANCELLED", "CLOSED"}
    assert {claim["compensation"]["status"] for claim in returns} & {"COMPENSATION_APPROVED", "COMPENSATION_REJECTED"}
    assert (of("kind"), of("request_type"), of("judged")) == ({"RRBOC", "RRAOC"}, {0, 1, 2}, {True, False})
    assert of("validation") == {"seller_validation", "warehouse_validation"}
    assert any(claim["reassessed"] != "NONE" for claim in returns)


def test_have_several_returns_on_one_order(lived):
    orders = [claim["order_sn"] for claim in facts(lived)[1]]

    assert len(orders) > len(set(orders))


def test_have_buyers_who_order_and_do_not_pay_again_and_again(lived):
    unpaid = [order["buyer"]["username"] for order in facts(lived)[0] if order["buyer"]["username"].startswith("nopay")]

    assert len(unpaid) > 3 * len(set(unpaid))


def test_have_points_and_late_adjustments(lived):
    state = lived.admin("state")

    assert state["points"]
    assert any(order["adjustments"] for order in state["orders"])


def test_have_books_that_balance(lived):
    told = lived.admin("ledger")

    assert sum(told["sums"].values()) == 0
    assert told["sums"]["escrow"] == 0
    assert all(total["buyer"] <= 0 for total in told["totals"].values())
