"""The screening of a real order table (Olist), where it is on this machine."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from tests.screening import olist
from tests.screening.conftest import PARAMETERS, screened

pytestmark = pytest.mark.skipif(not olist.FOLDER.exists(), reason=f"{olist.FOLDER} is not on this machine")


@pytest.fixture
def orders(tmp_path):
    return olist.joined(tmp_path / "olist.csv")


def test_every_order_is_screened_or_refused(orders):
    lines, summary = screened(orders, zone=olist.ZONE, history=True)

    assert summary["orders"] + len(summary["refused_rows"]) == 4118
    assert (
        summary["orders"] == len(lines) == summary["levels"].total() if isinstance(summary["levels"], Counter) else True
    )
    assert summary["unrecognised"] == []


def test_buyers_who_came_again_have_a_history(orders):
    with orders.open(encoding="utf-8") as file:
        buyers = Counter(row["buyer_id"] for row in csv.DictReader(file))

    lines, _ = screened(orders, zone=olist.ZONE, history=True)

    assert sum(line["history"]["orders"] for line in lines.values()) == sum(n * (n - 1) // 2 for n in buyers.values())


def test_a_strict_shop_would_look_at_some(orders):
    parameters = {**PARAMETERS, "unpaid_count": 1, "cancel_count": 1}

    lines, summary = screened(orders, zone=olist.ZONE, parameters=parameters)

    assert {reason["rule"] for line in lines.values() for reason in line["reasons"]} <= {
        "serial_unpaid",
        "serial_cancelled",
    }
    assert summary["levels"]["watch"] > 0
