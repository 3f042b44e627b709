"""AUDIT: orders placed in bad faith: look at the address, ask, give grace, and cancel only what a person confirmed."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from makegood.core.words import Platform
from makegood.policies.policy import book
from makegood.rules.registry import rules
from tests.building import assessed, at, bare, blocked, case, clauses, deadline, done, event, next_action, said
from tests.clauses.answers import speaks_both, step

PLATFORMS = ["wish", "aliexpress", "ali1688", "shopee"]
NOT_WISH = PLATFORMS[1:]
REAL = {
    "name": "Ana", "country": "US", "state": "CA", "city": "Los Angeles", "line1": "350 S Grand Ave",
    "postcode": "90071", "phone": "+1 213 555 0123",
}  # fmt: skip
NO_CITY = {**REAL, "city": ""}
ASKED = said(hours=2)
CONFIRMED = event("bad_faith_confirmed", hours=3, by="Li")

everywhere = pytest.mark.parametrize("platform", PLATFORMS)
elsewhere = pytest.mark.parametrize("platform", NOT_WISH)


def unpaid(platform, *events, history=None, order=None, **more):
    """An order placed at `OPENED` and not paid."""
    buyer = {"id": "b1", "history": history}
    about = {
        "id": "1",
        "placed_at": at(),
        "total": {"amount": "25.90", "currency": "USD"},
        "buyer": buyer,
        **(order or {}),
    }
    return bare(platform, "unpaid_order", *events, order=about, **more)


def paid(platform, *events, ship_to=REAL, order=None, **more):
    return unpaid(platform, *events, order={"paid_at": at(hours=1), "ship_to": ship_to, **(order or {})}, **more)


def also(answer):
    return [(one["action"], one["clause"]) for one in answer["also"]]


# --- AUDIT-1: recognise it ---------------------------------------------------------------------------------------


@pytest.mark.clause("AUDIT-1")
@everywhere
def test_blames_nobody_for_not_paying(platform):
    answer = assessed(unpaid(platform))

    assert answer["liability"]["party"] == "undetermined"
    assert [one["clause"] for one in answer["liability"]["because"]] == ["AUDIT-1"]
    assert speaks_both(answer)


HISTORIES = [
    pytest.param({"orders": 6, "unpaid": 3}, True, id="three-of-six-unpaid"),
    pytest.param({"orders": 7, "unpaid": 3}, False, id="less-than-half-unpaid"),
    pytest.param({"orders": 2, "unpaid": 2}, False, id="only-two-unpaid"),
    pytest.param({"orders": 6, "cancelled": 3}, True, id="three-of-six-cancelled"),
    pytest.param({"orders": 7, "cancelled": 3}, False, id="less-than-half-cancelled"),
    pytest.param({"orders": 2, "cancelled": 2}, False, id="only-two-cancelled"),
    pytest.param({"orders": 6, "unpaid": 2, "cancelled": 2}, False, id="each-counts-for-itself"),
    pytest.param({"orders": 0, "unpaid": 3}, False, id="no-orders"),
    pytest.param({"unpaid": 3, "cancelled": 3}, False, id="orders-unknown"),
    pytest.param({"orders": 6}, False, id="nothing-known"),
    pytest.param(None, False, id="no-history"),
]


@pytest.mark.clause("AUDIT-1")
@everywhere
@pytest.mark.parametrize(("history", "suspected"), HISTORIES)
def test_suspects_a_buyer_by_their_history_and_still_blames_nobody(platform, history, suspected):
    answer = assessed(unpaid(platform, history=history))

    assert answer["liability"]["party"] == "undetermined"
    assert ("suspected" in answer["liability"]["because"][0]["why"]["en"]) is suspected
    assert ("疑似" in answer["liability"]["because"][0]["why"]["zh"]) is suspected


@pytest.mark.clause("AUDIT-1")
def test_says_whether_it_was_not_paying_or_cancelling():
    said_of = [
        assessed(unpaid("aliexpress", history={"orders": 6, name: 3}))["liability"]["because"][0]["why"]
        for name in ("unpaid", "cancelled")
    ]

    assert said_of[0] != said_of[1]


@pytest.mark.clause("AUDIT-1", "AUDIT-9")
@pytest.mark.parametrize(("setting", "value", "default", "history"), [
    ("unpaid_count", 2, 3, {"orders": 4, "unpaid": 2}),
    ("unpaid_share", "0.4", "0.5", {"orders": 7, "unpaid": 3}),
    ("cancel_count", 2, 3, {"orders": 4, "cancelled": 2}),
    ("cancel_share", "0.4", "0.5", {"orders": 7, "cancelled": 3}),
])  # fmt: skip
def test_lets_a_shop_set_what_makes_it_look_and_says_so(setting, value, default, history):
    answer = assessed(unpaid("aliexpress", history=history, shop={"settings": {setting: value}}))

    assert "suspected" in answer["liability"]["because"][0]["why"]["en"]
    assert answer["policy"]["overrides"] == [
        {"parameter": setting, "value": value, "default": default, "clause": "AUDIT-1"},
    ]


# --- AUDIT-2: address and contact details ------------------------------------------------------------------------

UNREAL = [
    pytest.param(NO_CITY, ["order.ship_to.city"], id="no-city"),
    pytest.param({**REAL, "line1": " "}, ["order.ship_to.line1"], id="blank-street"),
    pytest.param({**REAL, "line1": "test"}, ["order.ship_to.line1"], id="filler-street"),
    pytest.param({**REAL, "postcode": "9007"}, ["order.ship_to.postcode"], id="postcode-of-no-form"),
    pytest.param({**REAL, "phone": "12345678"}, ["order.ship_to.phone"], id="counting-phone"),
    pytest.param(
        {**REAL, "city": "", "state": "", "phone": "000000"},
        ["order.ship_to.city", "order.ship_to.state", "order.ship_to.phone"],
        id="several",
    ),
]


@pytest.mark.clause("AUDIT-2")
@elsewhere
@pytest.mark.parametrize(("ship_to", "parts"), UNREAL)
def test_holds_a_paid_order_with_an_unreal_address_first(platform, ship_to, parts):
    answer = assessed(paid(platform, ship_to=ship_to))

    assert step(answer) == ("hold_shipping", "AUDIT-2", parts)
    assert [(one["action"], one["missing"], one["clause"]) for one in answer["blocked"]] == [("ship", parts, "AUDIT-2")]
    assert all(part in answer["blocked"][0]["why"]["en"] for part in parts)
    assert speaks_both(answer)


@pytest.mark.clause("AUDIT-2")
@everywhere
@pytest.mark.parametrize("ship_to", [
    pytest.param(REAL, id="real"),
    pytest.param({**REAL, "phone": "138****1234"}, id="masked-phone"),
    pytest.param({**REAL, "line1": "****", "postcode": "9****"}, id="masked-address"),
    pytest.param({"country": "US"}, id="not-given"),
    pytest.param({}, id="unknown"),
    pytest.param({**REAL, "country": None, "phone": None}, id="country-unknown"),
])  # fmt: skip
def test_raises_no_alert_for_what_is_real_masked_or_unknown(platform, ship_to):
    answer = assessed(paid(platform, ship_to=ship_to))

    assert answer["next"]["action"] == "wait"
    assert answer["blocked"] == []


@pytest.mark.clause("AUDIT-2")
@elsewhere
@pytest.mark.parametrize(("phone", "parts"), [("12345678", ["order.buyer.phone"]), ("138****1234", []), (None, [])])
def test_judges_the_buyers_phone_where_the_address_has_none(platform, phone, parts):
    order = {"buyer": {"id": "b1", "phone": phone}}
    answer = assessed(paid(platform, ship_to={**REAL, "phone": None}, order=order))

    assert blocked(answer, "ship") == parts


@pytest.mark.clause("AUDIT-2", "AUDIT-6")
def test_suggests_no_hold_on_wish():
    answer = assessed(paid("wish", ship_to=NO_CITY))

    assert answer["blocked"] == []
    assert step(answer) == ("contact_buyer", "AUDIT-3", [])


@pytest.mark.clause("AUDIT-2")
@elsewhere
def test_says_what_a_hold_costs_us(platform):
    answer = assessed(paid(platform, ship_to=NO_CITY))

    assert "count" in answer["next"]["why"]["en"] and "考核" in answer["next"]["why"]["zh"]
    assert answer["next"]["note"]["en"] and answer["next"]["note"]["zh"]


@pytest.mark.clause("AUDIT-2")
@elsewhere
def test_holds_once_and_then_asks_the_buyer(platform):
    held = paid(platform, done("hold_shipping", hours=2), ship_to=NO_CITY)

    assert step(assessed(held)) == ("contact_buyer", "AUDIT-3", [])
    assert blocked(assessed(held), "ship") == ["order.ship_to.city"]
    assert next_action(paid(platform, done("hold_shipping", hours=2), said(hours=3), ship_to=NO_CITY)) == "wait"


SHIP_BY = {"kind": "ship", "due_at": at(days=3), "on_lapse": "auto_cancel", "field": "ship_by_date"}


@pytest.mark.clause("AUDIT-2")
@elsewhere
@pytest.mark.parametrize(("hours", "held"), [(-0.001, True), (0, False), (9, False)])
def test_never_holds_past_the_platforms_ship_by_time(platform, hours, held):
    answer = assessed(paid(platform, ship_to=NO_CITY, platform_deadlines=[SHIP_BY]), days=3, hours=hours)

    assert (answer["next"]["action"] == "hold_shipping") is held
    assert bool(blocked(answer, "ship")) is held


@pytest.mark.clause("AUDIT-2")
@pytest.mark.parametrize(("hours", "held"), [(0.999, True), (1, False)])
def test_never_holds_past_the_shops_own_ship_by_time(hours, held):
    document = paid("shopee", ship_to=NO_CITY, shop={"settings": {"ship_days": 2}})

    assert bool(blocked(assessed(document, days=2, hours=hours), "ship")) is held


@pytest.mark.clause("AUDIT-2")
@pytest.mark.parametrize("turn", [1, -1])
def test_goes_by_the_newest_reading_of_the_ship_by_time(turn):
    sooner = {**SHIP_BY, "due_at": at(days=1), "read_at": at(hours=2)}
    readings = [sooner, {**SHIP_BY, "read_at": at(hours=5)}]
    document = paid("shopee", ship_to=NO_CITY, platform_deadlines=readings[::turn])

    assert blocked(assessed(document, days=2), "ship") == ["order.ship_to.city"]


@pytest.mark.clause("AUDIT-2")
def test_does_not_know_a_ship_by_time_that_is_read_later():
    later = {**SHIP_BY, "read_at": at(days=5)}

    assert blocked(assessed(paid("shopee", ship_to=NO_CITY, platform_deadlines=[later]), days=4), "ship")


@pytest.mark.clause("AUDIT-2")
@elsewhere
@pytest.mark.parametrize("gone", [
    pytest.param({"shipped_at": at(hours=5)}, id="shipped"),
    pytest.param({"finished_at": at(hours=5)}, id="finished"),
    pytest.param({"paid_at": None}, id="unpaid"),
    pytest.param({"paid_at": at(days=2)}, id="paid-later"),
])  # fmt: skip
def test_holds_only_a_paid_order_that_has_not_left(platform, gone):
    answer = assessed(paid(platform, ship_to=NO_CITY, order=gone))

    assert blocked(answer, "ship") == []
    assert answer["next"]["action"] != "hold_shipping"


# --- AUDIT-3: ask the buyer --------------------------------------------------------------------------------------


@pytest.mark.clause("AUDIT-3")
@everywhere
def test_asks_the_buyer_at_once_what_they_intend(platform):
    answer = assessed(unpaid(platform), days=0)

    assert step(answer) == ("contact_buyer", "AUDIT-3", [])
    assert speaks_both(answer)


@pytest.mark.clause("AUDIT-3")
@everywhere
@pytest.mark.parametrize("told", [ASKED, done("contact_buyer", hours=2)])
def test_asks_once(platform, told):
    assert next_action(unpaid(platform, told)) == "wait"
    assert next_action(unpaid(platform, told), days=0, hours=1) == "contact_buyer"


@pytest.mark.clause("AUDIT-3")
@everywhere
def test_asks_before_it_waits_though_the_buyer_wrote(platform):
    assert next_action(unpaid(platform, said(hours=2, direction="in"))) == "contact_buyer"


@pytest.mark.clause("AUDIT-3")
@everywhere
@pytest.mark.parametrize("ship_to", [REAL, {}])
def test_needs_nothing_for_a_paid_order_with_no_alert(platform, ship_to):
    assert next_action(paid(platform, ship_to=ship_to)) == "wait"


# --- AUDIT-4: grace for payment ----------------------------------------------------------------------------------


@pytest.mark.clause("AUDIT-4")
@elsewhere
def test_gives_grace_for_payment(platform):
    assert deadline(assessed(unpaid(platform)), "payment_grace") == {
        "kind": "payment_grace", "due_at": at(days=2), "on_lapse": "none", "clause": "AUDIT-4", "source": "house",
        "lapsed": False,
    }  # fmt: skip


@pytest.mark.clause("AUDIT-4")
@elsewhere
def test_waits_and_watches_after_asking(platform):
    answer = assessed(unpaid(platform, ASKED))

    assert step(answer) == ("wait", "AUDIT-4", [])
    assert answer["next"]["due_at"] == at(days=2)
    assert speaks_both(answer)


@pytest.mark.clause("AUDIT-4")
@pytest.mark.parametrize(("hours", "lapsed"), [(-0.001, False), (0, True), (5, True)])
def test_lets_the_grace_lapse_at_its_very_instant_and_nothing_follows(hours, lapsed):
    answer = assessed(unpaid("aliexpress", ASKED), days=2, hours=hours)

    assert deadline(answer, "payment_grace")["lapsed"] is lapsed
    assert (answer["stage"], answer["next"]["action"]) == ("contacting", "wait")


@pytest.mark.clause("AUDIT-4")
def test_lets_a_shop_set_the_grace_and_says_so():
    answer = assessed(unpaid("shopee", shop={"settings": {"payment_grace_hours": 6}}))

    assert (deadline(answer, "payment_grace")["due_at"], deadline(answer, "payment_grace")["source"]) == (
        at(hours=6),
        "shop",
    )
    assert answer["policy"]["overrides"] == [
        {"parameter": "payment_grace_hours", "value": 6, "default": 48, "clause": "AUDIT-4"},
    ]


@pytest.mark.clause("AUDIT-4", "AUDIT-5")
@elsewhere
@pytest.mark.parametrize(("events", "order"), [
    pytest.param([event("paid", hours=5)], {}, id="paid"),
    pytest.param([], {"paid_at": at(hours=5)}, id="paid-on-the-order"),
    pytest.param([event("cancelled", hours=5)], {}, id="cancelled"),
    pytest.param([], {"finished_at": at(hours=5)}, id="closed"),
    pytest.param([], {"placed_at": None}, id="nobody-knows-when-it-was-placed"),
])  # fmt: skip
def test_runs_its_clocks_only_while_the_order_is_unpaid(platform, events, order):
    answer = assessed(unpaid(platform, *events, order=order))

    assert deadline(answer, "payment_grace") is None
    assert deadline(answer, "auto_cancel") is None


@pytest.mark.clause("AUDIT-4", "AUDIT-5")
@elsewhere
def test_runs_them_still_where_payment_comes_later(platform):
    kinds = [one["kind"] for one in assessed(unpaid(platform, event("paid", days=2)))["deadlines"]]

    assert sorted(kinds) == ["auto_cancel", "payment_grace"]


@pytest.mark.clause("AUDIT-4", "AUDIT-5")
def test_counts_from_the_event_where_the_order_does_not_say_when():
    answer = assessed(unpaid("aliexpress", event("order_placed", hours=3), order={"placed_at": None}))

    assert deadline(answer, "payment_grace")["due_at"] == at(days=2, hours=3)


@pytest.mark.clause("AUDIT-4", "AUDIT-5", "AUDIT-6")
def test_runs_no_clock_on_wish_which_screens_payment_itself():
    assert assessed(unpaid("wish"))["deadlines"] == []


# --- AUDIT-5: the shop's auto-cancel time ------------------------------------------------------------------------


@pytest.mark.clause("AUDIT-5")
@pytest.mark.parametrize(("platform", "due_at", "source"), [
    ("aliexpress", at(days=20), "public"),
    ("ali1688", at(days=5), "public"),
    ("shopee", None, "unknown"),
])  # fmt: skip
def test_knows_when_an_unpaid_order_cancels_itself_or_says_nobody_states_it(platform, due_at, source):
    assert deadline(assessed(unpaid(platform)), "auto_cancel") == {
        "kind": "auto_cancel", "due_at": due_at, "on_lapse": "auto_cancel", "clause": "AUDIT-5", "source": source,
        "lapsed": False,
    }  # fmt: skip


@pytest.mark.clause("AUDIT-5")
@elsewhere
def test_takes_the_shops_own_auto_cancel_time(platform):
    answer = assessed(unpaid(platform, shop={"settings": {"auto_cancel_hours": 72}}))

    assert (deadline(answer, "auto_cancel")["due_at"], deadline(answer, "auto_cancel")["source"]) == (
        at(days=3),
        "shop",
    )
    assert [(one["parameter"], one["value"], one["clause"]) for one in answer["policy"]["overrides"]] == [
        ("auto_cancel_hours", 72, "AUDIT-5"),
    ]


@pytest.mark.clause("AUDIT-5")
@pytest.mark.parametrize(("hours", "stage"), [(-0.001, "contacting"), (0, "lapsed")])
def test_lapses_at_its_very_instant(hours, stage):
    assert assessed(unpaid("aliexpress", ASKED), days=20, hours=hours)["stage"] == stage


@pytest.mark.clause("AUDIT-5")
@pytest.mark.parametrize("history", [{"orders": 6, "unpaid": 3}, {"orders": 6, "cancelled": 3}])
def test_offers_to_shorten_it_against_bad_faith_and_says_it_is_the_whole_shops(history):
    answer = assessed(unpaid("aliexpress", history=history))

    one = answer["also"][0]
    assert (one["action"], one["clause"]) == ("shorten_auto_cancel", "AUDIT-5")
    assert "whole shop" in one["why"]["en"] and "全店" in one["why"]["zh"]


SUSPECT = {"orders": 6, "unpaid": 3}


@pytest.mark.clause("AUDIT-5")
@pytest.mark.parametrize("document", [
    pytest.param(unpaid("aliexpress"), id="no-suspicion"),
    pytest.param(unpaid("wish", history=SUSPECT), id="wish"),
    pytest.param(unpaid("aliexpress", event("paid", hours=2), history=SUSPECT), id="paid"),
    pytest.param(unpaid("aliexpress", event("cancelled", hours=2), history=SUSPECT), id="cancelled"),
    pytest.param(unpaid("aliexpress", history=SUSPECT, order={"placed_at": None}), id="no-clock"),
])  # fmt: skip
def test_offers_to_shorten_it_only_where_that_can_help(document):
    assert "AUDIT-5" not in [clause for _, clause in also(assessed(document))]


# --- AUDIT-6: cancel what a person confirmed ---------------------------------------------------------------------


@pytest.mark.clause("AUDIT-6")
@everywhere
def test_blames_the_buyer_once_a_person_confirmed_it(platform):
    answer = assessed(unpaid(platform, CONFIRMED))

    assert answer["liability"]["party"] == "buyer"
    assert [one["clause"] for one in answer["liability"]["because"]] == ["AUDIT-6"]
    assert assessed(unpaid(platform, CONFIRMED), days=0, hours=2)["liability"]["party"] == "undetermined"


@pytest.mark.clause("AUDIT-6")
@elsewhere
@pytest.mark.parametrize("events", [(CONFIRMED,), (ASKED, CONFIRMED), (CONFIRMED, CONFIRMED)])
def test_cancels_what_was_confirmed_and_gives_the_stock_back(platform, events):
    answer = assessed(unpaid(platform, *events))

    assert step(answer) == ("cancel_order", "AUDIT-6", [])
    assert "stock" in answer["next"]["why"]["en"] and "库存" in answer["next"]["why"]["zh"]
    assert speaks_both(answer)


@pytest.mark.clause("AUDIT-6", "AUDIT-2")
@elsewhere
def test_says_what_a_cancellation_counts_for(platform):
    answer = assessed(unpaid(platform, CONFIRMED))

    assert "counts against" in answer["next"]["why"]["en"] and "考核" in answer["next"]["why"]["zh"]
    assert answer["next"]["note"]["en"] and answer["next"]["note"]["zh"]


@pytest.mark.clause("AUDIT-6")
@elsewhere
def test_cancels_a_paid_order_too_rather_than_hold_it(platform):
    assert step(assessed(paid(platform, CONFIRMED, ship_to=NO_CITY))) == ("cancel_order", "AUDIT-6", [])


@pytest.mark.clause("AUDIT-6")
@everywhere
@pytest.mark.parametrize("history", [SUSPECT, {"orders": 50, "unpaid": 50, "cancelled": 50}])
def test_cancels_nothing_that_no_person_confirmed(platform, history):
    for days in (0, 1, 3, 30):
        assert next_action(unpaid(platform, ASKED, history=history), days=days) in ("contact_buyer", "wait")


@pytest.mark.clause("AUDIT-6", "AUDIT-7")
@pytest.mark.parametrize("document", [unpaid("wish", CONFIRMED), paid("wish", CONFIRMED, ship_to=NO_CITY)])
def test_suggests_no_cancellation_on_wish_and_reports_at_once(document):
    assert step(assessed(document)) == ("report_buyer", "AUDIT-7", [])
    assert assessed(document)["blocked"] == []


@pytest.mark.clause("AUDIT-6", "AUDIT-7")
@elsewhere
@pytest.mark.parametrize("order", [{"shipped_at": at(hours=2)}, {"finished_at": at(hours=2)}])
def test_does_not_cancel_what_has_left_or_is_closed(platform, order):
    assert next_action(paid(platform, CONFIRMED, order=order)) == "report_buyer"


# --- AUDIT-7: report the buyer -----------------------------------------------------------------------------------

CANCELLED = event("cancelled", hours=4)


@pytest.mark.clause("AUDIT-7")
@everywhere
def test_reports_the_buyer_after_cancelling(platform):
    answer = assessed(unpaid(platform, CONFIRMED, CANCELLED))

    assert step(answer) == ("report_buyer", "AUDIT-7", [])
    assert answer["stage"] == "closed"
    assert speaks_both(answer)


@pytest.mark.clause("AUDIT-7")
@everywhere
@pytest.mark.parametrize("filed", [event("report_filed", hours=5), done("report_buyer", hours=5)])
def test_reports_once_and_closes(platform, filed):
    assert next_action(unpaid(platform, CONFIRMED, CANCELLED, filed)) == "close"
    assert next_action(unpaid(platform, CONFIRMED, CANCELLED, filed), days=0, hours=4) == "report_buyer"


@pytest.mark.clause("AUDIT-7")
@everywhere
def test_reports_nobody_for_a_cancellation_alone(platform):
    assert next_action(unpaid(platform, CANCELLED)) == "close"


# --- AUDIT-8 and 9: kept by something else -----------------------------------------------------------------------


@pytest.mark.clause("AUDIT-8", "AUDIT-9")
@everywhere
@pytest.mark.parametrize("clause", ["AUDIT-8", "AUDIT-9"])
def test_says_in_both_languages_what_keeps_it_since_no_rule_does(platform, clause):
    held = book(Platform(platform)).clauses[clause]

    assert held.no_rule is not None and held.no_rule.en.strip() and held.no_rule.zh.strip()
    assert not [rule for rule in rules() if clause in rule.clauses]


@pytest.mark.clause("AUDIT-9")
def test_screens_with_the_shops_own_settings_by_something_that_is_there():
    assert find_spec("makegood.screening") is not None


# --- AUDIT-10: ask the platform's service ------------------------------------------------------------------------


@pytest.mark.clause("AUDIT-10")
@everywhere
def test_offers_to_ask_the_platforms_service_where_bad_faith_is_suspected(platform):
    answer = assessed(unpaid(platform, history=SUSPECT))

    assert ("ask_platform_service", "AUDIT-10") in also(answer)
    assert answer["also"][-1]["why"]["en"] and answer["also"][-1]["why"]["zh"]
    assert "AUDIT-10" not in clauses(assessed(unpaid(platform)))


@pytest.mark.clause("AUDIT-10")
@everywhere
@pytest.mark.parametrize("ended", [event("paid", hours=2), event("cancelled", hours=2)])
def test_offers_it_no_more_once_the_order_is_paid_or_over(platform, ended):
    assert also(assessed(unpaid(platform, ended, history=SUSPECT))) == []


@pytest.mark.clause("AUDIT-10")
@everywhere
def test_asks_the_service_where_the_buyer_refused_every_remedy(platform):
    remedies = [
        "full_refund", "partial_refund", "return_and_refund", "reship", "partial_refund_and_reship", "coupon", "explain",
    ]  # fmt: skip
    refused = [event("offer_refused", hours=3, remedy=remedy) for remedy in remedies]
    document = case(platform, "not_received", said(hours=2), *refused)

    assert step(assessed(document)) == ("ask_platform_service", "AUDIT-10", [])
    assert (
        next_action(case(platform, "not_received", said(hours=2), *refused, done("ask_platform_service", hours=4)))
        == "wait"
    )


@pytest.mark.clause("AUDIT-10")
@pytest.mark.parametrize("platform", ["wish", "aliexpress", "shopee"])
def test_asks_the_service_what_it_would_accept_where_a_penalty_has_no_proof_against_it(platform):
    penalty = (event("penalty_executed", hours=1), said(hours=2))
    unshipped = {"shipped_at": None, "delivered_at": None}
    document = case(platform, "penalty", *penalty, order=unshipped, dispute=False)

    assert step(assessed(document)) == ("ask_platform_service", "AUDIT-10", [])
