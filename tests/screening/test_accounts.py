"""Several accounts behind one phone or address: what the others left unpaid counts, and nothing that is masked or unreal joins them."""

from __future__ import annotations

import pytest

from tests.screening.conftest import screened

HEADER = ("order_id", "buyer_id", "placed_at", "paid_at", "country", "line1", "postcode", "phone")
PHONE = "+55 11 99182-0364"


def orders(*rows):
    """(buyer, day, whether paid, street, phone) as rows of a table, an order a row."""
    return [
        (str(n), buyer, f"2026-01-{day:02}T10:00:00Z", f"2026-01-{day:02}T10:05:00Z" if paid else "", "BR", street, "13010-111", phone)
        for n, (buyer, day, paid, street, phone) in enumerate(rows, start=1)
    ]  # fmt: skip


def flagged(path):
    lines, _ = screened(path)
    return [
        order for order, line in lines.items() if "accounts_unpaid" in [reason["rule"] for reason in line["reasons"]]
    ]


def by_phone(*accounts, paid=(), phone=PHONE):
    """An order every four days by each account, all of one phone."""
    return orders(*((a, 1 + 4 * n, n in paid, f"Rua {n * 31}, {n}", phone) for n, a in enumerate(accounts)))


def test_tells_accounts_of_one_phone_however_it_is_written(table):
    ways = ("+55 11 99182-0364", "(11) 99182-0364", "5511991820364", "11991820364")
    rows = orders(*((f"b{n}", 1 + 4 * n, False, f"Rua {n * 31}, {n}", way) for n, way in enumerate(ways)))

    assert flagged(table(HEADER, *rows)) == ["3", "4"]


def test_tells_accounts_of_one_street_however_it_is_written(table):
    ways = ("Rua das Flores, 12", "RUA DAS FLORES 12", "rua das flores,  12.", "Rua das Flores - 12")
    rows = orders(*((f"b{n}", 1 + 4 * n, False, way, f"1199182{n}364") for n, way in enumerate(ways)))

    assert flagged(table(HEADER, *rows)) == ["3", "4"]


def test_says_what_the_others_did(table):
    lines, _ = screened(table(HEADER, *by_phone("a", "b", "c", "d", paid=(1,))))

    (reason,) = lines["4"]["reasons"]
    assert (reason["clause"], reason["rule"]) == ("AUDIT-1", "accounts_unpaid")
    assert reason["why"]["en"].endswith("that were not paid in time: 2 of 3.")
    assert "3 笔订单中有 2 笔" in reason["why"]["zh"]


@pytest.mark.parametrize(
    "phone",
    [
        pytest.param("119****0364", id="masked"),
        pytest.param("********", id="all-masked"),
        pytest.param("1111111111", id="not-a-number-anyone-has"),
        pytest.param("none", id="a-word"),
        pytest.param("", id="blank"),
        pytest.param("190", id="short"),
    ],
)
def test_a_phone_that_is_nobodys_joins_nobody(table, phone):
    assert flagged(table(HEADER, *by_phone("a", "b", "c", "d", phone=phone))) == []


@pytest.mark.parametrize("street", ["****", "R*** das ******* 12", "asdf", "", "test"])
def test_a_street_that_is_nobodys_joins_nobody(table, street):
    rows = orders(*((f"b{n}", 1 + 4 * n, False, street, f"1199182{n}364") for n in range(4)))

    assert flagged(table(HEADER, *rows)) == []


def test_ones_own_orders_are_no_other_accounts(table):
    assert flagged(table(HEADER, *by_phone("a", "a", "a", "a"))) == []


def test_honest_accounts_behind_one_phone_are_left_alone(table):
    accounts = [f"b{n}" for n in range(7)]

    assert flagged(table(HEADER, *by_phone(*accounts, paid=(0, 2, 3, 5, 6)))) == []


def test_an_unpaid_order_counts_from_the_end_of_its_grace_and_one_of_that_instant_is_not_earlier(table):
    rows = orders(
        *((f"b{n}", 1, False, f"Rua {n}, {n}", PHONE) for n in range(4)), ("late", 3, True, "Rua 9, 9", PHONE)
    )

    assert flagged(table(HEADER, *rows)) == ["5"]
