"""B2B-PREVENT: inspect before dispatch, see the item several buyers report, watch what complaints move."""

from __future__ import annotations

import pytest

from makegood.core.words import Platform
from makegood.policies.policy import book
from tests.building import assessed, at, bare, case, done, event, piece, said
from tests.clauses.answers import speaks_both, step

SETTLED = ("close", "B2B-PREVENT-2", [])


def complaint(id_="k1", buyer="b1", sku="RED-M", days=0.0, **more):
    return {
        "id": id_,
        "status": "open",
        "buyer": buyer,
        "sku": sku,
        "reason": "not_as_described",
        "at": at(days),
        **more,
    }


TWO = [complaint("k1", "b1"), complaint("k2", "b2", days=0.5)]


def alert(*events, complaints=TWO, settings=None, platform="ali1688"):
    shop = {"shop": {"id": "s1", "settings": settings}} if settings else {}
    return bare(platform, "sku_alert", *events, complaints=list(complaints), orders=[], **shop)


def also(answer):
    return [(one["action"], one["clause"], one.get("source")) for one in answer["also"]]


# --- before dispatch ------------------------------------------------------------------------------------------


@pytest.mark.clause("B2B-PREVENT-1")
@pytest.mark.parametrize(
    ("skus", "party"), [(["BLUE-M"], "seller"), (["RED-M"], "buyer"), (["RED-M", "BLUE-M"], "seller")]
)
def test_scans_what_was_packed_against_the_order(skus, party):
    answer = assessed(case("ali1688", "wrong_item", evidence=[piece("pack_scan", skus=skus)]))

    assert answer["liability"]["party"] == party
    assert speaks_both(answer)


@pytest.mark.clause("B2B-PREVENT-1", "B2B-PREVENT-3")
@pytest.mark.parametrize(("clause", "zh"), [("B2B-PREVENT-1", "核对"), ("B2B-PREVENT-3", "看板")])
def test_says_in_both_languages_what_keeps_the_clause(clause, zh):
    kept = book(Platform.ali1688).clauses[clause]

    assert kept.no_rule is not None
    assert kept.no_rule.en.strip() and zh in kept.no_rule.zh


# --- after receipt --------------------------------------------------------------------------------------------


@pytest.mark.clause("B2B-PREVENT-2")
def test_contacts_the_buyers_who_report_the_same_item():
    answer = assessed(
        alert(complaints=[complaint("k1", "b2"), complaint("k2", "b1"), complaint("k3", "b3", sku="BLUE-M")])
    )

    assert step(answer) == ("contact_buyer", "B2B-PREVENT-2", ["b1", "b2"])
    assert "RED-M" in answer["next"]["why"]["en"] and "RED-M" in answer["next"]["why"]["zh"]
    assert "BLUE-M" not in answer["next"]["why"]["en"]
    assert answer["liability"] == {"party": "undetermined", "because": []}
    assert (answer["options"], answer["stage"]) == ([], "detected")
    assert speaks_both(answer)


@pytest.mark.clause("B2B-PREVENT-2")
def test_raises_every_item_that_several_report():
    more = [complaint("k3", "b3", sku="BLUE-M"), complaint("k4", "b1", sku="BLUE-M")]
    answer = assessed(alert(complaints=[*TWO, *more]))

    assert step(answer)[2] == ["b1", "b2", "b3"]
    assert "BLUE-M, RED-M" in answer["next"]["why"]["en"]


@pytest.mark.clause("B2B-PREVENT-2")
@pytest.mark.parametrize(
    "complaints",
    [
        pytest.param([], id="none"),
        pytest.param([complaint()], id="one"),
        pytest.param([complaint("k1", "b1"), complaint("k2", "b1")], id="one-buyer-twice"),
        pytest.param([complaint("k1", "b1"), complaint("k2", "b2", sku="BLUE-M")], id="two-items"),
        pytest.param([complaint("k1", "b1"), complaint("k2", None)], id="a-buyer-nobody-knows"),
        pytest.param([complaint("k1", "b1", sku=None), complaint("k2", "b2", sku=None)], id="an-item-nobody-knows"),
        pytest.param([complaint("k1", "b1"), complaint("k2", "b2", days=2)], id="the-second-has-not-happened"),
    ],
)
def test_raises_nothing_unless_two_different_buyers_report_one_item(complaints):
    answer = assessed(alert(complaints=complaints))

    assert (step(answer), answer["also"]) == (SETTLED, [])
    assert speaks_both(answer)


@pytest.mark.clause("B2B-PREVENT-2")
@pytest.mark.parametrize("passed_over", [{"sku": None}, {"buyer": None}, {"days": -31}])
def test_goes_on_past_a_complaint_that_does_not_count(passed_over):
    answer = assessed(alert(complaints=[complaint("k0", **{"buyer": "b9", **passed_over}), *TWO]))

    assert step(answer) == ("contact_buyer", "B2B-PREVENT-2", ["b1", "b2"])


@pytest.mark.clause("B2B-PREVENT-2")
def test_raises_nothing_where_the_shop_has_no_complaints_on_file():
    assert step(assessed(bare("ali1688", "sku_alert"))) == SETTLED


@pytest.mark.clause("B2B-PREVENT-2")
@pytest.mark.parametrize(
    ("hours", "action"), [(0, "contact_buyer"), (0.01, "close")], ids=["that-very-instant", "after"]
)
def test_counts_thirty_days(hours, action):
    assert assessed(alert(), days=30, hours=hours)["next"]["action"] == action


@pytest.mark.clause("B2B-PREVENT-2")
def test_raises_it_the_instant_the_second_buyer_reports():
    assert assessed(alert(), days=0.5, hours=-0.01)["next"]["action"] == "close"
    assert assessed(alert(), days=0.5)["next"]["action"] == "contact_buyer"


@pytest.mark.clause("B2B-PREVENT-2")
def test_takes_the_shops_own_days_and_says_so():
    document = alert(settings={"sku_alert_days": 10})

    assert [assessed(document, days)["next"]["action"] for days in (10, 10.1)] == ["contact_buyer", "close"]
    assert assessed(document)["policy"]["overrides"] == [
        {"parameter": "sku_alert_days", "value": 10, "default": 30, "clause": "B2B-PREVENT-2"}
    ]


@pytest.mark.clause("B2B-PREVENT-2")
def test_says_on_screen_that_days_and_buyers_are_the_houses():
    numbers = {one.name: one.values[0] for one in book(Platform.ali1688).clauses["B2B-PREVENT-2"].numbers}

    assert {name: (value.value, value.cite.source) for name, value in numbers.items()} == {
        "sku_alert_days": (30, "house"), "sku_alert_buyers": (2, "house"),
    }  # fmt: skip


@pytest.mark.clause("B2B-PREVENT-2")
@pytest.mark.parametrize("told", [said(days=0.6), done("contact_buyer", days=0.6)], ids=["message", "action"])
def test_waits_for_them_to_settle_once_they_were_contacted(told):
    answer = assessed(alert(told))

    assert step(answer) == ("wait", "B2B-PREVENT-2", [])
    assert speaks_both(answer)


@pytest.mark.clause("B2B-PREVENT-2")
def test_contacts_a_buyer_who_reports_it_later():
    document = alert(said(days=0.6), complaints=[*TWO, complaint("k3", "b3", days=1)])

    assert assessed(document, days=0.9)["next"]["action"] == "wait"
    assert step(assessed(document, days=1)) == ("contact_buyer", "B2B-PREVENT-2", ["b3"])


@pytest.mark.clause("B2B-PREVENT-2")
def test_does_not_take_the_buyers_own_words_for_a_contact():
    assert assessed(alert(said(days=0.6, direction="in")))["next"]["action"] == "contact_buyer"


@pytest.mark.clause("B2B-PREVENT-2")
@pytest.mark.parametrize("status", ["finished", "closed"])
def test_closes_once_every_complaint_is_settled(status):
    settled = [{**one, "status": status, "closed_at": at(1)} for one in TWO]
    document = alert(said(days=0.6), complaints=settled)

    assert [step(assessed(document, days)) for days in (0.9, 1)] == [("wait", "B2B-PREVENT-2", []), SETTLED]


@pytest.mark.clause("B2B-PREVENT-2")
def test_waits_while_one_complaint_is_open():
    document = alert(said(days=0.6), complaints=[TWO[0], {**TWO[1], "status": "finished", "closed_at": at(0.7)}])

    assert assessed(document)["next"]["action"] == "wait"


@pytest.mark.clause("B2B-PREVENT-2")
@pytest.mark.parametrize("events", [(), (said(days=0.6),)], ids=["before", "after"])
def test_offers_to_write_to_the_items_other_buyers_as_a_step_of_the_house(events):
    answer = assessed(alert(*events))

    assert also(answer) == [("contact_other_buyers", "B2B-PREVENT-2", "house")]
    assert "RED-M" in answer["also"][0]["why"]["en"] and "RED-M" in answer["also"][0]["why"]["zh"]


@pytest.mark.clause("B2B-PREVENT-2")
def test_does_not_offer_it_again_once_it_is_done():
    assert assessed(alert(done("contact_other_buyers", days=0.6)))["also"] == []


# --- what complaints move -------------------------------------------------------------------------------------


@pytest.mark.clause("B2B-PREVENT-3")
@pytest.mark.parametrize(
    ("document", "counts"),
    [
        pytest.param(case("ali1688", "wrong_item"), True, id="filed"),
        pytest.param(case("ali1688", "wrong_item", dispute=False), False, id="not-filed"),
        pytest.param(case("ali1688", "wrong_item", event("dispute_withdrawn", hours=5)), False, id="taken-back"),
        pytest.param(
            case("ali1688", "wrong_item", event("escalated", hours=2), event("dispute_withdrawn", hours=5)), True,
            id="taken-back-after-the-platform-stepped-in",
        ),
        pytest.param(case("ali1688", "wrong_item", event("judged", hours=5, verdict="rejected")), True, id="won"),
    ],
)  # fmt: skip
def test_counts_each_case_towards_the_dispute_rate_as_elsewhere(document, counts):
    assert assessed(document)["counts_as_dispute"] is counts
