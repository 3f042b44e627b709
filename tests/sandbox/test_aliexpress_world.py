"""The seeded month: the same for the same seed, everything in it, driven by the clock alone, and books that balance."""

from __future__ import annotations

import pytest

from makegood.sandbox.aliexpress.world import s10
from tests.sandbox.aliexpress_caller import Caller


def month(seed=1, *, steps=1, days=75, orders_per_day=8, **asked):
    ae = Caller(seed=seed)
    ae.admin("populate", {"days": 30, "orders_per_day": orders_per_day, "seed": seed, **asked})
    for _ in range(steps):
        ae.wind(days=days / steps)
    return ae


@pytest.fixture(scope="module")
def lived():
    """A month lived to its end, a seller answering as sellers do."""
    return month(answered_until="2027-01-01T00:00:00Z", days=120, orders_per_day=20)


def facts(ae):
    state = ae.admin("state")
    return state["orders"], state["issues"], ae.admin("ledger")["rows"]


def test_is_the_same_month_for_the_same_seed():
    assert facts(month(3)) == facts(month(3)) != facts(month(4))


def test_is_the_same_month_however_the_clock_was_wound():
    assert facts(month(5)) == facts(month(5, steps=60))


def test_happens_only_as_the_clock_is_wound():
    ae = Caller()
    ae.admin("populate", {"days": 30, "orders_per_day": 8})

    assert ae.admin("state")["orders"] == []
    ae.wind(days=1)
    assert len(ae.admin("state")["orders"]) == 8


def test_has_every_course_an_order_can_take(lived):
    ends = {order["end_reason"] for order in lived.admin("state")["orders"]}

    assert ends >= {
        "pay_timeout", "buyer_cancel_notpay_order", "buyer_cancel_order_in_risk", "buyer_cancel_order",
        "seller_send_goods_timeout", "buyer_confirm_goods", "buyer_accept_goods_timeout", "issue_end",
    }  # fmt: skip


def test_has_disputes_of_each_kind_that_end_each_way(lived):
    _, issues, _ = facts(lived)
    reached = {s["reached_type"] for issue in issues for s in issue["solutions"]}

    assert {issue["reason"] for issue in issues} >= {
        "damaged",
        "not_as_described",
        "short",
        "invalid_tracking",
        "in_transit",
    }
    assert reached >= {"negotiation_consensus", "platform_arbitrate", "seller_reponse_timeout"}
    assert {issue["status"] for issue in issues} == {"finish"}


def test_has_relabelled_and_held_parcels_of_platform_logistics(lived):
    state = lived.admin("state")
    parcels = [parcel for order in state["orders"] for parcel in order["shipments"]]

    assert any(parcel["original_number"] != parcel["latest_number"] for parcel in parcels)
    assert {parcel["by"] for parcel in parcels} == {"seller", "platform"}
    assert state["tickets"]


def test_has_buyers_who_order_again_and_again_and_never_pay(lived):
    orders, _, _ = facts(lived)
    bad = [order for order in orders if order["script"]["course"] == "bad_faith"]

    assert len(bad) > len({order["buyer"]["login"] for order in bad})
    assert {order["buyer"]["phone"] for order in bad} == {"5550100666"}
    assert all(order["paid_at"] is None for order in bad)


def test_has_returns_sent_and_returns_not_sent():
    issues = [issue for seed in (1, 2, 3) for issue in facts(month(seed, days=120))[1]]
    returns = [i for i in issues if any(s["type"] == "return_and_refund" and s["reached_at"] for s in i["solutions"])]

    assert returns
    assert {issue["status"] for issue in returns} == {"finish"}


def test_keeps_books_that_balance(lived):
    """Every row adds up to nothing, nothing stays in escrow, and no buyer got back more than was paid."""
    ledger = lived.admin("ledger")

    assert all(sum(move["amount"] for move in row["moves"]) == 0 for row in ledger["rows"])
    assert sum(ledger["sums"].values()) == 0
    assert ledger["sums"]["escrow"] == 0
    assert all(total["buyer"] <= 0 for total in ledger["totals"].values())


def test_agrees_with_what_each_order_says_was_refunded(lived):
    totals = lived.admin("ledger")["totals"]
    for order in lived.admin("state")["orders"]:
        back = sum(part["amount"] for part in totals.get(str(order["id"]), {"returned": []})["returned"])
        assert back == (order["refunded"]["usd"] if order["paid_at"] else 0)


def test_withdraws_after_a_coupon_where_the_buyer_forgives():
    ae = month()
    issue = ae.issue(ae.order(days_ago=12), temper="forgiving")
    ae.admin(f"issues/{issue['id']}/seller", {"act": "coupon", "amount": "3.00"})
    ae.wind(hours=20)

    assert ae.admin(f"issues/{issue['id']}")["status"] == "canceled_issue"


@pytest.mark.parametrize(
    ("temper", "offer", "status"),
    [("accepting", "8.00", "perform"), ("accepting", "0", "buyer_refused"), ("stubborn", "8.00", "buyer_refused")],
)
def test_answers_an_offer_by_temper(temper, offer, status):
    ae = month()
    issue = ae.issue(ae.order(days_ago=12, usd="20.00"), temper=temper)
    ae.fresh()
    ae.save(issue, refund_amount=offer)
    ae.wind(hours=70)

    assert ae.admin(f"issues/{issue['id']}")["solutions"][1]["status"] == status


def test_haggles_once():
    ae = month()
    issue = ae.issue(ae.order(days_ago=12, usd="20.00"), temper="haggling")
    ae.fresh()
    ae.save(issue, refund_amount="10.00")
    ae.wind(hours=70)

    assert ae.admin(f"issues/{issue['id']}")["solutions"][0]["amount"]["usd"] == 1500


def test_numbers_letters_with_their_check_digit():
    class Fixed:
        def __init__(self, digits):
            self.digits = list(digits)

        def randrange(self, _):
            return int(self.digits.pop(0))

    assert s10(Fixed("47312482")) == "RR473124829CN"


def test_refuses_a_month_that_begins_in_the_past(ae):
    asked = {"days": 1, "orders_per_day": 1, "start": "2026-01-01T00:00:00Z"}

    assert "before the clock" in ae.admin("populate", asked, status=400)["error"]
