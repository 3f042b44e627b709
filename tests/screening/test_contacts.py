"""Addresses and phones: the screening of one order answers as the assessment of that order does."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from makegood import assess
from makegood.screening.contacts import country_code
from makegood.screening.rules import read_rules
from tests.screening.conftest import screened

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
PLACED, PAID = "2026-11-20T07:00:00Z", "2026-11-20T08:00:00Z"


def alert_of_assess(platform, to):
    """The parts that hold the order, as the assessment names them; on Wish, whether it has the buyer asked at once."""
    order = {"id": "1", "placed_at": PLACED, "paid_at": PAID, "ship_to": to}
    document = {"schema": "makegood.case/1", "id": "c", "platform": platform, "kind": "unpaid_order", "order": order}
    answer = assess(document, at=AT)
    if platform == "wish":
        return answer["next"]["action"] == "contact_buyer"
    return [part for one in answer["blocked"] if one["action"] == "ship" for part in one["missing"]]


def alert_of_screen(platform, to):
    """The same from the screening of a table of this one order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.jsonl"
        path.write_text(
            json.dumps({"order_id": "1", "placed_at": PLACED, "paid_at": PAID, **to}) + "\n", encoding="utf-8"
        )
        line = screened(path, platform=platform)[0]["1"]
    why = {reason["rule"]: reason["why"]["en"] for reason in line["reasons"]}
    if platform == "wish":
        assert line["level"] in ("pass", "watch")
        return bool(why)
    assert line["level"] == ("hold" if why else "pass")
    faults = why.get("address_incomplete", "").removesuffix(".").rpartition(": ")[2]
    parts = [part for part in faults.split(", ") if part] + (["phone"] if "phone_unreal" in why else [])
    return [f"order.ship_to.{part}" for part in parts]


def parts_of(*usual):
    """A part of an address: one of the usual, blank, masked, or any text, or not given."""
    anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
    return st.one_of(st.sampled_from([*usual, "", " ", "-", "****", None]), anything)


TO = st.fixed_dictionaries(
    {
        "country": st.sampled_from(["US", "BR", "CN", "SG", "JP", "ID", "IT", "IE", "HK", "XK", None]),
        "state": parts_of("CA", "SP", "浙江", "MI"),
        "city": parts_of("Los Angeles", "Campinas", "义乌", "Milano"),
        "line1": parts_of("350 S Grand Ave", "Rua 1", "测试", "asdf", "N/A", "1 Rue de l'Église"),
        "postcode": parts_of("90071", "13010-111", "13010", "322000", "SE-114 55", "20121", "123"),
        "phone": parts_of(
            "+1 213 555 0123", "13800138000", "12345678", "138****8000", "+5519998887766", "02 1234", "abc"
        ),
    }
)


@settings(max_examples=150, deadline=None)
@given(to=TO, platform=st.sampled_from(["aliexpress", "ali1688", "shopee", "wish"]))
@example(to={"country": "US", "state": "CA", "city": "", "line1": "1 Main St", "postcode": "9021"}, platform="shopee")
@example(to={"country": None, "phone": "1380013800"}, platform="aliexpress")
def test_answers_for_one_order_as_the_assessment_does(to, platform):
    assert alert_of_screen(platform, to) == alert_of_assess(platform, to)


@pytest.mark.parametrize(
    ("phone", "country", "level"),
    [
        pytest.param("13800138000", "CN", "pass", id="real"),
        pytest.param("1380013800", "CN", "hold", id="a-digit-short"),
        pytest.param("1380013800", "", "hold", id="a-blank-country-is-the-addresses-fault"),
        pytest.param("1380013800", "Atlantis", "pass", id="of-a-country-unknown"),
        pytest.param("1380013800", "中国", "hold", id="of-a-country-by-name"),
        pytest.param("138****8000", "CN", "pass", id="masked-is-unknown"),
        pytest.param("", "CN", "hold", id="left-blank"),
    ],
)
def test_phone_unreal(table, phone, country, level):
    lines, _ = screened(table(("order_id", "phone", "country"), ("1", phone, country), ("2", "13800138000", "CN")))

    assert (lines["1"]["level"], lines["2"]["level"]) == (level, "pass")


def test_says_the_faulty_parts(table):
    header = ("order_id", "country", "state", "city", "line1", "postcode", "phone")
    lines, _ = screened(
        table(header, ("1", "", "", "", "asdf", "", ""), ("2", "US", "CA", "", "1 Main St", "9021", "x"))
    )

    assert [reason["why"]["en"] for line in lines.values() for reason in line["reasons"]] == [
        "The delivery address is not complete or not real: line1, country.",
        "The phone number cannot be real.",
        "The delivery address is not complete or not real: city, postcode.",
        "The phone number cannot be real.",
    ]
    assert lines["2"]["score"] == 100


@pytest.mark.parametrize(
    ("written", "code"),
    [("br", "BR"), (" Brazil ", "BR"), ("united  states", "US"), ("俄罗斯", "RU"), ("UK", "GB"), ("", None), ("Korea", None), ("B", None)],
)  # fmt: skip
def test_knows_countries_by_code_and_by_certain_names(written, code):
    assert country_code(written) == code


def test_a_shops_own_rule_reads_the_same_columns_and_unknown_is_neither(table):
    rule = """[[rule]]
    id = "{0}"\nclause = "AUDIT-9"\nlevel = "watch"\nscore = 1\nwhen = "{1}"\nwhy.en = "x"\nwhy.zh = "x"\nsuggested = []\n"""
    tests = {"real": "not is_phone_unreal", "unknown": "is_phone_unreal is null", "sound": "address_faults = ''"}
    rules = read_rules("".join(rule.format(*pair) for pair in tests.items()))
    path = table(
        ("order_id", "phone", "country"), ("1", "13800138000", "CN"), ("2", "138****8000", "CN"), ("3", "1", "CN")
    )

    lines, _ = screened(path, rules=rules)

    assert [[reason["rule"] for reason in line["reasons"]] for line in lines.values()] == [
        ["real", "sound"], ["unknown", "sound"], ["sound"],
    ]  # fmt: skip
