"""B2B-EXIT: leaving assured purchase takes effect ninety days after the trades in transit complete."""

from __future__ import annotations

import pytest

from tests.building import assessed, at, bare, done, event
from tests.clauses.answers import speaks_both, step

ASKED = event("service_close_requested", service="assured_purchase")
REOPENED = event("service_reopened", days=5, service="assured_purchase")
OPEN = {"name": "assured_purchase", "open": True}


def trade(id_="o1", finished=None, **more):
    status = "open" if finished is None else "finished"
    return {
        "id": id_,
        "status": status,
        "finished_at": None if finished is None else at(finished),
        "under_service": True,
        **more,
    }


def leaving(*events, services=(OPEN,), orders=(), settings=None, **more):
    shop = {"shop": {"id": "s1", "settings": settings}} if settings else {}
    return bare("ali1688", "service_exit", *events, services=list(services), orders=list(orders), **shop, **more)


def exits(days, **more):
    return {
        "kind": "service_exit", "due_at": at(days), "on_lapse": "none", "clause": "B2B-EXIT-1", "source": "seed",
        "lapsed": False, **more,
    }  # fmt: skip


def unknown():
    return exits(0, due_at=None, source="unknown")


@pytest.mark.clause("B2B-EXIT-1")
def test_is_asked_for_first():
    answer = assessed(leaving(orders=[trade()]))

    assert step(answer) == ("exit_service", "B2B-EXIT-1", ["assured_purchase"])
    assert (answer["deadlines"], answer["blocked"], answer["options"]) == ([], [], [])
    assert answer["liability"] == {"party": "undetermined", "because": []}
    assert answer["next"]["how"] == "assisted"
    assert speaks_both(answer)


@pytest.mark.clause("B2B-EXIT-1")
def test_is_asked_for_where_the_services_are_not_on_file():
    assert step(assessed(bare("ali1688", "service_exit"))) == ("exit_service", "B2B-EXIT-1", ["assured_purchase"])


@pytest.mark.clause("B2B-EXIT-1")
def test_is_held_while_a_trade_is_in_transit():
    answer = assessed(leaving(ASKED, orders=[trade("o1"), trade("o2", finished=-1), trade("o3")]))

    (block,) = answer["blocked"]
    assert (block["action"], block["clause"], block["missing"]) == (
        "exit_service",
        "B2B-EXIT-1",
        ["finish:o1", "finish:o3"],
    )
    assert "o3" in block["why"]["en"] and "o1" in block["why"]["zh"]
    assert answer["deadlines"] == [unknown()]
    assert step(answer) == ("wait", "B2B-EXIT-1", [])
    assert (answer["stage"], answer["next"]["due_at"]) == ("fulfilling", None)
    assert speaks_both(answer)


@pytest.mark.clause("B2B-EXIT-1")
def test_takes_effect_ninety_days_after_the_last_trade_in_transit():
    answer = assessed(
        leaving(ASKED, orders=[trade("o1", finished=3), trade("o2", finished=7), trade("o3", finished=5)]), days=8
    )

    assert (answer["deadlines"], answer["blocked"]) == ([exits(97)], [])
    assert step(answer) == ("wait", "B2B-EXIT-1", [])
    assert answer["next"]["due_at"] == at(97)
    assert speaks_both(answer)


@pytest.mark.clause("B2B-EXIT-1")
@pytest.mark.parametrize(("hours", "due"), [(-0.01, None), (0, 92)], ids=["before", "that-very-instant"])
def test_has_no_day_until_the_last_trade_completes(hours, due):
    answer = assessed(leaving(ASKED, orders=[trade(finished=2)]), days=2, hours=hours)

    assert answer["deadlines"] == [exits(due) if due else unknown()]
    assert [one["missing"] for one in answer["blocked"]] == ([] if due else [["finish:o1"]])


@pytest.mark.clause("B2B-EXIT-1")
@pytest.mark.parametrize(("hours", "action", "lapsed"), [(-0.01, "wait", False), (0, "close", True)])
def test_is_over_at_that_very_instant(hours, action, lapsed):
    answer = assessed(leaving(ASKED, orders=[trade(finished=2)]), days=92, hours=hours)

    assert step(answer) == (action, "B2B-EXIT-1", [])
    assert answer["deadlines"] == [exits(92, lapsed=lapsed)]
    assert speaks_both(answer)


@pytest.mark.clause("B2B-EXIT-1")
@pytest.mark.parametrize(
    "orders", [[], [trade(finished=-1)], [trade(finished=0)]], ids=["none", "complete", "that-very-instant"]
)
def test_takes_effect_at_once_where_nothing_was_in_transit(orders):
    answer = assessed(leaving(ASKED, orders=orders), days=0, hours=1)

    assert answer["deadlines"] == [exits(0, lapsed=True)]
    assert step(answer) == ("close", "B2B-EXIT-1", [])


@pytest.mark.clause("B2B-EXIT-1")
@pytest.mark.parametrize("under_service", [True, None, False])
def test_is_held_only_by_trades_under_the_service(under_service):
    answer = assessed(leaving(ASKED, orders=[trade(under_service=under_service)]))

    assert [one["missing"] for one in answer["blocked"]] == ([] if under_service is False else [["finish:o1"]])


@pytest.mark.clause("B2B-EXIT-1")
def test_does_not_ask_to_finish_a_trade_that_finished_nobody_says_when():
    answer = assessed(leaving(ASKED, orders=[trade("o1", status="finished"), trade("o2", finished=1)]), days=3)

    assert (answer["blocked"], answer["deadlines"]) == ([], [unknown()])
    assert step(answer) == ("wait", "B2B-EXIT-1", [])


@pytest.mark.clause("B2B-EXIT-1")
@pytest.mark.parametrize("status", ["finished", "closed", None])
def test_takes_a_trade_as_complete_whose_end_is_on_file(status):
    assert assessed(leaving(ASKED, orders=[trade(finished=2, status=status)]), days=3)["deadlines"] == [exits(92)]


@pytest.mark.clause("B2B-EXIT-1")
def test_counts_from_the_day_the_list_of_services_gives():
    closed = {"name": "assured_purchase", "open": False, "closed_at": at(2)}
    document = leaving(services=[closed], orders=[trade("o1", finished=1), trade("o2", finished=4)])

    assert assessed(document, days=1)["next"]["action"] == "exit_service"
    assert assessed(document, days=5)["deadlines"] == [exits(94)]


@pytest.mark.clause("B2B-EXIT-1")
def test_has_no_day_where_nobody_says_when_it_was_asked_for():
    left = [{"name": "assured_purchase", "open": False}]
    answer = assessed(leaving(services=left))

    assert (answer["deadlines"], answer["next"]["action"]) == ([unknown()], "wait")
    assert assessed(leaving(services=left, orders=[trade(finished=-10)]))["deadlines"] == [exits(80)]


@pytest.mark.clause("B2B-EXIT-1")
def test_starts_over_once_the_service_was_opened_again():
    document = leaving(ASKED, REOPENED, orders=[trade(finished=3)])

    assert assessed(document, days=4)["deadlines"] == [exits(93)]
    assert assessed(document, days=5)["deadlines"] == []
    assert step(assessed(document, days=5)) == ("exit_service", "B2B-EXIT-1", ["assured_purchase"])


@pytest.mark.clause("B2B-EXIT-1")
def test_counts_from_the_exit_asked_for_again():
    again = event("service_close_requested", days=6, service="assured_purchase")
    document = leaving(ASKED, REOPENED, again, orders=[trade("o1", finished=3), trade("o2", finished=8)])

    assert assessed(document, days=9)["deadlines"] == [exits(98)]


@pytest.mark.clause("B2B-EXIT-1")
def test_does_not_ask_twice_where_the_exit_is_recorded_as_an_action():
    answer = assessed(leaving(done("exit_service"), orders=[trade(finished=2)]), days=3)

    assert (step(answer), answer["deadlines"]) == (("wait", "B2B-EXIT-1", []), [exits(92)])


@pytest.mark.clause("B2B-EXIT-1")
def test_asks_again_where_the_service_was_opened_again_since():
    document = leaving(done("exit_service"), REOPENED, orders=[trade(finished=2)])

    assert [assessed(document, days)["next"]["action"] for days in (4, 5)] == ["wait", "exit_service"]


@pytest.mark.clause("B2B-EXIT-1")
def test_is_not_asked_again_because_another_service_was_opened_again():
    reopened = event("service_reopened", days=5, service="official_direct")

    assert (
        assessed(leaving(done("exit_service"), reopened, orders=[trade(finished=2)]), days=6)["next"]["action"]
        == "wait"
    )


@pytest.mark.clause("B2B-EXIT-1")
def test_is_not_asked_for_by_closing_another_service():
    closing = event("service_close_requested", service="official_direct")

    assert step(assessed(leaving(closing))) == ("exit_service", "B2B-EXIT-1", ["assured_purchase"])


@pytest.mark.clause("B2B-EXIT-1")
def test_takes_the_platforms_own_day_over_its_own():
    given = [{"kind": "service_exit", "due_at": at(95), "read_at": at(3)}]
    answer = assessed(leaving(ASKED, orders=[trade(finished=2)], platform_deadlines=given), days=93)

    assert answer["deadlines"] == [exits(95, source="platform")]
    assert answer["next"]["action"] == "wait"


@pytest.mark.clause("B2B-EXIT-1")
def test_takes_the_shops_own_days_and_says_so():
    answer = assessed(leaving(ASKED, orders=[trade(finished=2)], settings={"service_exit_days": 60}), days=3)

    assert answer["deadlines"] == [exits(62, source="shop")]
    assert answer["policy"]["overrides"] == [
        {"parameter": "service_exit_days", "value": 60, "default": 90, "clause": "B2B-EXIT-1"}
    ]


@pytest.mark.clause("B2B-EXIT-1")
def test_is_inferred_from_the_service_that_is_left():
    document = leaving(ASKED)
    del document["kind"]

    assert assessed(document)["kind"] == "service_exit"
