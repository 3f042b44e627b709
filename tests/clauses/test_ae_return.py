"""AE-RETURN: the countdown for confirming a return, and an escalation that the goods overtook."""

from __future__ import annotations

import pytest

from tests.building import assessed, at, case, deadline, done, event, option

NOTICE = event("return_notice", days=2, due_at=at(days=12))
CLOCK = {
    "kind": "confirm_return", "due_at": at(days=12), "on_lapse": "auto_refund", "clause": "AE-RETURN-1", "source": "platform",
    "lapsed": False,
}  # fmt: skip


def returning(*events, **more):
    """A return agreed on the first day, and sent."""
    agreed = (event("return_approved", hours=2), event("return_shipped", days=1, tracking="RET1"))
    return case("aliexpress", "return", *agreed, *events, **more)


def escalated(*events, **more):
    return returning(NOTICE, event("escalated", days=10), *events, **more)


def step(document, days, hours=0):
    following = assessed(document, days, hours)["next"]
    return following["action"], following["clause"], following["what"]


@pytest.mark.clause("AE-RETURN-1")
def test_runs_the_countdown_that_the_platforms_notice_gives():
    answer = assessed(returning(NOTICE), days=3)

    assert answer["deadlines"] == [CLOCK]
    assert answer["next"]["due_at"] == at(days=12)


@pytest.mark.clause("AE-RETURN-1")
@pytest.mark.parametrize(("days", "hours", "listed"), [(1, 23.99, False), (2, 0, True)])
def test_runs_no_countdown_before_the_notice(days, hours, listed):
    assert (deadline(assessed(returning(NOTICE), days, hours), "confirm_return") is not None) is listed


@pytest.mark.clause("AE-RETURN-1")
def test_lists_a_countdown_whose_end_the_notice_does_not_say_as_unknown():
    answer = assessed(returning(event("return_notice", days=2)), days=3)

    assert answer["deadlines"] == [{**CLOCK, "due_at": None, "source": "unknown"}]
    assert answer["next"]["due_at"] is None
    assert answer["next"]["action"] == "wait"


@pytest.mark.clause("AE-RETURN-1")
def test_goes_by_the_newest_notice():
    again = event("return_notice", days=4, due_at=at(days=15))

    assert deadline(assessed(returning(again, NOTICE), days=5), "confirm_return")["due_at"] == at(days=15)
    assert deadline(assessed(returning(again, NOTICE), days=3), "confirm_return")["due_at"] == at(days=12)


@pytest.mark.clause("AE-RETURN-1", "ALL-2")
@pytest.mark.parametrize(
    ("days", "hours", "action"),
    [
        pytest.param(8, 23.99, "wait", id="72-hours-before-nothing-presses"),
        pytest.param(9, 0, "escalate", id="the-very-instant-72-hours-before"),
        pytest.param(11, 23.99, "escalate", id="the-last-moment"),
        pytest.param(12, 0, "wait", id="lapsed-at-its-very-instant"),
    ],
)
def test_escalates_before_the_countdown_ends(days, hours, action):
    assert step(returning(NOTICE), days, hours)[0] == action


@pytest.mark.clause("AE-RETURN-1")
def test_says_that_the_disputes_reason_is_preset_and_only_why_we_escalate_is_written():
    following = assessed(returning(NOTICE), days=10)["next"]

    assert (following["action"], following["clause"], following["what"]) == ("escalate", "AE-RETURN-1", [])
    assert "preset" in following["why"]["en"] and "预设" in following["why"]["zh"]
    assert "preset" in following["note"]["en"] and following["note"]["zh"]


@pytest.mark.clause("AE-RETURN-1", "ALL-2")
def test_lets_the_shop_say_how_far_ahead_it_escalates_and_shows_that_it_did():
    document = returning(NOTICE, settings={"escalate_ahead_hours": 24})

    answer = assessed(document, days=10)

    assert (answer["next"]["action"], step(document, 11)[0]) == ("wait", "escalate")
    assert answer["policy"]["overrides"] == [
        {"parameter": "escalate_ahead_hours", "value": 24, "default": 72, "clause": "ALL-2"}
    ]


@pytest.mark.clause("AE-RETURN-1")
@pytest.mark.parametrize("received", [pytest.param(1.5, id="before-the-notice"), pytest.param(5, id="while-it-runs")])
def test_stops_the_countdown_when_the_goods_arrive_and_refunds(received):
    document = returning(NOTICE, event("return_received", days=received))

    assert assessed(document, days=10)["deadlines"] == []
    assert step(document, 10) == ("refund", "AE-NEGO-3", ["return_and_refund"])


@pytest.mark.clause("AE-RETURN-1")
def test_takes_goods_that_arrive_at_the_very_end_as_late():
    in_time = returning(NOTICE, event("return_received", days=11, hours=23.99))
    late = returning(NOTICE, event("return_received", days=12))

    assert assessed(in_time, days=13)["stage"] == "fulfilling"
    assert assessed(late, days=13)["stage"] == "lapsed"


@pytest.mark.clause("AE-RETURN-1", "ALL-2")
def test_shows_a_countdown_that_lapsed_as_lapsed_and_waits_for_the_platform():
    answer = assessed(returning(NOTICE), days=12)

    assert answer["stage"] == "lapsed"
    assert answer["deadlines"] == [{**CLOCK, "lapsed": True}]
    assert answer["next"]["due_at"] is None


@pytest.mark.clause("AE-RETURN-1")
def test_stops_the_countdown_once_escalated_and_waits_for_the_arbitrator():
    answer = assessed(escalated(), days=10)

    assert (answer["stage"], answer["deadlines"]) == ("escalated", [])
    assert answer["next"]["action"] == "wait"


@pytest.mark.clause("AE-RETURN-1")
def test_takes_the_platforms_own_time_for_the_countdown():
    given = [{"kind": "confirm_return", "due_at": at(days=9), "on_lapse": "auto_refund", "read_at": at(days=3)}]

    answer = assessed(returning(NOTICE, platform_deadlines=given), days=7)

    assert answer["deadlines"] == [{**CLOCK, "due_at": at(days=9)}]
    assert answer["next"]["action"] == "escalate"


@pytest.mark.clause("AE-RETURN-1")
def test_does_not_escalate_to_an_arbitrator_what_was_paid_already():
    document = returning(NOTICE, event("refund_paid", days=3))

    assert assessed(document, days=10)["deadlines"] == []
    assert step(document, 10)[0] == "close"


@pytest.mark.clause("AE-RETURN-2")
def test_tries_to_withdraw_the_escalation_when_the_goods_arrive_after_it():
    document = escalated(event("return_received", days=11))

    answer = assessed(document, days=11)

    assert step(document, 11) == ("withdraw_escalation", "AE-RETURN-2", [])
    assert "nothing is lost" in answer["next"]["why"]["en"] and answer["next"]["why"]["zh"]
    assert step(document, 10, 23.99)[0] == "wait"


@pytest.mark.clause("AE-RETURN-2")
def test_has_nothing_to_withdraw_where_the_goods_came_before_the_escalation():
    document = returning(NOTICE, event("return_received", days=9), event("escalated", days=10))

    assert step(document, 11)[0] != "withdraw_escalation"


@pytest.mark.clause("AE-RETURN-2")
def test_records_a_withdrawal_that_errs_and_does_not_raise_it_as_a_failure():
    tried = (
        event("return_received", days=11),
        event("escalation_withdrawal_failed", days=11, hours=1, error="SYSTEM_ERROR"),
    )

    answer = assessed(escalated(*tried), days=11, hours=2)

    assert (answer["next"]["action"], answer["next"]["clause"]) == ("wait", "AE-RETURN-2")
    assert "nothing is lost" in answer["next"]["why"]["en"]
    assert (answer["stage"], answer["blocked"]) == ("escalated", [])


@pytest.mark.clause("AE-RETURN-2", "ALL-3")
def test_leaves_the_refund_to_the_arbitrator_after_a_withdrawal_that_erred():
    tried = (event("return_received", days=11), event("escalation_withdrawal_failed", days=11, hours=1))
    paid = (*tried, event("refund_paid", days=12))

    assert step(escalated(*tried), 12)[0] == "wait"
    assert step(escalated(*paid), 12)[0] == "close"


@pytest.mark.clause("AE-RETURN-2")
@pytest.mark.parametrize(
    "trace", [event("escalation_withdrawn", days=11, hours=1), event("judged", days=11, hours=1, verdict="refund")]
)
def test_withdraws_no_second_time_and_not_after_a_verdict(trace):
    document = escalated(event("return_received", days=11), trace)

    assert step(document, 11, 2)[0] != "withdraw_escalation"


@pytest.mark.clause("AE-RETURN-2")
def test_pays_the_agreed_refund_once_the_escalation_is_withdrawn():
    document = escalated(event("return_received", days=11), event("escalation_withdrawn", days=11, hours=1))

    assert step(document, 12) == ("refund", "AE-NEGO-3", ["return_and_refund"])
    assert option(assessed(document, days=12), "return_and_refund")["recommended"]


@pytest.mark.clause("AE-RETURN-2")
@pytest.mark.parametrize(
    "over", [done("close", days=12), event("cancelled", days=12), event("dispute_withdrawn", days=12)]
)
def test_withdraws_nothing_once_the_case_is_over(over):
    assert step(escalated(event("return_received", days=11), over), 13)[0] != "withdraw_escalation"


@pytest.mark.clause("AE-RETURN-2")
def test_tries_again_when_a_second_escalation_is_overtaken():
    again = (event("escalation_withdrawn", days=10.5), event("escalated", days=11), event("return_received", days=12))

    assert step(escalated(*again), 12)[0] == "withdraw_escalation"
