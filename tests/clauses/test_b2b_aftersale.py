"""B2B-AFTERSALE: agree or refuse each request by the facts, and let no timer lapse into consent."""

from __future__ import annotations

import pytest

from tests.building import assessed, at, case, deadline, done, event, option, piece, said
from tests.clauses.answers import speaks_both, step

ORDER_KINDS = [
    "cancel_request", "short_shipment", "wrong_item", "damaged", "not_as_described", "not_received", "return", "unpaid_order",
    "unfulfilled_order", "refused_payment", "penalty", "tracking_correction", "review",
]  # fmt: skip
UNKNOWN = {"due_at": None, "source": "unknown"}
VERIFIED = event("order_verified", hours=1, finding="unknown")
OURS = event("order_verified", hours=1, finding="ours")


def respond(due=None, **more):
    return {
        "kind": "respond", "due_at": due, "on_lapse": "auto_agree", "clause": "B2B-AFTERSALE-1", "source": "public",
        "lapsed": False, **more,
    }  # fmt: skip


def unshipped(*events, paid=-2.0, amount="800.00", currency="CNY", **more):
    """A refund asked for before the goods left, so many days after payment."""
    order = {
        "paid_at": at(paid), "shipped_at": None, "delivered_at": None, "lines": [], "shipment": None,
        "total": {"amount": amount, "currency": currency},
    }  # fmt: skip
    return case("ali1688", "unfulfilled_order", *events, order=order, **more)


def shipped(*events, days=5, **more):
    """A wrong item, verified and spoken of, where the platform's page shows when silence becomes consent."""
    given = [{"kind": "respond", "due_at": at(days), "on_lapse": "auto_agree", "read_at": at()}]
    return case("ali1688", "wrong_item", *events, said(hours=1), platform_deadlines=given, **more)


@pytest.mark.clause("B2B-AFTERSALE-1")
@pytest.mark.parametrize("kind", ORDER_KINDS)
def test_watches_the_timer_of_every_request(kind):
    answer = assessed(case("ali1688", kind))

    assert deadline(answer, "respond") == respond(**UNKNOWN)
    assert speaks_both(answer)


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_has_no_timer_before_a_request_is_filed():
    assert deadline(assessed(case("ali1688", "wrong_item", dispute=False)), "respond") is None
    assert deadline(assessed(case("ali1688", "wrong_item", claim={"opened_at": None}), days=-1), "respond") is None
    assert deadline(assessed(case("ali1688", "wrong_item"), days=0), "respond") == respond(**UNKNOWN)


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_gives_a_day_before_the_goods_have_left():
    answer = assessed(unshipped(), hours=1, days=0)

    assert deadline(answer, "respond") == respond(at(1))
    assert answer["next"]["due_at"] == at(1)


@pytest.mark.clause("B2B-AFTERSALE-1")
@pytest.mark.parametrize(
    ("paid", "amount", "currency", "hours"),
    [
        pytest.param(-31 / 1440, "800.00", "CNY", 2, id="just-over-half-an-hour"),
        pytest.param(-29.7 / 1440, "800.00", "CNY", 24, id="within-half-an-hour"),
        pytest.param(-0.5, "1000.00", "CNY", 2, id="the-very-amount"),
        pytest.param(-1, "1000.00", "CNY", 2, id="the-very-day"),
        pytest.param(-0.5, "1000.01", "CNY", 24, id="more-than-the-amount"),
        pytest.param(-1.001, "800.00", "CNY", 24, id="more-than-a-day"),
        pytest.param(-0.5, "800.00", "USD", 24, id="another-currency"),
    ],
)
def test_gives_two_hours_soon_after_a_small_payment(paid, amount, currency, hours):
    answer = assessed(unshipped(paid=paid, amount=amount, currency=currency), days=0, hours=1)

    assert deadline(answer, "respond") == respond(at(hours=hours))


@pytest.mark.clause("B2B-AFTERSALE-1")
@pytest.mark.parametrize("unknown", [{"paid_at": None}, {"total": None}], ids=["payment", "amount"])
def test_gives_a_day_where_that_cannot_be_known(unknown):
    document = unshipped(paid=-0.5)
    document["order"] |= unknown

    assert deadline(assessed(document, days=0, hours=1), "respond") == respond(at(1))


@pytest.mark.clause("B2B-AFTERSALE-1")
@pytest.mark.parametrize("sent", [{"shipped_at": at(-1)}, {"delivered_at": at(-1)}])
def test_has_nobody_to_say_how_long_once_the_goods_have_left(sent):
    document = unshipped()
    document["order"] |= sent

    assert deadline(assessed(document), "respond") == respond(**UNKNOWN)


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_takes_the_shops_own_days_and_says_so():
    answer = assessed(case("ali1688", "wrong_item", settings={"respond_days": 5}))

    assert deadline(answer, "respond") == respond(at(5), source="shop")
    assert answer["policy"]["overrides"] == [
        {"parameter": "respond_days", "value": 5, "default": None, "clause": "B2B-AFTERSALE-1"}
    ]


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_takes_the_platforms_own_time_over_any_other():
    given = [{"kind": "respond", "due_at": at(3), "on_lapse": "auto_agree"}]
    answer = assessed(case("ali1688", "wrong_item", settings={"respond_days": 5}, platform_deadlines=given))

    assert deadline(answer, "respond") == respond(at(3), source="platform")


ENDS = [
    done("agree", hours=2), done("refuse", hours=2), event("return_approved", hours=2), event("refund_paid", hours=2),
    event("cancelled", hours=2), event("dispute_withdrawn", hours=2), event("escalated", hours=2), event("judged", hours=2),
]  # fmt: skip


@pytest.mark.clause("B2B-AFTERSALE-1")
@pytest.mark.parametrize("ended", ENDS, ids=lambda one: one.get("action", one["type"]))
def test_stops_the_timer_once_we_agreed_or_refused(ended):
    for document in (shipped(ended), case("ali1688", "wrong_item", ended)):
        assert deadline(assessed(document, days=0, hours=1.99), "respond") is not None
        assert deadline(assessed(document, days=0, hours=2), "respond") is None


@pytest.mark.clause("B2B-AFTERSALE-1")
@pytest.mark.parametrize("type_", ["offer_made", "offer_refused", "offer_accepted", "message", "return_terms_proposed"])
def test_does_not_take_talk_for_an_answer(type_):
    talk = event(type_, hours=2, remedy="partial_refund") if type_.startswith("offer") else event(type_, hours=2)

    assert deadline(assessed(case("ali1688", "wrong_item", talk)), "respond") == respond(**UNKNOWN)
    assert deadline(assessed(shipped(talk)), "respond") == respond(at(5), source="platform")


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_does_not_take_an_answer_to_an_earlier_request_for_this_one():
    assert deadline(assessed(unshipped(done("refuse", days=-1)), days=0, hours=1), "respond") == respond(at(1))


@pytest.mark.clause("B2B-AFTERSALE-1", "ALL-2")
@pytest.mark.parametrize(("days", "hours", "pressing"), [(2, -0.01, False), (2, 0, True), (5, -0.01, True)])
def test_answers_in_the_last_three_days(days, hours, pressing):
    answer = assessed(shipped(VERIFIED), days=days, hours=hours)

    assert step(answer)[:2] == (("refuse" if pressing else "offer"), "B2B-AFTERSALE-1")
    assert answer["next"]["due_at"] == at(5)
    assert speaks_both(answer)


@pytest.mark.clause("B2B-AFTERSALE-1", "ALL-2")
@pytest.mark.parametrize(
    ("document", "action", "what"),
    [
        pytest.param(shipped(VERIFIED), "refuse", [], id="undetermined"),
        pytest.param(shipped(OURS), "agree", [], id="ours"),
        pytest.param(shipped(evidence=[piece("pack_scan", skus=["RED-M"])]), "refuse", [], id="packed-right"),
        pytest.param(shipped(evidence=[piece("pack_scan", skus=["BLUE-M"])]), "agree", [], id="packed-wrong"),
        pytest.param(
            shipped(VERIFIED, event("offer_accepted", days=1, remedy="full_refund")),
            "agree",
            ["full_refund"],
            id="settled",
        ),
    ],
)
def test_answers_by_the_facts(document, action, what):
    answer = assessed(document, days=3)

    assert step(answer) == (action, "B2B-AFTERSALE-1", what)
    assert speaks_both(answer)


@pytest.mark.clause("B2B-AFTERSALE-1", "ALL-2")
def test_takes_the_shops_own_hours_for_answering_in_time():
    document = shipped(VERIFIED, settings={"escalate_ahead_hours": 24})

    assert [assessed(document, days)["next"]["action"] for days in (3, 4)] == ["offer", "refuse"]


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_has_lapsed_into_consent_at_that_very_instant():
    answer = assessed(shipped(VERIFIED), days=5)

    assert deadline(answer, "respond") == respond(at(5), source="platform", lapsed=True)
    assert (answer["stage"], answer["next"]["action"], answer["next"]["due_at"]) == ("lapsed", "wait", None)
    assert speaks_both(answer)


@pytest.mark.clause("B2B-AFTERSALE-1")
@pytest.mark.parametrize(
    ("hours", "stage"), [(119.99, "negotiating"), (120, "lapsed")], ids=["before", "that-very-instant"]
)
def test_counts_only_an_answer_given_before_the_instant(hours, stage):
    assert assessed(shipped(VERIFIED, done("refuse", hours=hours)), days=6)["stage"] == stage


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_counts_the_first_of_two_answers():
    answer = assessed(shipped(VERIFIED, done("refuse", hours=2), done("refuse", days=7)), days=8)

    assert (answer["stage"], deadline(answer, "respond")) == ("negotiating", None)


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_speaks_to_the_buyer_first():
    answer = assessed(case("ali1688", "damaged"))

    assert step(answer) == ("contact_buyer", "B2B-AFTERSALE-1", [])
    assert answer["next"]["how"] == "assisted"
    assert "Wangwang" in answer["next"]["note"]["en"]


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_negotiates_with_every_remedy_that_is_allowed():
    answer = assessed(case("ali1688", "damaged", said(hours=1)))
    allowed = [
        "full_refund",
        "partial_refund",
        "return_and_refund",
        "reship",
        "partial_refund_and_reship",
        "coupon",
        "explain",
    ]

    assert [one["remedy"] for one in answer["options"] if one["allowed"]] == allowed
    assert step(answer) == ("offer", "B2B-AFTERSALE-1", allowed)
    assert {one["how"] for one in answer["options"]} == {"assisted"}


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_waits_while_an_offer_is_on_the_table():
    answer = assessed(case("ali1688", "damaged", event("offer_made", hours=1, remedy="coupon")))

    assert (answer["next"]["action"], answer["stage"]) == ("wait", "negotiating")


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_offers_what_is_left_once_one_is_refused():
    events = [event("offer_made", hours=1, remedy="coupon"), event("offer_refused", hours=2)]
    answer = assessed(case("ali1688", "damaged", *events))

    assert answer["next"]["action"] == "offer"
    assert "coupon" not in answer["next"]["what"]


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_recommends_what_the_buyer_wants_at_its_cost():
    answer = assessed(case("ali1688", "damaged", said(hours=1), claim={"wants": ["reship"]}))
    reship = option(answer, "reship")

    assert step(answer) == ("offer", "B2B-AFTERSALE-1", ["reship"])
    assert (reship["recommended"], reship["cost"]) == (True, {"amount": "11.20", "currency": "USD"})


@pytest.mark.clause("B2B-AFTERSALE-1")
@pytest.mark.parametrize(("sent", "action"), [(None, "agree"), (at(-1), "refuse")], ids=["unshipped", "shipped"])
def test_answers_a_cancellation_by_whether_the_goods_have_left(sent, action):
    order = {"shipped_at": sent, "delivered_at": None}
    document = case("ali1688", "cancel_request", said(hours=1), order=order)
    slow = {**document, "platform_deadlines": [{"kind": "respond", "due_at": at(9), "read_at": at()}]}

    for answer in (assessed(document, days=0, hours=2), assessed(slow, days=2), assessed(slow, days=8)):
        assert step(answer) == (action, "B2B-AFTERSALE-1", [])
        assert speaks_both(answer)


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_then_cancels_and_closes():
    order = {"shipped_at": None, "delivered_at": None}
    document = case(
        "ali1688", "cancel_request", said(hours=1), done("agree", hours=2), event("cancelled", days=3), order=order
    )

    assert step(assessed(document, days=2)) == ("cancel_order", "B2B-AFTERSALE-1", [])
    assert assessed(document, days=3)["next"]["action"] == "close"


@pytest.mark.clause("B2B-AFTERSALE-1")
def test_closes_a_cancellation_that_was_refused():
    document = case("ali1688", "cancel_request", said(hours=1), done("refuse", hours=2))

    assert assessed(document)["next"]["action"] == "close"
