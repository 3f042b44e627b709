"""Options: which remedies are allowed, which one is recommended, and what each costs, part by part."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import ORDER, assessed, at, bare, case, done, event, option, piece, said

REMEDIES = [
    "full_refund", "partial_refund", "return_and_refund", "reship", "partial_refund_and_reship", "coupon", "reschedule",
    "cancel_and_refund", "explain",
]  # fmt: skip
UNSENT = {"shipped_at": None, "delivered_at": None}
UNDELIVERED = {"delivered_at": None}
UNPAID = {"paid_at": None, **UNSENT}
PICTURES = [piece("goods_photo", "g"), piece("packaging_photo", "p")]


def usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


def line(**more: Any) -> dict[str, Any]:
    return {**ORDER["lines"][0], **more}


def described(*events, **more):
    """Not as described on AliExpress, with all that is asked for at hand."""
    looked = (event("order_verified", hours=1, finding="unknown"), said(hours=2))
    return case("aliexpress", "not_as_described", *looked, *events, **{"evidence": PICTURES, **more})


def claimed(*events, **more):
    """The same trouble without a dispute: nothing counts towards a rate."""
    return described(*events, dispute=False, **more)


def allowed(document, days=1.0):
    return [one["remedy"] for one in assessed(document, days)["options"] if one["allowed"]]


def recommended(document, days=1.0):
    return [one["remedy"] for one in assessed(document, days)["options"] if one["recommended"]]


def parts(document, remedy):
    one = option(assessed(document), remedy)
    return {name: money["amount"] for name, money in one["cost_parts"].items()}, one["unknown"]


def cost(document, remedy):
    return option(assessed(document), remedy)["cost"]


# --- which are listed -------------------------------------------------------------------------------------------------


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("platform", ["aliexpress", "wish", "shopee", "ali1688"])
@pytest.mark.parametrize(
    "kind", ["wrong_item", "damaged", "not_received", "return", "unfulfilled_order", "cancel_request"]
)
def test_lists_all_nine_each_with_why_while_the_case_is_unsettled(platform, kind):
    options = assessed(case(platform, kind))["options"]

    assert [one["remedy"] for one in options] == REMEDIES
    whys = [why["why"] for one in options for why in one["because"]]
    assert len(whys) == len(REMEDIES)
    assert all(why["en"] and why["zh"] for why in whys)


@pytest.mark.clause("ALL-1")
def test_lists_only_the_agreed_one_and_none_once_it_is_done():
    agreed = event("offer_accepted", hours=3, remedy="reship")

    one = assessed(described(agreed))["options"]
    assert [(o["remedy"], o["allowed"], o["recommended"]) for o in one] == [("reship", True, True)]
    assert one[0]["because"][0]["clause"] == "ALL-3"
    assert one[0]["cost"] == usd("11.20")
    assert assessed(described(agreed, event("reshipped", hours=4)))["options"] == []


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("remedy", "given"),
    [
        ("full_refund", [event("refund_paid", hours=4)]),
        ("partial_refund", [event("refund_paid", hours=4)]),
        ("return_and_refund", [event("refund_paid", hours=4)]),
        ("partial_refund_and_reship", [event("refund_paid", hours=4), event("reshipped", hours=4)]),
        ("coupon", [done("send_coupon", hours=4)]),
        ("reschedule", [done("reschedule", hours=4)]),
        ("cancel_and_refund", [event("refund_paid", hours=4)]),
        ("explain", []),
    ],
)
def test_knows_each_remedy_as_done_by_its_own_proof(remedy, given):
    document = described(event("offer_accepted", hours=3, remedy=remedy), *given)

    assert assessed(document)["options"] == []
    if given:
        before = described(event("offer_accepted", hours=3, remedy=remedy), *given[:-1])
        assert [one["remedy"] for one in assessed(before)["options"]] == [remedy]


@pytest.mark.clause("ALL-1")
def test_lists_the_newest_agreement():
    twice = (event("offer_accepted", hours=3, remedy="coupon"), event("offer_accepted", hours=5, remedy="reship"))

    assert recommended(described(*twice)) == ["reship"]


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("verdict", "listed"), [("refund", ["full_refund"]), ("return_and_refund", ["return_and_refund"]), ("rejected", [])]
)
def test_lists_only_what_a_verdict_orders(verdict, listed):
    options = assessed(described(event("judged", hours=9, verdict=verdict)))["options"]

    assert [one["remedy"] for one in options if one["recommended"]] == [one["remedy"] for one in options] == listed


@pytest.mark.clause("ALL-1")
def test_lists_what_the_verdict_orders_rather_than_what_was_agreed_before():
    document = described(event("offer_accepted", hours=3, remedy="coupon"), event("judged", hours=9, verdict="refund"))

    assert recommended(document) == ["full_refund"]


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(described(event("dispute_withdrawn", hours=9)), id="withdrawn"),
        pytest.param(described(done("close", hours=9)), id="closed"),
        pytest.param(case("wish", "penalty", event("penalty_executed")), id="penalty"),
        pytest.param(bare("ali1688", "deposit_release", services=[]), id="deposit"),
        pytest.param(bare("ali1688", "service_exit", services=[]), id="exit"),
        pytest.param(bare("ali1688", "sku_alert", complaints=[]), id="sku-alert"),
    ],
)
def test_lists_none_for_a_shops_own_business_a_penalty_or_a_case_that_is_over(document):
    assert assessed(document)["options"] == []


# --- which are allowed ------------------------------------------------------------------------------------------------

SENT = [one for one in REMEDIES if one not in ("reschedule", "cancel_and_refund")]
NOT_SENT = [one for one in REMEDIES if one != "return_and_refund"]
NO_REFUND = ["reship", "coupon", "reschedule", "explain"]


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("document", "names"),
    [
        pytest.param(described(), SENT, id="delivered"),
        pytest.param(described(claim={"severity": "minor"}), SENT, id="minor"),
        pytest.param(described(claim={"severity": "major"}), [one for one in SENT if one != "coupon"], id="major"),
        pytest.param(described(event("order_verified", hours=2, finding="ours")), SENT[:-1], id="ours"),
        pytest.param(case("aliexpress", "unfulfilled_order", order=UNSENT), NOT_SENT, id="paid-not-sent"),
        pytest.param(
            case("aliexpress", "unfulfilled_order", event("shipped", hours=1), order=UNSENT),
            [one for one in SENT if one != "return_and_refund"], id="sent-meanwhile",
        ),
        pytest.param(
            case("aliexpress", "not_received", order=UNDELIVERED), [one for one in SENT if one != "return_and_refund"],
            id="not-delivered",
        ),
        pytest.param(case("aliexpress", "not_received", event("delivered", hours=1), order=UNDELIVERED), SENT, id="delivered-meanwhile"),
        pytest.param(case("aliexpress", "cancel_request", order=UNPAID), NO_REFUND, id="nothing-paid"),
        pytest.param(case("aliexpress", "cancel_request", event("paid", hours=1), order=UNPAID), NOT_SENT, id="paid-meanwhile"),
        pytest.param(case("aliexpress", "unpaid_order", order=UNPAID), NO_REFUND, id="unpaid-order"),
        pytest.param(
            case("wish", "wrong_item"), [one for one in SENT if one not in ("partial_refund", "partial_refund_and_reship")], id="wish-has-no-part-refund"
        ),
        pytest.param(case("shopee", "wrong_item"), SENT, id="shopee"),
        pytest.param(case("ali1688", "wrong_item"), SENT, id="1688"),
    ],
)  # fmt: skip
def test_allows_exactly_what_the_facts_and_the_platform_do(document, names):
    assert allowed(document) == names


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    "fact", [event("delivered", hours=1), event("return_shipped", hours=1), event("return_received", hours=1)]
)
def test_takes_a_delivery_or_goods_on_their_way_back_as_delivered(fact):
    assert "return_and_refund" in allowed(case("aliexpress", "not_received", fact, order=UNDELIVERED))


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("document", "remedy", "clause", "says"),
    [
        (described(claim={"severity": "major"}), "coupon", "AE-NEGO-3", "small flaws"),
        (case("shopee", "damaged", claim={"severity": "major"}), "coupon", "ALL-1", "small flaws"),
        (described(), "reschedule", "ALL-1", "Already shipped"),
        (described(), "cancel_and_refund", "ALL-1", "Already shipped"),
        (case("aliexpress", "not_received", order=UNDELIVERED), "return_and_refund", "ALL-1", "No delivery"),
        (case("aliexpress", "cancel_request", order=UNPAID), "full_refund", "ALL-3", "Nothing was paid"),
        (case("wish", "wrong_item", event("order_verified", finding="ours")), "explain", "WISH-WRONG-2", "ours"),
        (case("shopee", "wrong_item", event("order_verified", finding="ours")), "explain", "SHP-WRONG-1", "ours"),
        (case("ali1688", "wrong_item", event("order_verified", finding="ours")), "explain", "ALL-1", "ours"),
    ],
)
def test_says_why_a_remedy_is_not_allowed(document, remedy, clause, says):
    one = option(assessed(document), remedy)

    assert (one["allowed"], one["recommended"]) == (False, False)
    assert [why["clause"] for why in one["because"]] == [clause]
    assert says in one["because"][0]["why"]["en"] and one["because"][0]["why"]["zh"]


@pytest.mark.clause("ALL-1")
def test_says_in_the_platforms_own_words_what_cannot_be_done_there():
    one = option(assessed(case("wish", "wrong_item")), "partial_refund")

    assert (one["allowed"], one["how"], one["because"][0]["clause"]) == (False, "unavailable", "ALL-1")
    assert "refund" in one["because"][0]["why"]["en"] and one["because"][0]["why"]["zh"]


@pytest.mark.clause("ALL-1", "ALL-8")
def test_says_how_each_is_done_here():
    hows = {one["remedy"]: one["how"] for one in assessed(described())["options"]}

    assert hows == dict.fromkeys(REMEDIES, "assisted") | dict.fromkeys(REMEDIES[:3], "api")


# --- which one is recommended -----------------------------------------------------------------------------------------


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("wants", "more", "remedy"),
    [
        pytest.param(["refund"], {}, "full_refund", id="refund"),
        pytest.param(["reship"], {}, "reship", id="reship"),
        pytest.param(["coupon"], {}, "coupon", id="coupon"),
        pytest.param(["explanation"], {}, "explain", id="explanation"),
        pytest.param(["refund"], {"amount": usd("5.00")}, "partial_refund", id="part-of-the-total"),
        pytest.param(["refund"], {"amount": usd("25.90")}, "full_refund", id="the-whole-total"),
        pytest.param(["reship", "coupon"], {}, "coupon", id="the-cheaper-of-two"),
        pytest.param(["return"], {}, "return_and_refund", id="return"),
        pytest.param(["return", "refund"], {}, "full_refund", id="wholly-known-before-partly-unknown"),
    ],
)
def test_recommends_the_cheapest_that_meets_what_the_buyer_wants(wants, more, remedy):
    document = claimed(claim={"wants": wants, **more})

    assert recommended(document) == [remedy]
    why = option(assessed(document), remedy)["because"][0]
    assert (why["clause"], "least known cost" in why["why"]["en"], bool(why["why"]["zh"])) == ("ALL-1", True, True)


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(claimed(claim={"wants": []}), id="the-wish-is-not-known"),
        pytest.param(claimed(claim={"wants": ["refund"]}, evidence=[]), id="evidence-is-missing"),
        pytest.param(claimed(claim={"wants": ["coupon"], "severity": "major"}), id="the-wish-is-not-allowed"),
        pytest.param(claimed(claim={"wants": ["cancel"]}), id="nothing-left-to-cancel"),
        pytest.param(
            case("aliexpress", "wrong_item", said(), evidence=[*PICTURES, piece("pack_scan", skus=["RED-M"])], claim={"wants": ["refund"]}),
            id="we-are-clear",
        ),
    ],
)  # fmt: skip
def test_recommends_none_where_none_can_be(document):
    assert recommended(document) == []


@pytest.mark.clause("ALL-1")
def test_does_not_recommend_what_was_refused():
    refused = (event("offer_made", hours=3, remedy="reship"), event("offer_refused", hours=4))

    assert recommended(claimed(*refused, claim={"wants": ["reship", "refund"]})) == ["full_refund"]
    assert "reship" in allowed(claimed(*refused, claim={"wants": ["reship", "refund"]}))


@pytest.mark.clause("ALL-1", "WISH-WRONG-4")
def test_recommends_none_while_the_next_step_is_an_appeal():
    held = [piece("pack_scan", "s", skus=["RED-M"]), piece("dispatch_photo", "d"), piece("tracking_record", "t")]
    still_refuses = (done("show_proof", hours=2), said(hours=3, direction="in"))

    shown = assessed(case("wish", "wrong_item", said(hours=1), evidence=held))
    appeals = assessed(case("wish", "wrong_item", said(hours=1), *still_refuses, evidence=held))

    assert [one["remedy"] for one in shown["options"] if one["recommended"]] == ["explain"]
    assert appeals["next"]["action"] == "appeal"
    assert not any(one["recommended"] for one in appeals["options"])


# --- what each costs --------------------------------------------------------------------------------------------------


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("remedy", "known", "unknown", "total"),
    [
        ("full_refund", {"cash_out": "25.90"}, [], "25.90"),
        ("partial_refund", {"cash_out": "5.00"}, [], "5.00"),
        ("return_and_refund", {"cash_out": "25.90", "recovered": "-8.00"}, ["freight_back"], "17.90"),
        ("reship", {"goods": "8.00", "freight_out": "3.20"}, [], "11.20"),
        ("partial_refund_and_reship", {"cash_out": "5.00", "goods": "8.00", "freight_out": "3.20"}, [], "16.20"),
        ("coupon", {"cash_out": "2.59"}, [], "2.59"),
        ("reschedule", {"cash_out": "0.00"}, [], "0.00"),
        ("cancel_and_refund", {"cash_out": "25.90"}, [], "25.90"),
        ("explain", {"cash_out": "0.00"}, [], "0.00"),
    ],
)
def test_adds_up_each_remedys_known_parts_and_names_the_unknown(remedy, known, unknown, total):
    document = claimed(claim={"amount": usd("5.00")})

    assert parts(document, remedy) == (known, unknown)
    assert cost(document, remedy) == usd(total)


@pytest.mark.clause("ALL-1")
def test_costs_nothing_to_refund_or_resend_what_it_does_not_know():
    document = claimed(order={"total": None, "lines": [line(unit_cost=None)], "shipment": {"by": "platform"}})

    assert parts(document, "full_refund") == ({}, ["cash_out"])
    assert parts(document, "partial_refund") == ({}, ["cash_out"])
    assert parts(document, "coupon") == ({}, ["cash_out"])
    assert parts(document, "reship") == ({}, ["goods", "freight_out"])
    assert parts(document, "return_and_refund") == ({}, ["cash_out", "freight_back", "recovered"])
    assert [cost(document, one) for one in ("full_refund", "reship", "return_and_refund")] == [None, None, None]
    assert cost(document, "explain") == usd("0.00")


@pytest.mark.clause("ALL-1")
def test_knows_no_currency_and_so_no_cost_where_the_file_names_none():
    document = claimed(order={"total": None, "lines": [{"sku": "RED-M"}], "shipment": None})

    assert (cost(document, "explain"), parts(document, "explain")) == (None, ({}, ["cash_out"]))


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("total", "share", "coupon"),
    [
        ("25.90", None, "2.59"),
        ("25.94", None, "2.59"),
        ("25.95", None, "2.60"),
        ("25.90", "0.05", "1.30"),
        ("25.90", "0", "0.00"),
        ("25.90", "1", "25.90"),
    ],
)
def test_caps_a_coupon_at_a_share_of_the_total_rounded_half_up(total, share, coupon):
    settings = {"coupon_cap_share": share} if share is not None else {}

    answer = assessed(claimed(order={"total": usd(total)}, settings=settings))

    assert option(answer, "coupon")["cost"] == usd(coupon)
    value = share if share not in ("0", "1") else int(share or 0)
    expected = [{"parameter": "coupon_cap_share", "value": value, "default": "0.10", "clause": "ALL-1"}]
    assert answer["policy"]["overrides"] == (expected if share is not None else [])


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(("asked", "coupon"), [("1.00", "1.00"), ("2.59", "2.59"), ("9.00", "2.59")])
def test_needs_no_larger_coupon_than_the_buyer_asks(asked, coupon):
    assert cost(claimed(claim={"amount": usd(asked)}), "coupon") == usd(coupon)


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("currency", "total", "coupon"),
    [("JPY", "2595", "260"), ("JPY", "2594", "259"), ("KWD", "25.905", "2.591"), ("KWD", "25.904", "2.590")],
)
def test_rounds_to_the_currencys_own_minor_unit(currency, total, coupon):
    order = {"total": {"amount": total, "currency": currency}, "lines": [], "shipment": None}

    assert cost(claimed(order=order), "coupon") == {"amount": coupon, "currency": currency}
    assert cost(claimed(order=order), "explain")["amount"] == {"JPY": "0", "KWD": "0.000"}[currency]


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("lines", "about", "goods"),
    [
        ([line(quantity=3)], [], "24.00"),
        ([line(), line(sku="BLUE-S", unit_cost=usd("1.50"))], [], "9.50"),
        ([line(), line(sku="BLUE-S", unit_cost=usd("1.50"))], [" blue-s "], "1.50"),
        ([line(), line(sku="BLUE-S", unit_cost=usd("1.50"))], ["UNHEARD-OF"], "9.50"),
        ([line(), line(sku="BLUE-S", unit_cost=None)], ["RED-M"], "8.00"),
        ([line(), line(sku="BLUE-S", unit_cost=None)], [], None),
        ([line(quantity=None)], [], None),
        ([], [], None),
    ],
)
def test_counts_the_goods_of_the_claimed_lines(lines, about, goods):
    known, unknown = parts(claimed(order={"lines": lines}, claim={"lines": about}), "reship")

    assert known.get("goods") == goods
    assert unknown == ([] if goods else ["goods"])


CNY = {"amount": "57.00", "currency": "CNY"}


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("rates", "goods", "used"),
    [
        pytest.param([], None, [], id="no-rate"),
        pytest.param([("CNY", "USD", "0.1405", -1)], "8.01", ["0.1405"], id="rounded-half-up"),
        pytest.param([("USD", "CNY", "7.6", -1)], "7.50", ["7.6"], id="the-other-way-round"),
        pytest.param([("CNY", "USD", "0.1405", 1)], "8.01", ["0.1405"], id="of-this-very-instant"),
        pytest.param([("CNY", "USD", "0.1405", 1.01)], None, [], id="not-known-yet"),
        pytest.param([("CNY", "EUR", "0.13", -1)], None, [], id="of-another-pair"),
        pytest.param([("CNY", "EUR", "0.13", -1), ("CNY", "USD", "0.1", -1)], "5.70", ["0.1"], id="the-pair-that-fits"),
    ],
)
def test_converts_our_own_costs_only_by_a_rate_on_file(rates, goods, used):
    filed = [
        {"base": base, "quote": quote, "rate": rate, "as_of": at(day), "source": "bank"}
        for base, quote, rate, day in rates
    ]

    answer = assessed(claimed(order={"lines": [line(unit_cost=CNY)]}, rates=filed))

    one = option(answer, "reship")
    assert one["cost_parts"].get("goods") == (usd(goods) if goods else None)
    assert one["unknown"] == ([] if goods else ["goods"])
    assert [rate["rate"] for rate in one["rates"]] == used
    assert all(rate["source"] == "bank" and rate["as_of"] for rate in one["rates"])
    assert option(answer, "full_refund")["rates"] == []


@pytest.mark.clause("ALL-1")
def test_recovers_at_a_return_what_the_goods_cost():
    filed = [{"base": "CNY", "quote": "USD", "rate": "0.1405"}]

    known, unknown = parts(claimed(order={"lines": [line(unit_cost=CNY)]}, rates=filed), "return_and_refund")

    assert (known, unknown) == ({"cash_out": "25.90", "recovered": "-8.01"}, ["freight_back"])


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(("bearer", "freight"), [("buyer", "0.00"), ("seller", None), (None, None)])
def test_pays_no_freight_back_where_the_buyer_agreed_to_bear_it(bearer, freight):
    proposed = event("return_terms_proposed", hours=3, terms={"freight_bearer": bearer})

    known, unknown = parts(case("ali1688", "return", proposed, dispute=False), "return_and_refund")

    assert known.get("freight_back") == freight
    assert unknown == ([] if freight else ["freight_back"])


@pytest.mark.clause("ALL-1", "AE-NEGO-4")
def test_names_what_a_counted_dispute_costs_as_unknown_for_a_refund_inside_it():
    unknown = {one["remedy"]: one["unknown"] for one in assessed(described(claim={"amount": usd("5.00")}))["options"]}

    effect = ["dispute_effect"]
    assert unknown == {
        **dict.fromkeys(REMEDIES, []), "full_refund": effect, "partial_refund": effect, "cancel_and_refund": effect,
        "partial_refund_and_reship": effect, "return_and_refund": ["freight_back", "dispute_effect"],
    }  # fmt: skip


@pytest.mark.clause("ALL-1", "AE-NEGO-4")
@pytest.mark.parametrize(("setting", "shown"), [("4", 4), (usd("4.00"), usd("4.00")), ("4.005", "4.005")])
def test_adds_the_shops_own_price_of_a_counted_dispute_and_shows_the_override(setting, shown):
    answer = assessed(described(settings={"dispute_cost": setting}))

    effect = "4.01" if setting == "4.005" else "4.00"
    assert option(answer, "full_refund")["cost_parts"] == {"cash_out": usd("25.90"), "dispute_effect": usd(effect)}
    assert option(answer, "full_refund")["cost"] == usd("29.91" if setting == "4.005" else "29.90")
    assert option(answer, "coupon")["cost_parts"] == {"cash_out": usd("2.59")}
    assert answer["policy"]["overrides"] == [
        {"parameter": "dispute_cost", "value": shown, "default": None, "clause": "ALL-1"}
    ]


@pytest.mark.clause("ALL-1")
def test_adds_no_dispute_effect_where_none_was_filed():
    assert parts(claimed(settings={"dispute_cost": "4"}), "full_refund") == ({"cash_out": "25.90"}, [])


@pytest.mark.clause("ALL-1", "ALL-3")
@pytest.mark.parametrize(
    ("paid", "left"),
    [
        ([("10.00", 3)], "15.90"),
        ([("10.00", 3), ("5.00", 4)], "10.90"),
        ([("30.00", 3)], "0.00"),
        ([("10.00", 30)], "25.90"),
    ],
)
def test_can_refund_no_more_than_is_left(paid, left):
    refunds = [event("refund_paid", hours=hours, amount=usd(amount)) for amount, hours in paid]
    document = case("shopee", "tracking_correction", *refunds, dispute=False)

    assert cost(document, "full_refund") == usd(left)


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("events", "asked", "part"),
    [
        ([], "5.00", "5.00"),
        ([], "25.91", "25.90"),
        ([event("offer_made", hours=3, remedy="partial_refund", amount=usd("7.00"))], "5.00", "7.00"),
        (
            [
                event("offer_made", hours=3, remedy="partial_refund", amount=usd("7.00")),
                event("offer_refused", hours=4),
            ],
            "5.00",
            "7.00",
        ),
        ([event("offer_made", hours=3, remedy="coupon")], "5.00", "5.00"),
    ],
)
def test_prices_a_part_refund_at_the_sum_last_offered_or_asked_for(events, asked, part):
    assert cost(claimed(*events, claim={"amount": usd(asked)}), "partial_refund") == usd(part)
