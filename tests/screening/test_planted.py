"""Screening against planted bad faith: floors for what it finds, and for how often it is right, on a small table of a fixed seed."""

from __future__ import annotations

from collections import defaultdict

import duckdb
import pytest
from tools.planted import BAD_FAITH, planted

from makegood.cli.screen import parameters, unpaid_words
from tests.screening.conftest import screened

ORDERS, SEED, CROWD = 10_000, 5, 30
AUDIT_2 = {"address_incomplete", "phone_unreal"}


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """The rules given to each order, and the rows of the truth joined with the order's buyer and country."""
    orders, truth = planted(ORDERS, SEED, tmp_path_factory.mktemp("planted"), crowd=CROWD)
    lines, summary = screened(orders, parameters=parameters(None), unpaid_words=unpaid_words(None))
    assert (summary["orders"], summary["refused_rows"]) == (ORDERS, [])
    given = {order: {reason["rule"] for reason in line["reasons"]} for order, line in lines.items()}
    with duckdb.connect() as connection:
        known = connection.execute(f"select order_id, buyer_id, upper(country) from '{orders}'").fetchall()  # noqa: S608
        true = connection.execute(f"select order_id, behaviour, kind, actor from '{truth}'").fetchall()  # noqa: S608
    return given, {order: (buyer, country) for order, buyer, country in known}, true


@pytest.mark.parametrize(
    ("behaviour", "floor"), [("serial_unpaid", 0.7), ("serial_cancelled", 0.7), ("burst", 0.8), ("ring", 0.7)]
)
def test_most_who_act_in_bad_faith_are_found(answered, behaviour, floor):
    given, _, true = answered
    found = defaultdict(bool)
    for order, what, _, actor in true:
        if what == behaviour:
            found[actor] |= bool(given[order] - AUDIT_2)

    assert len(found) >= 5
    assert sum(found.values()) / len(found) >= floor


@pytest.mark.parametrize(
    ("rule", "floor"),
    [("serial_unpaid", 0.8), ("serial_cancelled", 0.75), ("stock_locked", 0.75), ("accounts_unpaid", 0.95)],
)
def test_who_is_flagged_mostly_deserves_it(answered, rule, floor):
    given, known, true = answered
    guilty = {known[order][0] for order, what, *_ in true if what in BAD_FAITH}
    flagged = [known[order][0] for order, rules in given.items() if rule in rules]

    assert len(flagged) >= 10
    assert sum(buyer in guilty for buyer in flagged) / len(flagged) >= floor


@pytest.mark.parametrize(("rule", "recall"), [("phone_unreal", 0.85), ("address_incomplete", 0.5)])
def test_unreal_contacts_are_found_and_sound_ones_left_alone(answered, rule, recall):
    given, _, true = answered
    planted_ = {order for order, what, *_ in true if what == rule}
    flagged = {order for order, rules in given.items() if rule in rules}

    assert sum(rule in given[order] for order in planted_) / len(planted_) >= recall
    assert flagged <= planted_


def test_what_the_platform_masks_raises_nothing(answered):
    given, _, true = answered
    masked = [order for order, what, *_ in true if what == "masked"]

    assert len(masked) >= 100
    assert not [order for order in masked if given[order] & AUDIT_2]


def test_the_same_seed_plants_the_same(tmp_path):
    one, two, other = (planted(300, seed, tmp_path / name) for name, seed in (("a", 1), ("b", 1), ("c", 2)))

    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert one[0].read_bytes() != other[0].read_bytes()
