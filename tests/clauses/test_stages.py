"""Stage: the first that holds, of closed, withdrawn, appealed, judged, escalated, lapsed, fulfilling, agreed and so on."""

from __future__ import annotations

import pytest

from tests.building import assessed, at, bare, case, done, event, piece, said

IN = said(hours=2, direction="in")
TERMS = {
    "address": "1 Return Road", "recipient": "Li", "phone": "+86 571 8502 2088", "freight_bearer": "buyer",
    "freight_form": "prepaid", "days": 7, "goods_condition": "unopened",
}  # fmt: skip


def quiet(*events, **more):
    """No dispute: only a claim."""
    return case("wish", "wrong_item", *events, dispute=False, **more)


def shown(document, days=1.0):
    return assessed(document, days)["stage"]


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    ("stage", "document"),
    [
        pytest.param("detected", quiet(), id="nothing-done"),
        pytest.param("detected", quiet(IN), id="only-the-buyer-wrote"),
        pytest.param("detected", quiet(event("order_verified", hours=1, finding="ours")), id="only-looked-at-the-order"),
        pytest.param("contacting", quiet(said(hours=1)), id="our-message"),
        pytest.param("contacting", quiet(done("contact_buyer", hours=1)), id="called-by-phone"),
        pytest.param("negotiating", quiet(said(hours=1), IN), id="messages-both-ways"),
        pytest.param("negotiating", quiet(event("dispute_opened", hours=1)), id="dispute-opened"),
        pytest.param("negotiating", quiet(event("offer_made", hours=1, remedy="reship")), id="an-offer"),
        pytest.param("negotiating", quiet(event("offer_refused", hours=1, remedy="reship")), id="an-offer-refused"),
        pytest.param(
            "negotiating",
            case("ali1688", "return", event("return_terms_proposed", hours=1, terms=TERMS), dispute=False),
            id="terms-proposed",
        ),
        pytest.param("agreed", quiet(event("offer_accepted", hours=1, remedy="reship")), id="offer-accepted"),
        pytest.param("agreed", case("aliexpress", "return", event("return_approved", hours=1)), id="return-approved"),
        pytest.param("agreed", case("shopee", "wrong_item", event("ticket_answered", hours=1, verdict="approved")), id="ticket-approved"),
        pytest.param("negotiating", case("shopee", "wrong_item", event("ticket_answered", hours=1, verdict="rejected")), id="ticket-rejected"),
        pytest.param("negotiating", case("shopee", "wrong_item", event("ticket_answered", hours=1, verdict="more_needed")), id="ticket-more-needed"),
        pytest.param(
            "agreed",
            case(
                "ali1688", "return", event("return_terms_proposed", hours=1, terms=TERMS),
                evidence=[piece("return_terms_confirmed", channel="wangwang", at=at(hours=2))], dispute=False,
            ),
            id="terms-confirmed",
        ),
        pytest.param("fulfilling", case("aliexpress", "return", event("return_shipped", hours=1)), id="return-shipped"),
        pytest.param("fulfilling", quiet(event("reshipped", hours=1)), id="reshipped"),
        pytest.param("fulfilling", quiet(event("refund_paid", hours=1)), id="refund-paid"),
        pytest.param(
            "fulfilling",
            bare("ali1688", "service_exit", event("service_close_requested", hours=1, service="assured_purchase"),
                 services=[{"name": "assured_purchase", "open": True}], orders=[]),
            id="service-close-requested",
        ),
        pytest.param(
            "lapsed",
            case("shopee", "damaged", platform_deadlines=[{"kind": "respond", "due_at": at(hours=20), "on_lapse": "auto_refund"}]),
            id="deadline-passed-unanswered",
        ),
        pytest.param("escalated", case("aliexpress", "damaged", event("escalated", hours=1)), id="escalated"),
        pytest.param("judged", case("aliexpress", "damaged", event("judged", hours=1, verdict="refund")), id="judged"),
        pytest.param("appealed", case("wish", "wrong_item", event("appealed", hours=1)), id="appealed"),
        pytest.param("withdrawn", case("aliexpress", "damaged", event("dispute_withdrawn", hours=1)), id="withdrawn"),
        pytest.param("closed", case("aliexpress", "damaged", done("close", hours=1)), id="closed"),
        pytest.param("closed", quiet(event("cancelled", hours=1)), id="order-cancelled"),
    ],
)  # fmt: skip
def test_reaches_every_stage_by_its_own_event(stage, document):
    assert shown(document) == stage
    assert shown(document, days=0) != stage or stage in ("detected", "negotiating")


LADDER = [
    ("agreed", event("offer_accepted", hours=1, remedy="reship")),
    ("fulfilling", event("reshipped", hours=2)),
    ("escalated", event("escalated", hours=3)),
    ("judged", event("judged", hours=4, verdict="refund")),
    ("appealed", event("appealed", hours=5)),
    ("withdrawn", event("dispute_withdrawn", hours=6)),
    ("closed", done("close", hours=7)),
]


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("rung", range(len(LADDER)), ids=[stage for stage, _ in LADDER])
def test_puts_each_stage_before_all_below_it(rung):
    events = [one for _, one in LADDER[: rung + 1]]

    assert shown(case("aliexpress", "wrong_item", *events)) == LADDER[rung][0]
    assert shown(case("aliexpress", "wrong_item", *reversed(events))) == LADDER[rung][0]


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("low", range(len(LADDER)), ids=[stage for stage, _ in LADDER])
def test_puts_a_higher_stage_before_a_lower_one_that_came_later(low):
    later = {**LADDER[low][1], "at": at(hours=10)}
    for high in range(low + 1, len(LADDER)):
        if (LADDER[low][0], LADDER[high][0]) == ("judged", "appealed"):
            continue  # a verdict after the appeal answers it

        assert shown(case("aliexpress", "wrong_item", LADDER[high][1], later)) == LADDER[high][0]


@pytest.mark.clause("ALL-1")
def test_takes_an_appeal_as_answered_by_a_later_verdict():
    answered = (
        event("judged", hours=1, verdict="refund"),
        event("appealed", hours=2),
        event("judged", hours=3, verdict="rejected"),
    )

    assert shown(case("wish", "wrong_item", *answered[:2])) == "appealed"
    assert shown(case("wish", "wrong_item", *answered)) == "judged"


@pytest.mark.clause("ALL-1", "AE-NEGO-1")
@pytest.mark.parametrize(("days", "stage"), [(4.999, "negotiating"), (5, "escalated"), (6, "escalated")])
def test_takes_a_negotiation_that_lapsed_as_escalated_rather_than_lapsed(days, stage):
    assert shown(case("aliexpress", "damaged"), days) == stage


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(("hours", "stage"), [(19.999, "negotiating"), (20, "lapsed")])
def test_lapses_at_the_very_instant(hours, stage):
    clock = [{"kind": "respond", "due_at": at(hours=20), "on_lapse": "auto_agree"}]

    assert assessed(case("ali1688", "damaged", platform_deadlines=clock), days=0, hours=hours)["stage"] == stage


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("answered", ["agree", "refuse"])
def test_lapses_not_where_we_answered_before(answered):
    clock = [{"kind": "respond", "due_at": at(hours=20), "on_lapse": "auto_agree"}]

    in_time = case("ali1688", "damaged", done(answered, hours=19), platform_deadlines=clock)
    too_late = case("ali1688", "damaged", done(answered, hours=20), platform_deadlines=clock)

    assert (shown(in_time), shown(too_late)) == ("negotiating", "lapsed")


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    "on_lapse", ["auto_agree", "auto_refund", "auto_cancel", "arbitration", "case_lost", "unknown"]
)
def test_lapses_with_every_answer_that_was_due_whatever_follows(on_lapse):
    clock = [{"kind": "respond", "due_at": at(hours=20), "on_lapse": on_lapse}]

    assert shown(case("wish", "damaged", said(hours=1), platform_deadlines=clock)) == "lapsed"


@pytest.mark.clause("ALL-1")
def test_puts_lapsed_before_fulfilling():
    clock = [{"kind": "respond", "due_at": at(hours=20), "on_lapse": "auto_refund"}]

    assert shown(case("shopee", "damaged", event("refund_paid", hours=21), platform_deadlines=clock)) == "lapsed"


@pytest.mark.clause("ALL-1")
def test_lets_a_clock_that_decides_nothing_lapse_without_a_stage():
    grace = case(
        "aliexpress", "unpaid_order", order={"paid_at": None, "shipped_at": None, "delivered_at": None}, dispute=False
    )

    assert shown({**grace, "claim": None}, days=-17) == "detected"


@pytest.mark.clause("ALL-1")
def test_falls_back_when_an_escalation_is_withdrawn():
    document = case("aliexpress", "damaged", event("escalated", hours=1), event("escalation_withdrawn", hours=2))

    assert (shown(document, days=0.05), shown(document)) == ("escalated", "negotiating")


@pytest.mark.clause("ALL-1")
def test_starts_over_with_a_dispute_opened_again():
    again = (
        event("offer_accepted", hours=1, remedy="coupon"),
        event("dispute_withdrawn", hours=2),
        event("dispute_opened", hours=3),
    )

    assert shown(case("aliexpress", "damaged", *again)) == "negotiating"


@pytest.mark.clause("ALL-1")
def test_ignores_talk_from_before_the_trouble_began():
    document = quiet(said(days=-3), event("offer_accepted", days=-2, remedy="coupon"))

    assert shown(document) == "contacting"


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize(
    "earlier",
    [event("escalated", hours=1), event("refund_paid", hours=1), event("return_terms_proposed", hours=1, terms=TERMS)],
    ids=lambda earlier: earlier["type"],
)
def test_leaves_what_an_earlier_dispute_came_to_behind(earlier):
    again = (earlier, event("dispute_withdrawn", hours=2), event("dispute_opened", hours=3))

    assert shown(case("ali1688", "damaged", *again)) == "negotiating"


@pytest.mark.clause("ALL-1")
def test_takes_terms_proposed_before_the_trouble_as_no_negotiation():
    early = event("return_terms_proposed", days=-2, terms=TERMS)

    assert shown(case("ali1688", "return", early, dispute=False)) == "detected"


@pytest.mark.clause("ALL-1")
def test_takes_an_appeal_of_the_very_instant_of_the_verdict_as_coming_after_it():
    assert (
        shown(case("wish", "wrong_item", event("appealed", hours=1), event("judged", hours=1, verdict="refund")))
        == "appealed"
    )


@pytest.mark.clause("ALL-1", "AE-NEGO-1")
@pytest.mark.parametrize(
    ("on_lapse", "stage"), [("arbitration", "escalated"), ("auto_refund", "lapsed"), ("none", "negotiating")]
)
def test_escalates_a_negotiation_only_where_it_lapses_into_arbitration(on_lapse, stage):
    given = [{"kind": "negotiation", "due_at": at(hours=20), "on_lapse": on_lapse}]

    assert shown(case("aliexpress", "damaged", platform_deadlines=given)) == stage
