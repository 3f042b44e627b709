"""Strict reading: every fault at once, each with its path, what was found and what was expected."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

import pytest

from makegood.core.reading import NotACase, read, read_text
from makegood.core.words import Kind, Parameter, Platform
from tests.building import case, event


def changed(path: str, value: Any) -> dict[str, Any]:
    """A full case with one place changed; `a.0.b` names it."""
    document: Any = case("aliexpress", "damaged", event("offer_made", amount={"amount": "1", "currency": "USD"}))
    document = copy.deepcopy(document)
    place: Any = document
    *way, last = path.split(".")
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    place[int(last) if isinstance(place, list) else last] = value
    return document


FAULTS = [
    ("schema", "makegood.case/2", "schema", '"makegood.case/1"'),
    ("id", " ", "id", "text that is not empty"),
    ("id", 7, "id", "text that is not empty"),
    ("platform", "amazon", "platform", "one of wish, aliexpress, ali1688, shopee"),
    ("kind", "lost", "kind", "one of cancel_request"),
    ("at", "2026-11-20T08:00:00", "at", "offset"),
    ("order", None, "order", "the order's object"),
    ("order", [], "order", "an object"),
    ("order.placed_at", 1, "order.placed_at", "RFC 3339"),
    ("order.total", "25.90", "order.total", "money such as"),
    ("order.total", {"amount": 25.9, "currency": "USD"}, "order.total.amount", "a decimal in a string"),
    ("order.total", {"amount": "25.905", "currency": "USD"}, "order.total.amount", "no finer than USD's minor unit (2 digits)"),
    ("order.total", {"amount": "25.9", "currency": "JPY"}, "order.total.amount", "no finer than JPY's minor unit (0 digits)"),
    ("order.total", {"amount": "-1", "currency": "USD"}, "order.total.amount", "not negative"),
    ("order.total", {"amount": "1"}, "order.total.currency", "ISO 4217"),
    ("order.total", {"amount": "1", "currency": "USX"}, "order.total.currency", "ISO 4217"),
    ("order.total", {"amount": "1", "currency": "EUR"}, "order.lines[0].unit_price.currency", "EUR, the currency of order.total"),
    ("claim.amount", {"amount": "1", "currency": "CNY"}, "claim.amount.currency", "USD, the currency of order.total"),
    ("events.1.amount", {"amount": "1", "currency": "CNY"}, "events[1].amount.currency", "USD, the currency of order.total"),
    ("order.lines.0.quantity", 0, "order.lines[0].quantity", "a whole number of at least 1"),
    ("order.lines.0.quantity", True, "order.lines[0].quantity", "a whole number of at least 1"),
    ("order.lines.0.quantity", Decimal("1.0"), "order.lines[0].quantity", "a whole number of at least 1"),
    ("order.lines", {}, "order.lines", "a list"),
    ("order.lines.0", None, "order.lines[0]", "an object"),
    ("order.ship_to.country", "br", "order.ship_to.country", "ISO 3166-1 alpha-2"),
    ("order.ship_to.country", "XX", "order.ship_to.country", "ISO 3166-1 alpha-2"),
    ("order.buyer.language", "español", "order.buyer.language", "BCP 47"),
    ("order.shipment.by", "courier", "order.shipment.by", "one of platform, self"),
    ("order.buyer.name", "\ud800", "order.buyer.name", "lone surrogates"),
    ("claim.reason", "broken", "claim.reason", "a kind, or one of"),
    ("claim.wants", ["money"], "claim.wants[0]", "one of refund, return"),
    ("claim.severity", "small", "claim.severity", "one of minor, major"),
    ("evidence", [{"kind": "selfie"}], "evidence[0].kind", "one of outer_label_photo"),
    ("evidence", [{"kind": "pack_scan", "reading": {"skus": "RED"}}], "evidence[0].reading.skus", "a list"),
    ("events.0.type", "opened", "events[0].type", "one of order_placed"),
    ("events.0.at", "soon", "events[0].at", "RFC 3339"),
    ("events.0", {"type": "judged", "verdict": "approved"}, "events[0].verdict", "one of penalty, refund"),
    ("events.0", {"type": "ticket_answered", "verdict": "refund"}, "events[0].verdict", "one of approved, more_needed"),
    ("shop.settings", {"negotiation_day": 5}, "shop.settings.negotiation_day", "one of negotiation_days"),
    ("shop.settings", {"negotiation_days": -1}, "shop.settings.negotiation_days", "a number from 0"),
    ("shop.settings", {"unpaid_share": "1.5"}, "shop.settings.unpaid_share", "a number from 0 to 1"),
    ("shop.settings", {"unpaid_count": "3"}, "shop.settings.unpaid_count", "a whole number"),
    ("platform_deadlines", [{"kind": "answer"}], "platform_deadlines[0].kind", "one of negotiation"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "value", "path", "expected"), FAULTS, ids=[f"{f[0]}-{i}" for i, f in enumerate(FAULTS)]
)
def test_a_fault_names_its_path_and_what_was_expected(place, value, path, expected):
    with pytest.raises(NotACase) as refusal:
        read(changed(place, value))

    assert refusal.value.faults[0].path == path
    assert expected in refusal.value.faults[0].expected


@pytest.mark.parametrize("currency", ["usd", "\udca0USD", ""])
def test_what_is_no_currency_is_not_expected_of_other_amounts(currency):
    with pytest.raises(NotACase) as refusal:
        read(changed("order.total", {"amount": "1", "currency": currency}))

    assert [fault.path for fault in refusal.value.faults] == ["order.total.currency"]
    str(refusal.value).encode()


def test_every_fault_is_told_at_once():
    document = changed("platform", "amazon")
    document["order"]["placed_at"] = "x"
    document["claim"]["wants"] = ["x", "refund", "y"]

    with pytest.raises(NotACase) as refusal:
        read(document)

    assert {fault.path for fault in refusal.value.faults} == {
        "platform",
        "order.placed_at",
        "claim.wants[0]",
        "claim.wants[2]",
    }
    assert str(refusal.value).count("\n") == 3


@pytest.mark.parametrize("value", [None, {}, {"amount": None, "currency": None}])
def test_null_absent_and_empty_money_are_unknown(value):
    assert read(changed("order.total", value)).order.total is None


def test_null_anywhere_means_unknown():
    document = case("wish", None)
    document["order"] = dict.fromkeys(document["order"])
    document |= {"claim": None, "evidence": None, "events": None, "shop": None, "at": None, "services": None}

    read_case = read(document)

    assert read_case.order is not None
    assert read_case.claim is None
    assert read_case.events == ()


@pytest.mark.parametrize(
    ("given", "needs_order"),
    [
        ({"kind": "deposit_release"}, False),
        ({"kind": "sku_alert", "complaints": []}, False),
        ({"services": []}, False),
        ({"complaints": []}, False),
        ({}, True),
        ({"kind": "return", "services": []}, True),
    ],
)
def test_only_shop_kinds_need_no_order(given, needs_order):
    document = {"schema": "makegood.case/1", "id": "c", "platform": "ali1688", **given}

    if needs_order:
        with pytest.raises(NotACase, match="order: found nothing"):
            read(document)
    else:
        assert read(document).order is None


def test_unknown_fields_are_kept_and_named_by_path():
    document = changed("order.lines.0.colour", "red")
    document["events"][0]["mood"] = "angry"

    assert read(document).ignored == {"order.lines[0].colour": "red", "events[0].mood": "angry"}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param('{"": 1, "": 2}', '""', id="no-name-at-all"),
        pytest.param('{"order": {"": 1, "": 2}}', 'order.""', id="no-name-further-in"),
        pytest.param(r'{"\ud800": 1, "\ud800": 2}', r"\ud800", id="half-a-character"),
        pytest.param(r'{"shop": {"settings": {"\ud800": 1}}}', r"shop.settings.\ud800", id="half-a-setting"),
    ],
)
def test_a_path_shows_every_name_and_can_be_written_out(text, path):
    with pytest.raises(NotACase) as refusal:
        read_text(text)

    assert path in [fault.path for fault in refusal.value.faults]
    assert str(refusal.value).encode()


def test_one_name_given_twice_among_many_is_found_in_one_pass():
    names = [f'"n{number}": 0' for number in range(100_000)]  # name by name, it would take minutes

    with pytest.raises(NotACase) as refusal:
        read_text("{" + ", ".join([*names, '"n7": 1']) + "}")

    assert refusal.value.faults[0].path == "n7"


def test_values_become_the_words_and_exact_numbers_of_the_core():
    text = json.dumps(
        case(
            "wish",
            "damaged",
            settings={
                "unpaid_share": 0.1,
                "negotiation_days": "6",
                "dispute_cost": {"amount": "1.5", "currency": "USD"},
            },
        )
    )

    read_case = read_text(text)

    assert read_case.platform is Platform.wish
    assert read_case.kind is Kind.damaged
    assert read_case.shop.settings[Parameter.unpaid_share] == Decimal("0.1")
    assert read_case.shop.settings[Parameter.negotiation_days] == Decimal(6)
    assert read_case.shop.settings[Parameter.dispute_cost].amount == Decimal("1.5")


@pytest.mark.parametrize("text", ["\ufeff{}", b"\xef\xbb\xbf{}"])
def test_a_byte_order_mark_is_no_fault(text):
    with pytest.raises(NotACase) as refusal:
        read_text(text)

    assert refusal.value.faults[0].path == "schema"
