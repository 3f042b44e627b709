"""B2B-TERMS: the terms of a return are complete, and confirmed on Wangwang, before anything moves."""

from __future__ import annotations

import pytest

from tests.building import assessed, at, case, done, event, missing, option, piece, said
from tests.clauses.answers import speaks_both, step

ALL_TERMS = {
    "address": "1 Harbour Road, Yiwu", "recipient": "Mr Li", "phone": "13800000000", "freight_bearer": "buyer",
    "freight_form": "prepaid", "carrier_demand": "no collect parcels", "days": 7, "goods_condition": "tags on, packaging whole",
}  # fmt: skip
NEEDED = ["address", "recipient", "phone", "freight_bearer", "freight_form", "days", "goods_condition"]
CONFIRM = ("confirm_on_channel", "B2B-TERMS-2", [])


def proposed(changed=None, after=0.0, hours=1.0):
    return event("return_terms_proposed", after, hours, terms={**ALL_TERMS, **(changed or {})})


def confirmation(id_="e1", hours=2.0, channel="wangwang", **more):
    return piece("return_terms_confirmed", id_, by="buyer", at=at(hours=hours), channel=channel, **more)


def blocks(answer):
    return [(one["action"], one["clause"], one["missing"]) for one in answer["blocked"]]


@pytest.mark.clause("B2B-TERMS-1", "B2B-AFTERSALE-1")
def test_speaks_to_the_buyer_before_terms_are_drawn_up():
    assert step(assessed(case("ali1688", "return"))) == ("contact_buyer", "B2B-AFTERSALE-1", [])


@pytest.mark.clause("B2B-TERMS-1")
def test_proposes_every_term_where_nothing_was_proposed():
    answer = assessed(case("ali1688", "return", said(hours=1)))

    assert step(answer) == ("propose_return_terms", "B2B-TERMS-1", NEEDED)
    assert blocks(answer) == [("confirm_on_channel", "B2B-TERMS-1", [f"terms:{term}" for term in NEEDED])]
    assert missing(answer) == []
    assert speaks_both(answer)


@pytest.mark.clause("B2B-TERMS-1")
@pytest.mark.parametrize("nothing", [None, "", "  "], ids=["null", "empty", "blank"])
@pytest.mark.parametrize("term", ["address", "recipient", "phone", "goods_condition"])
def test_names_the_text_that_is_not_there(term, nothing):
    answer = assessed(case("ali1688", "return", proposed({term: nothing})))

    assert blocks(answer) == [("confirm_on_channel", "B2B-TERMS-1", [f"terms:{term}"])]
    assert step(answer) == ("propose_return_terms", "B2B-TERMS-1", [term])


@pytest.mark.clause("B2B-TERMS-1")
@pytest.mark.parametrize("term", ["days", "freight_bearer", "freight_form"])
def test_names_the_term_that_is_not_there(term):
    answer = assessed(case("ali1688", "return", proposed({term: None})))

    assert blocks(answer) == [("confirm_on_channel", "B2B-TERMS-1", [f"terms:{term}"])]
    assert step(answer) == ("propose_return_terms", "B2B-TERMS-1", [term])
    assert missing(answer) == []


@pytest.mark.clause("B2B-TERMS-1")
def test_names_the_missing_term_in_the_reason_in_both_languages():
    answer = assessed(case("ali1688", "return", proposed({"freight_bearer": None})))

    (block,) = answer["blocked"]
    assert "freight_bearer" in block["why"]["en"]
    assert "freight_bearer" in block["why"]["zh"]
    assert speaks_both(answer)


@pytest.mark.clause("B2B-TERMS-1")
def test_names_several_missing_terms_in_the_agreements_own_order():
    answer = assessed(case("ali1688", "return", proposed({"goods_condition": None, "address": None, "phone": None})))

    assert step(answer)[2] == ["address", "phone", "goods_condition"]
    assert blocks(answer)[0][2] == ["terms:address", "terms:phone", "terms:goods_condition"]


@pytest.mark.clause("B2B-TERMS-1")
def test_takes_a_proposal_without_any_terms_as_lacking_them_all():
    answer = assessed(case("ali1688", "return", event("return_terms_proposed", hours=1)))

    assert step(answer) == ("propose_return_terms", "B2B-TERMS-1", NEEDED)


@pytest.mark.clause("B2B-TERMS-1")
@pytest.mark.parametrize("demand", [None, "", "collect parcels refused"])
def test_needs_no_demand_as_to_the_carrier(demand):
    answer = assessed(case("ali1688", "return", proposed({"carrier_demand": demand})))

    assert blocks(answer) == []
    assert step(answer) == CONFIRM


@pytest.mark.clause("B2B-TERMS-1")
def test_goes_by_the_last_proposal_made_by_then():
    document = case("ali1688", "return", proposed(after=2), proposed({"freight_bearer": None}))

    assert step(assessed(document, days=1, hours=23.99)) == ("propose_return_terms", "B2B-TERMS-1", ["freight_bearer"])
    assert step(assessed(document, days=2, hours=1)) == CONFIRM


@pytest.mark.clause("B2B-TERMS-1")
@pytest.mark.parametrize("platform", ["wish", "aliexpress", "shopee"])
def test_asks_for_no_such_agreement_on_other_platforms(platform):
    answer = assessed(case(platform, "return", said(hours=1)))

    assert not [one for one in answer["blocked"] if one["action"] == "confirm_on_channel"]
    assert answer["next"]["action"] != "propose_return_terms"


@pytest.mark.clause("B2B-TERMS-1")
def test_finds_no_fault_in_a_plain_return():
    answer = assessed(case("ali1688", "return", proposed()))

    assert answer["liability"] == {"party": "undetermined", "because": []}
    assert answer["stage"] == "negotiating"


@pytest.mark.clause("B2B-TERMS-2")
def test_has_complete_terms_confirmed_on_wangwang():
    answer = assessed(case("ali1688", "return", proposed()))

    (asked,) = answer["evidence"]["missing"]
    assert (asked["kind"], asked["ask"], asked["clause"]) == ("return_terms_confirmed", "buyer", "B2B-TERMS-2")
    assert step(answer) == CONFIRM
    assert answer["blocked"] == []
    assert speaks_both(answer)


@pytest.mark.clause("B2B-TERMS-2")
def test_never_requests_the_confirmation_as_evidence():
    document = case("ali1688", "return", proposed())

    actions = [assessed(document, hours=hours, days=0)["next"]["action"] for hours in (1, 5, 50, 500)]
    assert "request_evidence" not in actions


@pytest.mark.clause("B2B-TERMS-2")
def test_waits_once_the_buyer_was_asked_to_confirm():
    answer = assessed(case("ali1688", "return", proposed(), done("confirm_on_channel", hours=2)))

    assert step(answer) == ("wait", "B2B-TERMS-2", [])
    assert missing(answer) == ["return_terms_confirmed"]
    assert answer["next"]["look_again_at"] == at(days=2)


@pytest.mark.clause("B2B-TERMS-2")
def test_has_changed_terms_confirmed_anew():
    document = case(
        "ali1688", "return", proposed(), done("confirm_on_channel", hours=2), proposed({"freight_bearer": "seller"}, hours=5),
        evidence=[confirmation(hours=3)],
    )  # fmt: skip
    before, after = assessed(document, days=0, hours=4), assessed(document)

    assert (before["stage"], missing(before)) == ("agreed", [])
    assert (after["stage"], missing(after), step(after)) == ("negotiating", ["return_terms_confirmed"], CONFIRM)
    assert [(one["id"], one["clause"]) for one in after["evidence"]["rejected"]] == [("e1", "B2B-TERMS-2")]


@pytest.mark.clause("B2B-TERMS-2", "B2B-AFTERSALE-1")
def test_agrees_on_the_platform_once_the_terms_are_confirmed():
    answer = assessed(case("ali1688", "return", proposed(), evidence=[confirmation()]))

    assert step(answer) == ("agree", "B2B-AFTERSALE-1", [])
    assert (answer["stage"], missing(answer), answer["blocked"]) == ("agreed", [], [])
    assert answer["evidence"]["have"] == ["e1"]
    assert answer["evidence"]["rejected"] == []
    assert speaks_both(answer)


@pytest.mark.clause("B2B-TERMS-2")
@pytest.mark.parametrize(
    "answered", [event("return_approved", hours=3), done("agree", hours=3)], ids=["event", "action"]
)
def test_then_waits_for_the_goods(answered):
    answer = assessed(case("ali1688", "return", proposed(), answered, evidence=[confirmation()]))

    assert step(answer) == ("wait", "ALL-2", [])
    assert [one["remedy"] for one in answer["options"]] == ["return_and_refund"]


@pytest.mark.clause("B2B-TERMS-2")
def test_has_nothing_to_agree_on_the_platform_where_no_request_is_open_there():
    answer = assessed(case("ali1688", "return", proposed(), evidence=[confirmation()], dispute=False))

    assert (answer["stage"], step(answer)) == ("agreed", ("wait", "ALL-2", []))


@pytest.mark.clause("B2B-TERMS-2", "ALL-3")
def test_refunds_once_the_goods_are_back_and_then_closes():
    document = case(
        "ali1688", "return", proposed(), event("return_approved", hours=3), event("return_shipped", days=1),
        event("return_received", days=4), event("refund_paid", days=5), evidence=[confirmation()],
    )  # fmt: skip

    assert [assessed(document, days)["next"]["action"] for days in (2, 4, 5)] == ["wait", "refund", "close"]
    assert [assessed(document, days)["stage"] for days in (0.5, 2, 5)] == ["agreed", "fulfilling", "fulfilling"]


@pytest.mark.clause("B2B-TERMS-2")
@pytest.mark.parametrize("channel", ["phone", "email", "wechat", "whatsapp", "other", "ae_message"])
def test_rejects_a_confirmation_the_buyer_could_disown(channel):
    answer = assessed(case("ali1688", "return", proposed(), evidence=[confirmation(channel=channel)]))

    (rejected,) = answer["evidence"]["rejected"]
    assert (rejected["id"], rejected["clause"]) == ("e1", "B2B-TERMS-2")
    assert channel in rejected["why"]["en"] and channel in rejected["why"]["zh"]
    assert (missing(answer), step(answer), answer["stage"]) == (["return_terms_confirmed"], CONFIRM, "negotiating")
    assert speaks_both(answer)


@pytest.mark.clause("B2B-TERMS-2")
def test_goes_by_the_good_confirmation_among_bad_ones():
    pieces = [confirmation("e1", channel="wechat"), confirmation("e2"), confirmation("e3", hours=0.5)]
    answer = assessed(case("ali1688", "return", proposed(), evidence=pieces))

    assert [one["id"] for one in answer["evidence"]["rejected"]] == ["e1", "e3"]
    assert (missing(answer), answer["stage"]) == ([], "agreed")


@pytest.mark.clause("B2B-TERMS-2")
@pytest.mark.parametrize(
    ("hours", "stage"), [(0.99, "negotiating"), (1, "agreed")], ids=["before", "that-very-instant"]
)
def test_takes_no_confirmation_older_than_the_terms(hours, stage):
    answer = assessed(case("ali1688", "return", proposed(), evidence=[confirmation(hours=hours)]))

    assert answer["stage"] == stage
    assert [one["clause"] for one in answer["evidence"]["rejected"]] == (["B2B-TERMS-2"] if stage != "agreed" else [])


@pytest.mark.clause("B2B-TERMS-2")
@pytest.mark.parametrize("hours", [1.99, 2], ids=["before", "that-very-instant"])
def test_knows_of_no_confirmation_before_it_came(hours):
    answer = assessed(case("ali1688", "return", proposed(), evidence=[confirmation(hours=2)]), days=0, hours=hours)

    assert answer["stage"] == ("agreed" if hours == 2 else "negotiating")
    assert answer["evidence"]["have"] == (["e1"] if hours == 2 else [])


@pytest.mark.clause("B2B-TERMS-2")
def test_takes_an_unread_confirmation_as_received_and_as_proof_of_nothing():
    unread = {"id": "e1", "kind": "return_terms_confirmed", "at": at(hours=2)}
    answer = assessed(case("ali1688", "return", proposed(), evidence=[unread]))

    assert (answer["evidence"]["have"], answer["evidence"]["rejected"]) == (["e1"], [])
    assert (answer["stage"], step(answer)) == ("negotiating", CONFIRM)


@pytest.mark.clause("B2B-TERMS-2")
def test_takes_no_confirmation_of_terms_that_are_not_complete():
    answer = assessed(case("ali1688", "return", proposed({"freight_bearer": None}), evidence=[confirmation()]))

    assert (answer["stage"], answer["next"]["action"]) == ("negotiating", "propose_return_terms")


@pytest.mark.clause("B2B-TERMS-1")
@pytest.mark.parametrize(
    ("bearer", "back", "unknown"),
    [("buyer", {"amount": "0.00", "currency": "USD"}, False), ("seller", None, True)],
)
def test_counts_the_freight_back_to_whoever_bears_it(bearer, back, unknown):
    answer = assessed(case("ali1688", "return", proposed({"freight_bearer": bearer}), evidence=[confirmation()]))

    cost = option(answer, "return_and_refund")
    assert cost["cost_parts"].get("freight_back") == back
    assert ("freight_back" in cost["unknown"]) is unknown
