"""B2B-APPEAL: what a dispatch penalty can be appealed on, with which evidence, and what is never put in."""

from __future__ import annotations

import pytest

from makegood.core.words import Platform
from makegood.policies.policy import book
from tests.building import assessed, at, case, done, event, missing, piece
from tests.clauses.answers import speaks_both, step

INADMISSIBLE = [
    "settled_after_penalty", "price_too_low", "clerk_error", "discontinued", "out_of_stock", "custom_listing_wrong_guarantee",
]  # fmt: skip
STRUCK = event("penalty_executed", hours=1)
APPEALED, LOST = event("appealed", days=2, ground="carrier_fault"), event("judged", days=3, verdict="rejected")
ASK = ("request_evidence", "B2B-APPEAL-3", ["carrier_statement"])
APPEAL = ("appeal", "B2B-APPEAL-1", ["carrier_statement"])


def statement(id_="e1", days=0.5, origin="original", stamped=True, **more):
    return piece("carrier_statement", id_, at=at(days), origin=origin, stamped=stamped, carrier="zto", **more)


def penalty(*events, ground="carrier_fault", evidence=(), **more):
    return case(
        "ali1688", "penalty", STRUCK, *events, claim={"ground": ground}, evidence=list(evidence), dispute=False, **more
    )


def blocks(answer):
    return [(one["action"], one["clause"], one["missing"]) for one in answer["blocked"]]


def rejected(answer):
    return [(one["id"], one["clause"]) for one in answer["evidence"]["rejected"]]


# --- the evidence that counts ---------------------------------------------------------------------------------


@pytest.mark.clause("B2B-APPEAL-3")
@pytest.mark.parametrize("ground", ["carrier_fault", "other", None])
def test_asks_the_carrier_for_its_own_statement(ground):
    answer = assessed(penalty(ground=ground))

    (asked,) = answer["evidence"]["missing"]
    assert (asked["kind"], asked["ask"], asked["clause"]) == ("carrier_statement", "carrier", "B2B-APPEAL-3")
    assert step(answer) == ASK
    assert blocks(answer) == [("appeal", "B2B-APPEAL-3", ["evidence:carrier_statement"])]
    assert speaks_both(answer)


@pytest.mark.clause("B2B-APPEAL-3")
def test_waits_once_the_carrier_was_asked():
    answer = assessed(penalty(done("request_evidence", hours=2)))

    assert step(answer) == ("wait", "B2B-APPEAL-3", [])
    assert missing(answer) == ["carrier_statement"]
    assert speaks_both(answer)


@pytest.mark.clause("B2B-APPEAL-1", "B2B-APPEAL-3")
@pytest.mark.parametrize("ground", ["carrier_fault", "other", None])
def test_appeals_with_the_stamped_statement(ground):
    answer = assessed(penalty(ground=ground, evidence=[statement()]))

    assert step(answer) == APPEAL
    assert (answer["blocked"], missing(answer), rejected(answer)) == ([], [], [])
    assert (answer["next"]["how"], answer["options"], answer["stage"]) == ("assisted", [], "detected")
    assert speaks_both(answer)


@pytest.mark.clause("B2B-APPEAL-1")
def test_says_who_judges_by_which_rules():
    text = book(Platform.ali1688).clauses["B2B-APPEAL-1"].text
    assert "《交易争议处理规则》" in text.zh and "《发货行为管理规范》" in text.zh and "行业标准" in text.zh
    assert "Trade Dispute Rules" in text.en and "Dispatch Conduct Rules" in text.en


@pytest.mark.clause("B2B-APPEAL-1")
def test_leaves_open_whose_fault_a_penalty_is_and_says_so():
    answer = assessed(penalty())

    assert answer["liability"]["party"] == "undetermined"
    assert [one["clause"] for one in answer["liability"]["because"]] == ["B2B-APPEAL-1"]


@pytest.mark.clause("B2B-APPEAL-3")
@pytest.mark.parametrize("hours", [-0.01, 0], ids=["before", "that-very-instant"])
def test_knows_of_no_statement_before_it_came(hours):
    answer = assessed(penalty(evidence=[statement(days=0.5)]), days=0.5, hours=hours)

    assert step(answer) == (ASK if hours else APPEAL)


FAULTS = [
    pytest.param({"origin": "forwarded"}, id="forwarded"),
    pytest.param({"origin": "unknown"}, id="of-unknown-origin"),
    pytest.param({"origin": None}, id="of-no-origin"),
    pytest.param({"stamped": False}, id="not-stamped"),
]


@pytest.mark.clause("B2B-APPEAL-3")
@pytest.mark.parametrize("fault", FAULTS)
def test_refuses_a_statement_that_does_not_hold_and_asks_for_one_that_does(fault):
    answer = assessed(penalty(evidence=[statement(**fault)]))

    assert rejected(answer) == [("e1", "B2B-APPEAL-3")]
    assert (missing(answer), step(answer)) == (["carrier_statement"], ASK)
    assert blocks(answer) == [("appeal", "B2B-APPEAL-3", ["evidence:carrier_statement"])]
    assert answer["evidence"]["have"] == ["e1"]
    assert speaks_both(answer)


@pytest.mark.clause("B2B-APPEAL-3")
@pytest.mark.parametrize(
    ("fault", "en", "zh"),
    [({"origin": "forwarded"}, "origin", "来源"), ({"stamped": False}, "stamp", "章")],
    ids=["forwarded", "not-stamped"],
)
def test_says_what_is_wrong_with_it(fault, en, zh):
    why = assessed(penalty(evidence=[statement(**fault)]))["evidence"]["rejected"][0]["why"]

    assert en in why["en"] and zh in why["zh"]


@pytest.mark.clause("B2B-APPEAL-3")
def test_appeals_with_the_good_statement_among_bad_ones():
    pieces = [statement("e1", origin="forwarded"), statement("e2", stamped=False), statement("e3")]
    answer = assessed(penalty(evidence=pieces))

    assert rejected(answer) == [("e1", "B2B-APPEAL-3"), ("e2", "B2B-APPEAL-3")]
    assert (step(answer), missing(answer)) == (APPEAL, [])


@pytest.mark.clause("B2B-APPEAL-3")
def test_names_a_rejected_piece_without_an_id_by_its_place():
    pieces = [statement("e1"), {**statement(origin="forwarded"), "id": None}]

    assert rejected(assessed(penalty(evidence=pieces))) == [("evidence[1]", "B2B-APPEAL-3")]


@pytest.mark.clause("B2B-APPEAL-3")
@pytest.mark.parametrize("origin", ["forwarded", "unknown"])
def test_refuses_any_piece_that_cannot_be_traced(origin):
    answer = assessed(penalty(evidence=[piece("tracking_record", origin=origin), statement("e2")]))

    assert rejected(answer) == [("e1", "B2B-APPEAL-3")]
    assert step(answer) == APPEAL


@pytest.mark.clause("B2B-APPEAL-3")
def test_takes_an_unread_statement_as_received_and_as_proof_of_nothing():
    answer = assessed(penalty(evidence=[{"id": "e1", "kind": "carrier_statement", "origin": "original"}]))

    assert (answer["evidence"]["have"], rejected(answer), missing(answer)) == (["e1"], [], [])
    assert blocks(answer) == [("appeal", "B2B-APPEAL-3", ["evidence:carrier_statement"])]
    assert step(answer) == ("wait", "B2B-APPEAL-3", [])


@pytest.mark.clause("B2B-APPEAL-3")
def test_does_not_take_another_kind_of_proof_for_the_statement():
    answer = assessed(penalty(evidence=[piece("tracking_record", origin="original", tracking="ZT1")]))

    assert (step(answer), rejected(answer)) == (ASK, [])


# --- grounds --------------------------------------------------------------------------------------------------


@pytest.mark.clause("B2B-APPEAL-2")
@pytest.mark.parametrize("evidence", [[], [statement()]], ids=["nothing-held", "whatever-else-is-held"])
@pytest.mark.parametrize("ground", INADMISSIBLE)
def test_does_not_appeal_on_a_ground_that_never_counts(ground, evidence):
    answer = assessed(penalty(ground=ground, evidence=evidence))

    assert blocks(answer) == [("appeal", "B2B-APPEAL-2", ["ground"])]
    assert (missing(answer), rejected(answer)) == ([], [])
    assert step(answer) == ("ask_platform_service", "AUDIT-10", [])
    assert speaks_both(answer)


@pytest.mark.clause("B2B-APPEAL-2")
def test_says_of_each_ground_why_it_does_not_count():
    whys = [assessed(penalty(ground=ground))["blocked"][0]["why"] for ground in INADMISSIBLE]

    assert len({why["en"] for why in whys}) == len({why["zh"] for why in whys}) == len(INADMISSIBLE)


@pytest.mark.clause("B2B-APPEAL-2")
@pytest.mark.parametrize("ground", INADMISSIBLE)
def test_closes_once_advice_was_asked_for(ground):
    answer = assessed(penalty(done("ask_platform_service", hours=2), ground=ground))

    assert step(answer) == ("close", "B2B-APPEAL-2", [])
    assert speaks_both(answer)


@pytest.mark.clause("B2B-APPEAL-2")
@pytest.mark.parametrize("evidence", [[], [statement()]], ids=["nothing-held", "whatever-else-is-held"])
def test_does_not_appeal_what_both_sides_agreed_to_undo_after_the_penalty(evidence):
    document = penalty(event("settled_after_penalty", days=1), ground=None, evidence=evidence)

    assert blocks(assessed(document, days=1)) == [("appeal", "B2B-APPEAL-2", ["ground"])]
    assert missing(assessed(document, days=1)) == []
    assert "ground" not in str(blocks(assessed(document, days=0.9)))


@pytest.mark.clause("B2B-APPEAL-2")
def test_goes_by_the_ground_that_is_given_over_what_was_settled_since():
    document = penalty(event("settled_after_penalty", days=1), evidence=[statement()])

    assert step(assessed(document, days=2)) == APPEAL


@pytest.mark.clause("B2B-APPEAL-2", "B2B-APPEAL-1")
def test_takes_a_ground_outside_the_list_as_unknown_and_not_as_refused():
    proof = [
        piece("tracking_record", origin="original", at=at(0.5)),
        piece("dispatch_photo", "e2", origin="original", at=at(0.5)),
    ]
    answer = assessed(penalty(ground="other", evidence=proof))

    assert answer["blocked"] == []
    assert step(answer) == ("appeal", "B2B-APPEAL-1", ["tracking_record", "dispatch_photo"])


# --- an appeal, and the next one ------------------------------------------------------------------------------


@pytest.mark.clause("B2B-APPEAL-1")
def test_waits_for_the_answer_to_an_appeal():
    answer = assessed(penalty(APPEALED, evidence=[statement()]), days=2)

    assert (answer["stage"], answer["next"]["action"]) == ("appealed", "wait")
    assert (missing(answer), rejected(answer)) == ([], [])
    assert speaks_both(answer)


@pytest.mark.clause("B2B-APPEAL-1")
def test_takes_a_verdict_of_the_very_instant_of_the_appeal_as_the_one_appealed():
    answer = assessed(penalty(event("judged", days=2, verdict="penalty"), APPEALED, evidence=[statement()]), days=3)

    assert (answer["stage"], rejected(answer)) == ("appealed", [])


@pytest.mark.clause("B2B-APPEAL-1")
@pytest.mark.parametrize("days", [0.5, 2], ids=["before-the-appeal", "at-its-very-instant"])
def test_does_not_put_in_again_what_an_earlier_appeal_carried(days):
    answer = assessed(penalty(APPEALED, LOST, evidence=[statement(days=days)]), days=3)

    assert rejected(answer) == [("e1", "B2B-APPEAL-1")]
    assert blocks(answer) == [("appeal", "B2B-APPEAL-1", ["evidence:carrier_statement"])]
    assert missing(answer) == ["carrier_statement"]
    assert (answer["stage"], answer["next"]["action"]) == ("judged", "request_evidence")
    assert speaks_both(answer)


@pytest.mark.clause("B2B-APPEAL-1")
def test_waits_once_new_evidence_was_asked_for():
    document = penalty(
        done("request_evidence", hours=2), APPEALED, LOST, done("request_evidence", days=4), evidence=[statement()]
    )

    assert [assessed(document, days)["next"]["action"] for days in (3, 4)] == ["request_evidence", "wait"]


@pytest.mark.clause("B2B-APPEAL-1")
def test_answers_a_verdict_with_new_evidence():
    answer = assessed(penalty(APPEALED, LOST, evidence=[statement(), statement("e2", days=3.5)]), days=4)

    assert (step(answer), answer["blocked"], missing(answer)) == (APPEAL, [], [])
    assert rejected(answer) == [("e1", "B2B-APPEAL-1")]


@pytest.mark.clause("B2B-APPEAL-1")
def test_holds_evidence_new_that_came_after_the_appeal_and_before_the_verdict():
    answer = assessed(penalty(APPEALED, LOST, evidence=[statement(days=2.5)]), days=3)

    assert (step(answer), rejected(answer)) == (APPEAL, [])


@pytest.mark.clause("B2B-APPEAL-1")
def test_holds_what_the_first_appeal_carried_against_the_second_too():
    second = event("appealed", days=5, ground="carrier_fault")
    document = penalty(APPEALED, LOST, second, evidence=[statement(), statement("e2", days=4)])

    assert (assessed(document, days=6)["stage"], rejected(assessed(document, days=6))) == (
        "appealed",
        [("e1", "B2B-APPEAL-1")],
    )


@pytest.mark.clause("B2B-APPEAL-1")
def test_appeals_before_the_platforms_own_time_runs_out():
    given = [{"kind": "appeal", "due_at": at(4), "on_lapse": "case_lost"}]
    document = penalty(evidence=[statement()], platform_deadlines=given)
    answer = assessed(document, days=4, hours=-0.01)

    (clock,) = answer["deadlines"]
    assert (clock["kind"], clock["clause"], clock["source"]) == ("appeal", "B2B-APPEAL-1", "platform")
    assert (step(answer), answer["next"]["due_at"]) == (APPEAL, at(4))


@pytest.mark.clause("B2B-APPEAL-1")
@pytest.mark.parametrize("evidence", [[], [statement()]], ids=["nothing-held", "statement-held"])
def test_neither_asks_nor_appeals_once_that_time_has_run_out(evidence):
    given = [{"kind": "appeal", "due_at": at(4), "on_lapse": "case_lost"}]
    answer = assessed(penalty(evidence=evidence, platform_deadlines=given), days=4)

    assert (answer["stage"], missing(answer)) == ("lapsed", [])
    assert step(answer) == ("close", "B2B-APPEAL-1", [])
    assert speaks_both(answer)


@pytest.mark.clause("B2B-APPEAL-1", "B2B-APPEAL-3")
@pytest.mark.parametrize("platform", ["wish", "aliexpress", "shopee"])
def test_holds_no_other_platforms_penalty_to_these_clauses(platform):
    document = {**penalty(evidence=[statement(origin="forwarded")]), "platform": platform}

    assert "B2B" not in str(assessed(document))
