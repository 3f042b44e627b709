"""Penalties where no clause of the guides speaks: appealed with what proof there is, or the platform's service is asked."""

from __future__ import annotations

import pytest

from tests.building import assessed, case, clauses, done, event, piece

STRUCK = event("penalty_executed", hours=1)


def penalty(platform, *events, **more):
    return case(platform, "penalty", STRUCK, *events, dispute=False, **more)


def step(document, days=1.0):
    answer = assessed(document, days)["next"]
    return answer["action"], answer["clause"], answer["what"]


@pytest.mark.clause("ALL-1", "AE-TOPICS")
@pytest.mark.parametrize(("platform", "clause"), [("aliexpress", "AE-TOPICS"), ("shopee", "ALL-1")])
def test_appeals_with_the_proof_on_file_each_kind_once(platform, clause):
    proofs = [piece("weight_record", "e1"), piece("dispatch_photo", "e2"), piece("weight_record", "e3"), {"id": "e4"}]

    assert step(penalty(platform, evidence=proofs)) == ("appeal", clause, ["weight_record", "dispatch_photo"])


@pytest.mark.clause("AUDIT-10")
@pytest.mark.parametrize("platform", ["aliexpress", "shopee", "wish"])
def test_asks_the_service_where_no_proof_is_held_and_then_waits(platform):
    unshipped = {"shipped_at": None, "delivered_at": None}

    assert step(penalty(platform, order=unshipped)) == ("ask_platform_service", "AUDIT-10", [])
    assert step(penalty(platform, done("ask_platform_service", hours=2), order=unshipped)) == ("wait", "AUDIT-10", [])


@pytest.mark.clause("ALL-1")
@pytest.mark.parametrize("platform", ["aliexpress", "shopee"])
def test_waits_for_the_answer_and_closes_after_it(platform):
    proofs = [piece("weight_record")]
    appealed = event("appealed", hours=2)
    clause = {"aliexpress": "AE-TOPICS", "shopee": "ALL-1"}[platform]

    assert step(penalty(platform, appealed, evidence=proofs)) == ("wait", "ALL-2", [])
    answered = penalty(platform, appealed, event("judged", hours=3, verdict="penalty"), evidence=proofs)
    assert step(answered) == ("close", clause, [])


@pytest.mark.clause("ALL-1")
def test_is_done_once_it_was_withdrawn():
    assert step(penalty("shopee", event("dispute_withdrawn", hours=2), evidence=[piece("weight_record")]))[0] == "close"


@pytest.mark.clause("ALL-1")
def test_lists_no_remedy_and_blames_nobody():
    answer = assessed(penalty("shopee"))

    assert answer["options"] == []
    assert answer["liability"]["party"] == "undetermined"
    assert [one["clause"] for one in answer["liability"]["because"]] == ["ALL-1"]
    assert "B2B-APPEAL-1" not in clauses(answer)


@pytest.mark.clause("WISH-UNFUL-5")
def test_on_wish_the_clause_speaks_where_we_shipped():
    assert step(penalty("wish", evidence=[piece("tracking_record")])) == ("appeal", "WISH-UNFUL-5", ["tracking_record"])
    assert step(penalty("wish")) == ("request_evidence", "WISH-UNFUL-5", ["tracking_record"])


@pytest.mark.clause("ALL-1")
def test_on_1688_the_clauses_of_appeal_speak():
    answer = assessed(penalty("ali1688"))

    assert [one["clause"] for one in answer["liability"]["because"]] == ["B2B-APPEAL-1"]


@pytest.mark.clause("AUDIT-10", "AE-LABEL-2", "B2B-PREVENT-2", "AUDIT-5")
def test_what_is_worth_doing_beside_the_next_step_says_how_and_why():
    labels = [
        piece("outer_label_photo", "e1", tracking="LP00999999999999"),
        piece("inner_label_photo", "e2", tracking="LP00123456789012"),
    ]

    [beside] = assessed(case("aliexpress", "wrong_item", evidence=labels))["also"]

    assert (beside["action"], beside["clause"], beside["how"]) == ("claim_carrier", "AE-TOPICS", "assisted")
    assert set(beside) == {"action", "clause", "why", "how"}
    assert all(beside["why"].values())
