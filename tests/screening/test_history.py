"""Buyer history: what was known of a buyer's earlier orders at each order's own time, against a slow plain yardstick."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.screening.rules import read_rules
from tests.screening.conftest import PARAMETERS, screened

START = datetime(2026, 1, 1, tzinfo=UTC)
CLOSED = {"cancelled", "交易关闭"}
UNPAID = frozenset({"unpaid", "等待买家付款"})


@dataclass(frozen=True)
class Order:
    id: str
    buyer: str
    placed: datetime | None
    paid: datetime | None
    cancelled: datetime | None
    status: str


@dataclass(frozen=True)
class Sheet:
    orders: tuple[Order, ...]
    has_paid: bool
    has_cancelled: bool
    grace: timedelta

    def history(self, of: Order) -> dict[str, int]:
        """The contract's sentence, word by word, one order against every other."""
        before = [other for other in self.orders if comes_before(other, of)]
        return {
            "orders": len(before),
            "unpaid": sum(self.was_unpaid(other, of.placed) for other in before),
            "cancelled": sum(self.was_cancelled(other, of.placed) for other in before),
        }

    def was_unpaid(self, other: Order, now: datetime) -> bool:
        if self.has_paid:
            due = other.placed + self.grace
            return due <= now and (other.paid is None or other.paid > due)
        return other.status in UNPAID or other.status in CLOSED

    def was_cancelled(self, other: Order, now: datetime) -> bool:
        if self.has_cancelled:
            return other.cancelled is not None and other.cancelled <= now
        return other.status in CLOSED

    def write(self, path: Path) -> None:
        header = ["order_id", "buyer_id", "placed_at", "status"]
        header += ["paid_at"] * self.has_paid + ["cancelled_at"] * self.has_cancelled
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(header)
            for order in self.orders:
                row = [order.id, order.buyer, written(order.placed), order.status]
                row += [written(order.paid)] * self.has_paid + [written(order.cancelled)] * self.has_cancelled
                rows.writerow(row)


def comes_before(other: Order, of: Order) -> bool:
    if other is of or not other.buyer or other.buyer != of.buyer or other.placed is None or of.placed is None:
        return False
    return other.placed < of.placed or (other.placed == of.placed and is_smaller(other.id, of.id))


def is_smaller(one: str, other: str) -> bool:
    if one.isdecimal() and other.isdecimal() and int(one) != int(other):
        return int(one) < int(other)
    return one < other


def written(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


HOURS = st.integers(0, 6).map(lambda hours: START + timedelta(hours=hours))
IDS = st.sampled_from(["1", "2", "9", "10", "007", "7", "123456789012345678901234567890", "1a", "A1", "a", "é", "订1"])
ORDERS = st.builds(
    Order,
    id=IDS,
    buyer=st.sampled_from(["b", "b", "b", "c", ""]),
    placed=st.one_of(HOURS, HOURS, HOURS, st.none()),
    paid=st.one_of(st.none(), HOURS),
    cancelled=st.one_of(st.none(), HOURS),
    status=st.sampled_from(["", "finished", *sorted(CLOSED), *sorted(UNPAID)]),
)
SHEETS = st.builds(
    Sheet,
    orders=st.lists(ORDERS, max_size=12, unique_by=lambda order: order.id).map(tuple),
    has_paid=st.booleans(),
    has_cancelled=st.booleans(),
    grace=st.sampled_from([timedelta(0), timedelta(hours=1), timedelta(hours=2, minutes=30)]),
)


@settings(max_examples=60, deadline=None)
@given(sheet=SHEETS)
def test_answers_as_the_slow_yardstick(sheet):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        sheet.write(path)
        grace = Decimal(sheet.grace // timedelta(minutes=1)) / 60
        lines, _ = screened(
            path, history=True, unpaid_words=UNPAID, parameters=PARAMETERS | {"payment_grace_hours": grace}
        )

    assert {order.id: lines[order.id]["history"] for order in sheet.orders} == {
        order.id: sheet.history(order) for order in sheet.orders
    }


@settings(max_examples=15, deadline=None)
@given(sheet=SHEETS, chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(sheet, chance):
    shuffled = list(sheet.orders)
    chance.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "orders.csv", Path(folder) / "shuffled.csv"
        sheet.write(path)
        Sheet(tuple(shuffled), sheet.has_paid, sheet.has_cancelled, sheet.grace).write(other)

        lines, _ = screened(path, history=True)
        lines_shuffled, _ = screened(other, history=True)

    assert list(lines.items()) == list(lines_shuffled.items())


HEADER = ("order_id", "buyer_id", "placed_at", "paid_at", "cancelled_at")


@pytest.mark.parametrize(
    ("second", "unpaid"),
    [
        pytest.param("2026-01-03T07:59:59.999999Z", 0, id="a-microsecond-before-the-grace-ends"),
        pytest.param("2026-01-03T08:00:00Z", 1, id="at-its-very-end"),
        pytest.param("2026-01-03T16:00:00+08:00", 1, id="the-same-instant-elsewhere"),
    ],
)
def test_an_order_is_unpaid_from_the_end_of_its_grace(table, second, unpaid):
    path = table(HEADER, ("1", "b", "2026-01-01T08:00:00Z", "", ""), ("2", "b", second, "", ""))

    assert screened(path, history=True)[0]["2"]["history"] == {"orders": 1, "unpaid": unpaid, "cancelled": 0}


@pytest.mark.parametrize(
    ("paid", "unpaid"),
    [
        pytest.param("2026-01-03T08:00:00Z", 0, id="paid-at-the-very-end-of-its-grace"),
        pytest.param("2026-01-03T08:00:01Z", 1, id="paid-after-it"),
    ],
)
def test_a_late_payment_does_not_undo_it(table, paid, unpaid):
    path = table(HEADER, ("1", "b", "2026-01-01T08:00:00Z", paid, ""), ("2", "b", "2026-02-01T00:00:00Z", "", ""))

    assert screened(path, history=True)[0]["2"]["history"]["unpaid"] == unpaid


def test_the_same_buyer_id_on_another_platform_is_another_buyer(table):
    path = table(
        ("order_id", "platform", "buyer_id", "placed_at"),
        ("1", "shopee", "anna", "2026-01-01T00:00:00Z"),
        ("2", "wish", "anna", "2026-01-02T00:00:00Z"),
        ("3", "Shopee", "anna", "2026-01-03T00:00:00Z"),
    )

    lines, _ = screened(path, history=True)

    assert [lines[order]["history"]["orders"] for order in "123"] == [0, 0, 1]


def test_what_the_table_cannot_tell_is_null_and_said(table):
    path = table(("order_id", "buyer_id", "placed_at"), ("1", "b", "2026-01-01T00:00:00Z"))

    lines, summary = screened(path, history=True)

    assert lines["1"]["history"] == {"orders": 0, "unpaid": None, "cancelled": None}
    assert [note["en"].split(" in ")[0] for note in summary["notes"]] == [
        "Neither a time of payment nor a status",
        "Neither a time of cancelling nor a status",
    ]


def test_the_final_status_serves_where_times_are_absent_and_the_summary_says_so(table):
    path = table(
        ("order_id", "buyer_id", "placed_at", "status"),
        ("1", "b", "2026-01-01T00:00:00Z", "UNPAID"),
        ("2", "b", "2026-01-02T00:00:00Z", "交易关闭"),
        ("3", "b", "2026-01-03T00:00:00Z", ""),
    )

    lines, summary = screened(path, history=True, unpaid_words=frozenset({"unpaid"}))

    assert lines["3"]["history"] == {"orders": 2, "unpaid": 2, "cancelled": 1}
    assert [set(note) for note in summary["notes"]] == [{"en", "zh"}, {"en", "zh"}]
    assert all("final status" in note["en"] for note in summary["notes"])


@pytest.mark.parametrize("absent", ["buyer_id", "placed_at"])
def test_without_buyer_or_time_there_is_no_history(table, absent):
    header = [column for column in HEADER if column != absent]
    path = table(header, *([number, *["2026-01-01T00:00:00Z"] * 3] for number in "123"))

    lines, summary = screened(path, history=True)

    assert lines["3"]["history"] == {"orders": None, "unpaid": None, "cancelled": None}
    assert f"--map {absent}=HEADER" in summary["notes"][0]["en"]


def test_a_negative_grace_is_refused(table):
    with pytest.raises(ValueError, match="payment_grace_hours is -1"):
        screened(table(HEADER), parameters=PARAMETERS | {"payment_grace_hours": Decimal(-1)})


def flagged(path, when):
    """The orders for which a rule of one's own fires."""
    rules = read_rules(
        f'[[rule]]\nid = "r"\nclause = "AUDIT-1"\nlevel = "watch"\nscore = 1\nwhen = "{when}"\n'
        'why.en = "x"\nwhy.zh = "x"\nsuggested = []\n'
    )
    lines, _ = screened(path, rules=rules)
    return [order for order, line in lines.items() if line["reasons"]]


@pytest.mark.parametrize(
    ("by", "counts"),
    [
        ("buyer", True),
        ("", True),
        ("买家", True),
        ("seller", False),
        ("System", False),
        ("卖家", False),
        ("platform", False),
    ],
)
def test_what_another_than_the_buyer_cancelled_was_not_withdrawn(table, by, counts):
    header = ("order_id", "buyer_id", "placed_at", "cancelled_at", "cancelled_by")
    path = table(
        header,
        ("1", "b", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", by),
        ("2", "b", "2026-01-03T00:00:00Z", "", ""),
    )

    assert flagged(path, "history_cancelled = 1") == ["2"]
    assert flagged(path, "history_withdrawn = 1") == ["2"] * counts


OPEN = [
    pytest.param("2026-01-01T00:00:00Z", "", "", ["2"], id="at-the-same-instant"),
    pytest.param("2026-01-02T23:59:59.999999Z", "", "", ["2"], id="to-the-end-of-its-grace"),
    pytest.param("2026-01-03T00:00:00Z", "", "", [], id="then-it-is-unpaid"),
    pytest.param("2026-01-01T01:00:00Z", "2026-01-01T01:00:00.000001Z", "", ["2"], id="until-it-is-paid"),
    pytest.param("2026-01-01T01:00:00Z", "2026-01-01T01:00:00Z", "", [], id="paid"),
    pytest.param("2026-01-01T01:00:00Z", "", "2026-01-01T01:00:00Z", [], id="cancelled"),
    pytest.param("2026-01-01T01:00:00Z", "2025-12-31T00:00:00Z", "", [], id="paid-before-it-was-placed"),
]


@pytest.mark.parametrize(("at", "paid", "cancelled", "stands"), OPEN)
def test_an_earlier_order_stands_open_until_it_is_paid_cancelled_or_late(table, at, paid, cancelled, stands):
    header = ("order_id", "buyer_id", "placed_at", "paid_at", "cancelled_at")
    path = table(header, ("1", "b", "2026-01-01T00:00:00Z", paid, cancelled), ("2", "b", at, at, ""))

    assert flagged(path, "history_open = 1") == stands


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 5)), st.one_of(st.none(), st.integers(0, 5))),
        max_size=7,
    )
)
def test_counts_the_open_ones_as_the_slow_yardstick(given_orders):
    """Hours: when each was placed, paid and cancelled; with a grace of two."""

    def hour(value):
        return "" if value is None else f"2026-01-01T0{value}:00:00Z"

    def is_open(order, now):
        placed, paid, cancelled = order
        return all(end is None or end > now for end in (paid, cancelled, placed + 2))

    orders = [(str(n), *order) for n, order in enumerate(given_orders)]
    expected = {
        (
            one[0],
            str(
                sum(is_open(other[1:], one[1]) for other in orders if (other[1], int(other[0])) < (one[1], int(one[0])))
            ),
        )
        for one in orders
    }
    rules = read_rules(
        '[[rule]]\nid = "r"\nclause = "AUDIT-1"\nlevel = "watch"\nscore = 1\nwhen = "history_open >= 0"\n'
        'why.en = "{history_open}"\nwhy.zh = "x"\nsuggested = []\n'
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("order_id", "buyer_id", "placed_at", "paid_at", "cancelled_at"))
            rows.writerows((order, "b", *map(hour, times)) for order, *times in orders)
        lines, _ = screened(path, rules=rules, parameters=PARAMETERS | {"payment_grace_hours": Decimal(2)})
    assert {(order, line["reasons"][0]["why"]["en"]) for order, line in lines.items()} == expected
