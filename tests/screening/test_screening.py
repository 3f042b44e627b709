"""The verdicts: which rule fires on which clause, how they fold into level, score and suggestions."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from importlib.resources import files

import pytest

from makegood.screening import RuleRefused, screen
from makegood.screening.rules import house_rules, read_rules
from tests.screening.conftest import PARAMETERS, screened

ADDRESS = ("order_id", "country", "city", "line1")


@pytest.mark.parametrize(
    ("country", "city", "line1", "level"),
    [
        pytest.param("BR", "Campinas", "Rua 1", "pass", id="complete"),
        pytest.param("BR", "", "Rua 1", "hold", id="no-city"),
        pytest.param("BR", "Campinas", " \u3000", "hold", id="a-street-of-blanks"),
        pytest.param("", "Campinas", "Rua 1", "hold", id="no-country"),
        pytest.param("SG", "", "1 Road", "pass", id="a-country-without-cities"),
        pytest.param("BR", "****", "****", "pass", id="masked-is-unknown"),
    ],
)
def test_address_incomplete(table, country, city, line1, level):
    lines, _ = screened(table(ADDRESS, ("1", country, city, line1)))

    assert lines["1"]["level"] == level


@pytest.mark.parametrize("absent", ["country", "city", "line1"])
def test_an_absent_column_is_unknown_and_no_fault(table, absent):
    header = [column for column in ADDRESS if column != absent]

    lines, _ = screened(table(header, ["1", "x", "y"]))

    assert lines["1"] == {"order": "1", "level": "pass", "score": 0, "reasons": [], "suggested": []}


def test_says_which_clause_and_why_in_both_languages(table):
    lines, _ = screened(table(ADDRESS, ("1", "BR", "", "Rua 1")))

    assert lines["1"]["score"] == 60
    assert lines["1"]["suggested"] == ["hold_shipping", "contact_buyer"]
    (reason,) = lines["1"]["reasons"]
    assert (reason["clause"], reason["rule"], set(reason["why"])) == (
        "AUDIT-2",
        "address_incomplete",
        {"en", "zh"},
    )


def buyers_orders(table, *, paid, cancelled, count=4):
    """One buyer's orders, ten days apart; the first of them paid and cancelled as given."""
    rows = [(str(n), "b", f"2026-0{n}-01T00:00:00Z", paid(n), cancelled(n)) for n in range(1, count + 1)]
    return table(("order_id", "buyer_id", "placed_at", "paid_at", "cancelled_at"), *rows)


def test_serial_unpaid_fires_at_the_count_and_the_share(table):
    path = buyers_orders(table, paid=lambda n: "" if n in (1, 3) else f"2026-0{n}-01T01:00:00Z", cancelled=lambda n: "")

    lines, _ = screened(path)

    assert [line["level"] for line in lines.values()] == ["pass", "pass", "pass", "watch"]
    assert lines["4"]["reasons"][0]["why"]["en"] == "Earlier orders of this buyer that were not paid in time: 2 of 3."


def test_serial_unpaid_needs_its_share_too(table):
    path = buyers_orders(table, paid=lambda n: "" if n in (1, 3) else f"2026-0{n}-01T01:00:00Z", cancelled=lambda n: "")

    lines, _ = screened(path, parameters=PARAMETERS | {"unpaid_share": Decimal("0.67")})

    assert lines["4"]["level"] == "pass"


def test_reasons_add_up(table):
    path = buyers_orders(table, paid=lambda n: "", cancelled=lambda n: f"2026-0{n}-02T00:00:00Z")

    lines, summary = screened(path)

    assert [(line["score"], len(line["reasons"])) for line in lines.values()] == [
        (0, 0),
        (0, 0),
        (70, 2),
        (70, 2),
    ]
    assert lines["4"]["suggested"] == ["contact_buyer", "shorten_auto_cancel"]
    assert summary["levels"] == {"pass": 2, "watch": 2, "hold": 0, "block": 0}


def test_on_wish_nothing_is_held(table):
    path = table(
        ("platform", *ADDRESS),
        ("Wish", "1", "BR", "", ""),
        ("shopee", "2", "BR", "", ""),
        ("", "3", "BR", "", ""),
    )

    lines, _ = screened(path, platform="wish")

    assert [(line["level"], line["suggested"]) for line in lines.values()] == [
        ("watch", ["contact_buyer"]), ("hold", ["hold_shipping", "contact_buyer"]), ("watch", ["contact_buyer"]),
    ]  # fmt: skip


def test_each_line_is_json(table):
    for line in screen(table(ADDRESS, ("1", "BR", "", ""), ("", "", "", "")), parameters=PARAMETERS, history=True):
        assert json.loads(json.dumps(line)) == line


def test_a_parameter_without_value_is_refused(table):
    parameters = {name: value for name, value in PARAMETERS.items() if name != "cancel_share"}

    with pytest.raises(RuleRefused, match="rule serial_cancelled: parameter cancel_share has no value"):
        screened(table(ADDRESS), parameters=parameters)


def test_no_number_of_policy_stands_in_the_rules():
    assert not any(re.search(r"\d", re.sub(r"line1|'[^']*'", "", rule.when.sql)) for rule in house_rules().rules)


RULE = """
[[rule]]
id = "mine"
clause = "AUDIT-9"
level = "block"
score = 80
when = "city = 'x'"
why.en = "In {city}."
why.zh = "在 {city}。"
suggested = ["contact_buyer"]
"""


def test_takes_a_shops_own_rules_and_never_scores_above_a_hundred(table):
    rules = read_rules(RULE + RULE.replace("mine", "mine_too"))

    lines, _ = screened(table(ADDRESS, ("1", "", "x", ""), ("2", "", "y", "")), rules=rules)

    assert (lines["1"]["level"], lines["1"]["score"], lines["2"]["level"]) == ("block", 100, "pass")
    assert lines["1"]["reasons"][0]["why"] == {"en": "In x.", "zh": "在 x。"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"block"', '"pass"', "level 'pass'"),
        ("why.zh", "why.fr", "why has en, fr"),
        ("{city}", "{town}", "why quotes town"),
        ("score = 80", "", "score missing or unknown"),
        ("score = 80", "score = 80\nnote = 1", "note missing or unknown"),
        ("city = 'x'", "city like 'x'", "rule mine: found LIKE"),
        (RULE, RULE + RULE, "rules mine: each id may stand once"),
    ],
)
def test_refuses_a_rule(old, new, says):
    with pytest.raises(RuleRefused) as refusal:
        read_rules(RULE.replace(old, new))

    assert says in str(refusal.value)


def test_the_data_is_packaged_beside_the_code():
    for name in ("rules.toml", "headers.toml", "sentences.toml", "countries.toml"):
        assert files("makegood.screening").joinpath(name).is_file()


NUMBERED = RULE.replace("city = 'x'", "quantity >= $most") + (
    '[number.most]\nis = 5\nsource = "house"\nnote.en = "Ours."\nnote.zh = "自定。"\n'
)


@pytest.mark.parametrize(("given", "level"), [({}, "block"), ({"most": Decimal(6)}, "pass")])
def test_a_rules_own_number_serves_until_another_is_given(table, given, level):
    path = table(("order_id", "quantity", "city"), ("1", "5", "x"))

    lines, _ = screened(path, rules=read_rules(NUMBERED), parameters=PARAMETERS | given)

    assert lines["1"]["level"] == level


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('source = "house"', "", "number most: found is, note"),
        ("is = 5", "is = 5.5", "number most: found 5.5"),
        ("is = 5", "is = true", "number most: found True"),
        ("note.zh", "note.fr", "number most: found is, note, source"),
    ],
)
def test_refuses_a_number(old, new, says):
    with pytest.raises(RuleRefused) as refusal:
        read_rules(NUMBERED.replace(old, new))

    assert says in str(refusal.value)


def burst(table, count, *, paid=()):
    """One buyer's orders, a minute apart, and last one more."""
    rows = [
        (str(n), "b", f"2026-01-01T00:{n:02}:00Z", "2026-01-01T00:59:00Z" if n in paid else "") for n in range(count)
    ]
    return table(("order_id", "buyer_id", "placed_at", "paid_at"), *rows, ("last", "b", "2026-01-01T02:00:00Z", ""))


@pytest.mark.parametrize(
    ("count", "paid", "rules"),
    [
        pytest.param(15, (), ["stock_locked"], id="as-many-as-make-us-look"),
        pytest.param(14, (), [], id="one-fewer"),
        pytest.param(16, (0,), [], id="one-was-paid"),
    ],
)
def test_stock_locked(table, count, paid, rules):
    lines, _ = screened(burst(table, count, paid=paid))

    assert [reason["rule"] for reason in lines["last"]["reasons"]] == rules


def test_serial_cancelled_leaves_out_what_the_shop_cancelled(table):
    header = ("order_id", "buyer_id", "placed_at", "paid_at", "cancelled_at", "cancelled_by")
    day = "2026-0{}-01T00:00:00Z".format
    rows = [(who + str(n), who, day(n), day(n), day(n + 1), who) for who in ("buyer", "seller") for n in range(1, 5)]

    lines, _ = screened(table(header, *rows))

    assert [order for order, line in lines.items() if line["reasons"]] == ["buyer3", "buyer4"]
