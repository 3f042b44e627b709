"""Escrow that changes late, the wallet, points and punishments (platforms/shopee.md §2 Money, Shop health)."""

from __future__ import annotations

import pytest

from tests.sandbox.shopee_caller import Caller


@pytest.fixture
def sp() -> Caller:
    return Caller()


def test_expects_a_payout_less_commission(sp):
    income = sp.escrow(sp.order("delivered", 0))

    assert (income["buyer_total_amount"], income["commission_fee"], income["escrow_amount"]) == (25.9, 1.29, 24.61)


def test_lowers_the_payout_by_what_went_back(sp):
    claim = sp.claim(amount="10.00")
    sp.done("returns/confirm", return_sn=claim["sn"])

    income = sp.escrow(claim)

    assert (income["seller_return_refund"], income["escrow_amount"]) == (-10.0, 15.11)


def test_changes_after_a_return_is_over_and_once_more_days_later(sp):
    claim = sp.claim(solution="RETURN_REFUND", amount="10.00", judged=True)
    sp.wind(hours=48)
    sp.admin(f"returns/{claim['sn']}/buyer", {"act": "ship_return"})
    sp.admin(f"returns/{claim['sn']}/platform", {"act": "arrive"})
    sp.admin(f"returns/{claim['sn']}/seller", {"act": "received"})
    amounts = [sp.escrow(claim)["escrow_amount_after_adjustment"]]
    updated = sp.returned(claim)["update_time"]
    for days in (1.1, 6):
        sp.wind(days=days)
        amounts.append(sp.escrow(claim)["escrow_amount_after_adjustment"])

    assert amounts[0] > amounts[1] < amounts[2]
    assert sp.escrow(claim)["order_adjustment"][-1]["adjustment_reason"] == "Return shipping fee adjustment"
    assert sp.returned(claim)["update_time"] == updated


def test_lists_what_was_released_by_its_time(sp):
    order = sp.order("completed", 0)
    sp.wind(days=1)

    (row,) = sp.told("payment/get_escrow_list", release_time_from=sp.at(-48), release_time_to=sp.at(), page_no=1)[
        "escrow_list"
    ]

    assert (row["order_sn"], row["payout_amount"]) == (order["sn"], 24.61)
    assert (sp.balance(order, "seller"), sp.balance(order, "escrow")) == (2461, 0)


def test_releases_nothing_while_a_return_is_under_way(sp):
    order = sp.order("completed", 0)
    sp.claim(order)

    sp.wind(days=1.5)

    assert sp.balance(order, "escrow") == 2590


def test_has_a_wallet_for_local_shops_only(sp):
    sp.order("completed", 3)

    assert len(sp.told("payment/get_wallet_transaction_list", page_no=0, page_size=40)["transaction_list"]) == 1
    sp.admin("shops", {"shop_id": sp.shop, "cross_border": True})
    assert sp.get("payment/get_wallet_transaction_list", page_no=0)["error"] == "error_permission"


def test_books_add_up_to_nothing(sp):
    claim = sp.claim()
    sp.done("returns/confirm", return_sn=claim["sn"])
    sp.wind(days=20)

    assert sum(sp.admin("ledger")["sums"].values()) == 0


# --- points ---


def test_keeps_a_history_of_points_and_punishes_at_a_tier(sp):
    sp.admin("points", {"violation": 5, "points": 2})
    sp.admin("points", {"violation": 25, "points": 1})

    rows = sp.told("account_health/get_penalty_point_history", page_no=1)["penalty_point_list"]
    (punishment,) = sp.told("account_health/get_punishment_history", page_no=1, punishment_status=1)["punishment_list"]

    assert [row["violation_type"] for row in rows] == [25, 5]
    assert (punishment["punishment_type"], punishment["end_time"] - punishment["start_time"]) == (107, 28 * 86_400)


def test_shows_a_won_appeal_in_the_latest_points(sp):
    record = sp.admin("points", {"violation": 5, "points": 2})

    sp.admin(f"points/{record['reference']}/appeal", {"latest": 0})

    (row,) = sp.told("account_health/get_penalty_point_history", page_no=1)["penalty_point_list"]
    assert (row["original_point_num"], row["latest_point_num"]) == (2, 0)


def test_tells_this_quarters_points_only(sp):
    sp.admin("wind", {"to": "2027-01-03T15:59:59Z"})
    sp.pair = sp.admin("tokens", {})
    sp.admin("points", {"violation": 5, "points": 2})

    assert sp.told("account_health/get_penalty_point_history", page_no=1)["total_count"] == 1
    sp.wind(seconds=1)  # the first Monday of January begins in Singapore
    assert sp.told("account_health/get_penalty_point_history", page_no=1)["total_count"] == 0


def test_ends_a_punishment_after_28_days(sp):
    sp.admin("points", {"violation": 5, "points": 3})
    sp.wind(days=28)

    assert sp.told("account_health/get_punishment_history", page_no=1, punishment_status=1)["punishment_list"] == []
    assert len(sp.told("account_health/get_punishment_history", page_no=1, punishment_status=2)["punishment_list"]) == 1


def test_names_orders_past_their_ship_by_date(sp):
    order = sp.order("paid", 0, days_to_ship=1)
    sp.wind(days=3)

    (row,) = sp.told("account_health/get_late_orders", page_no=1)["late_order_list"]

    assert (row["order_sn"], row["late_by_days"]) == (order["sn"], 2)


def test_says_in_a_batch_what_failed(sp):
    stock = [{"model_id": 1, "seller_stock": [{"stock": 5}]}, {"model_id": 2, "seller_stock": [{"stock": -1}]}]

    told = sp.done("product/update_stock", item_id=7, stock_list=stock)

    assert [len(told[name]) for name in ("success_list", "failure_list")] == [1, 1]
