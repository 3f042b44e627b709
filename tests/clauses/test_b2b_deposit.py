"""B2B-DEPOSIT: what holds the deposit, the earliest day it can be had, and the transfer by hand."""

from __future__ import annotations

import pytest

from tests.building import assessed, at, bare, blocked, deadline, done, event
from tests.clauses.answers import speaks_both, step

DISPATCH = [
    "dispatch_24h",
    "dispatch_48h",
    "dispatch_72h",
    "dispatch_5d",
    "dispatch_7d",
    "dispatch_10d",
    "dispatch_15d",
]
WAIT_WINDOW = ["wait:after_sale_window"]


def service(name="buyer_protection", closed=None, **more):
    """A service that is open, or was closed so many days after the trouble began."""
    return {"name": name, "open": closed is None, "closed_at": None if closed is None else at(closed), **more}


def trade(id_="o1", finished=None, **more):
    status = "open" if finished is None else "finished"
    return {
        "id": id_,
        "status": status,
        "finished_at": None if finished is None else at(finished),
        "under_service": True,
        **more,
    }


def complaint(id_="k1", closed=None, **more):
    status = "open" if closed is None else "finished"
    return {"id": id_, "status": status, "at": at(-60), "closed_at": None if closed is None else at(closed), **more}


def deposit(*events, services=None, orders=(), complaints=(), settings=None):
    shop = {"shop": {"id": "s1", "settings": settings}} if settings else {}
    closed = [service(closed=-5)] if services is None else services
    facts = {"services": closed, "orders": list(orders), "complaints": list(complaints)}
    return bare("ali1688", "deposit_release", *events, **facts, **shop)


def unfreezes(days, **more):
    return {
        "kind": "deposit_unfreezes", "due_at": at(days), "on_lapse": "none", "clause": "B2B-DEPOSIT-3", "source": "seed",
        "lapsed": False, **more,
    }  # fmt: skip


def window(days, **more):
    return {
        "kind": "after_sale_window", "due_at": at(days), "on_lapse": "none", "clause": "B2B-DEPOSIT-2", "source": "seed",
        "lapsed": False, **more,
    }  # fmt: skip


def blocks(answer):
    return [(one["action"], one["clause"], one["missing"]) for one in answer["blocked"]]


# --- step 1: the services -------------------------------------------------------------------------------------


@pytest.mark.clause("B2B-DEPOSIT-1")
@pytest.mark.parametrize("name", ["official_direct", "buyer_protection", "seven_day_return"])
def test_closes_an_open_service_first(name):
    answer = assessed(deposit(services=[service(name), service("other_service", closed=-9)]))

    assert blocks(answer) == [("unfreeze_deposit", "B2B-DEPOSIT-1", [f"close:{name}"])]
    assert step(answer) == ("close_service", "B2B-DEPOSIT-1", [name])
    assert answer["deadlines"] == []
    assert speaks_both(answer)
    assert name in answer["blocked"][0]["why"]["en"] and name in answer["blocked"][0]["why"]["zh"]


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_names_every_open_service():
    answer = assessed(
        deposit(services=[service("buyer_protection"), service("dispatch_24h"), service("official_direct")])
    )

    assert blocked(answer, "unfreeze_deposit") == ["close:buyer_protection", "close:official_direct"]
    assert step(answer)[2] == ["buyer_protection", "official_direct"]


@pytest.mark.clause("B2B-DEPOSIT-1")
@pytest.mark.parametrize("name", DISPATCH)
def test_need_not_close_a_dispatch_time_service(name):
    answer = assessed(deposit(services=[service(closed=0), service(name)]))

    assert answer["blocked"] == []
    assert answer["deadlines"] == [unfreezes(3)]


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_does_not_guess_which_services_are_open():
    answer = assessed(bare("ali1688", "deposit_release", orders=[], complaints=[]))

    assert blocks(answer) == [("unfreeze_deposit", "B2B-DEPOSIT-1", ["services"])]
    assert step(answer) == ("ask_platform_service", "B2B-DEPOSIT-1", [])
    assert answer["deadlines"] == []
    assert speaks_both(answer)


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_waits_once_the_platforms_service_was_asked_which_are_open():
    answer = assessed(
        bare("ali1688", "deposit_release", done("ask_platform_service", hours=1), orders=[], complaints=[])
    )

    assert step(answer) == ("wait", "B2B-DEPOSIT-1", [])


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_takes_a_service_that_does_not_say_as_open():
    assert blocked(assessed(deposit(services=[{"name": "official_direct"}])), "unfreeze_deposit") == [
        "close:official_direct"
    ]


@pytest.mark.clause("B2B-DEPOSIT-1")
@pytest.mark.parametrize(
    ("hours", "action"), [(23.99, "close_service"), (24, "wait")], ids=["before", "that-very-instant"]
)
def test_takes_a_service_as_open_until_it_was_closed(hours, action):
    answer = assessed(deposit(services=[service(closed=1)]), days=0, hours=hours)

    assert answer["next"]["action"] == action
    assert deadline(answer, "deposit_unfreezes") == (unfreezes(4) if action == "wait" else None)


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_goes_on_with_the_services_still_to_close():
    closing = event("service_close_requested", hours=2, service="official_direct")
    answer = assessed(deposit(closing, services=[service(), service("official_direct")]))

    assert step(answer) == ("close_service", "B2B-DEPOSIT-1", ["buyer_protection"])
    assert answer["stage"] == "fulfilling"


@pytest.mark.clause("B2B-DEPOSIT-1", "B2B-DEPOSIT-3")
def test_counts_from_the_request_that_closed_the_last_service():
    closing = event("service_close_requested", days=1, service="official_direct")
    answer = assessed(deposit(closing, services=[service(closed=-5), service("official_direct")]), days=2)

    assert answer["deadlines"] == [unfreezes(4)]
    assert answer["blocked"] == []


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_knows_a_service_by_its_closing_alone():
    closing = event("service_close_requested", days=1, service="buyer_protection")

    assert assessed(deposit(closing, services=[]), days=2)["deadlines"] == [unfreezes(4)]


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_does_not_propose_a_closing_again_once_it_is_done():
    answer = assessed(deposit(done("close_service", hours=2), services=[service("official_direct")]))

    assert step(answer) == ("wait", "B2B-DEPOSIT-1", [])
    assert blocked(answer, "unfreeze_deposit") == ["close:official_direct"]


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_closes_a_service_again_that_was_opened_again():
    reopened = event("service_reopened", days=1, service="official_direct")
    document = deposit(done("close_service", hours=2), reopened, services=[service("official_direct", closed=0.1)])

    assert assessed(document, days=0.5)["next"]["action"] == "wait"
    assert step(assessed(document, days=1)) == ("close_service", "B2B-DEPOSIT-1", ["official_direct"])


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_counts_from_the_closing_after_a_service_was_opened_again():
    events = [
        event("service_reopened", days=1, service="official_direct"),
        event("service_close_requested", days=2, service="official_direct"),
        event("service_close_requested", days=3, service="official_direct"),
    ]
    answer = assessed(deposit(*events, services=[service("official_direct", closed=0)]), days=4)

    assert answer["deadlines"] == [unfreezes(5)]


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_leaves_a_closing_older_than_the_list_of_services_alone():
    reopened = event("service_reopened", days=-8, service="official_direct")
    answer = assessed(deposit(reopened, services=[service("official_direct", closed=-1)]), days=0)

    assert answer["deadlines"] == [unfreezes(2)]


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_reads_no_service_out_of_an_event_that_names_none():
    answer = assessed(deposit(event("service_close_requested", days=1), services=[service("official_direct")]), days=2)

    assert blocked(answer, "unfreeze_deposit") == ["close:official_direct"]


@pytest.mark.clause("B2B-DEPOSIT-1")
def test_goes_on_past_an_event_that_names_no_service():
    closing = event("service_close_requested", days=1, service="official_direct")
    document = deposit(event("service_close_requested", days=0.5), closing, services=[service("official_direct")])

    assert assessed(document, days=2)["deadlines"] == [unfreezes(4)]


@pytest.mark.clause("B2B-DEPOSIT-1", "B2B-DEPOSIT-3")
def test_dates_a_closing_by_the_request_where_the_list_does_not():
    closing = event("service_close_requested", days=1, service="official_direct")
    document = deposit(closing, services=[{"name": "official_direct", "open": False}])

    assert assessed(document, days=2)["deadlines"] == [unfreezes(4)]


@pytest.mark.clause("B2B-DEPOSIT-1", "B2B-DEPOSIT-3")
@pytest.mark.parametrize("closed_at", [at(0.5), None])
def test_does_not_count_from_the_end_of_a_dispatch_time_service(closed_at):
    dispatch = {"name": "dispatch_24h", "open": False, "closed_at": closed_at}

    assert assessed(deposit(services=[dispatch, service(closed=0)]))["deadlines"] == [unfreezes(3)]


# --- step 2: trades, complaints, windows ----------------------------------------------------------------------


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_is_held_by_each_unfinished_trade():
    answer = assessed(deposit(orders=[trade("o1"), trade("o2", finished=-60), trade("o3")]))

    assert blocks(answer) == [("unfreeze_deposit", "B2B-DEPOSIT-2", ["finish:o1", "finish:o3"])]
    assert step(answer) == ("wait", "B2B-DEPOSIT-2", [])
    assert answer["deadlines"] == []
    assert speaks_both(answer)
    assert "finish:o3" in answer["blocked"][0]["why"]["zh"]


@pytest.mark.clause("B2B-DEPOSIT-2")
@pytest.mark.parametrize("status", ["finished", "closed", None])
def test_takes_a_trade_as_finished_that_succeeded_or_closed(status):
    answer = assessed(deposit(orders=[trade(finished=-31, status=status)]))

    assert (answer["blocked"], answer["deadlines"]) == ([], [unfreezes(2)])


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_takes_a_trade_as_unfinished_that_finishes_later():
    answer = assessed(deposit(orders=[trade(finished=2)]))

    assert blocked(answer, "unfreeze_deposit") == ["finish:o1"]


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_takes_a_trade_of_no_known_state_as_unfinished():
    assert blocked(assessed(deposit(orders=[{"id": "o1"}])), "unfreeze_deposit") == ["finish:o1"]


@pytest.mark.clause("B2B-DEPOSIT-2")
@pytest.mark.parametrize(("under_service", "held"), [(True, True), (None, True), (False, False)])
def test_is_held_only_by_trades_placed_under_the_protection(under_service, held):
    orders = [trade("o1", under_service=under_service), trade("o2", finished=-5, under_service=under_service)]
    answer = assessed(deposit(orders=orders, services=[service(closed=0)]))

    assert blocked(answer, "unfreeze_deposit") == (["finish:o1", *WAIT_WINDOW] if held else [])
    assert answer["deadlines"] == ([window(25)] if held else [unfreezes(3)])


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_is_held_by_each_unfinished_complaint():
    answer = assessed(deposit(complaints=[complaint("k1"), complaint("k2", closed=-1), complaint("k3")]))

    assert blocks(answer) == [("unfreeze_deposit", "B2B-DEPOSIT-2", ["resolve:k1", "resolve:k3"])]
    assert step(answer) == ("wait", "B2B-DEPOSIT-2", [])
    assert answer["deadlines"] == []


@pytest.mark.clause("B2B-DEPOSIT-2")
@pytest.mark.parametrize("status", ["finished", "closed", None])
def test_takes_a_complaint_as_finished_whose_end_is_on_file(status):
    answer = assessed(deposit(complaints=[complaint(closed=0.5, status=status)]))

    assert (answer["blocked"], answer["deadlines"]) == ([], [unfreezes(3.5)])


@pytest.mark.clause("B2B-DEPOSIT-2")
@pytest.mark.parametrize("status", ["finished", "closed"])
def test_is_not_held_by_a_complaint_that_ended_nobody_says_when(status):
    assert assessed(deposit(complaints=[complaint(status=status)]))["blocked"] == []


@pytest.mark.clause("B2B-DEPOSIT-2")
@pytest.mark.parametrize(("hours", "held"), [(11.99, ["resolve:k1"]), (12, [])], ids=["before", "that-very-instant"])
def test_is_held_by_a_complaint_until_it_closes(hours, held):
    answer = assessed(deposit(complaints=[complaint(closed=0.5)]), days=0, hours=hours)

    assert blocked(answer, "unfreeze_deposit") == held


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_knows_of_no_complaint_before_it_was_made():
    document = deposit(complaints=[complaint(at=at(2))])

    assert [blocked(assessed(document, days), "unfreeze_deposit") for days in (1, 2)] == [[], ["resolve:k1"]]


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_is_not_held_by_a_complaint_on_an_order_outside_the_protection():
    outside = trade("o9", under_service=False)
    document = deposit(
        services=[service(closed=0)],
        orders=[outside],
        complaints=[complaint("k1", order="o9"), complaint("k2", order="o8")],
    )

    assert blocked(assessed(document), "unfreeze_deposit") == ["resolve:k2"]


@pytest.mark.clause("B2B-DEPOSIT-2", "B2B-DEPOSIT-3")
def test_does_not_count_from_the_end_of_a_complaint_outside_the_protection():
    orders, complaints = [trade("o9", under_service=False)], [complaint(closed=0.5, order="o9")]

    assert assessed(deposit(services=[service(closed=0)], orders=orders, complaints=complaints))["deadlines"] == [
        unfreezes(3)
    ]


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_waits_for_the_last_after_sale_window():
    answer = assessed(deposit(orders=[trade("o1", finished=-40), trade("o2", finished=-10), trade("o3", finished=-20)]))

    assert blocks(answer) == [("unfreeze_deposit", "B2B-DEPOSIT-2", WAIT_WINDOW)]
    assert answer["deadlines"] == [window(20), unfreezes(23)]
    assert step(answer) == ("wait", "B2B-DEPOSIT-2", [])
    assert answer["next"]["due_at"] == at(20)
    assert speaks_both(answer)


@pytest.mark.clause("B2B-DEPOSIT-2")
@pytest.mark.parametrize(("hours", "held"), [(-0.01, WAIT_WINDOW), (0, [])], ids=["before", "that-very-instant"])
def test_ends_the_window_thirty_days_after_the_trade(hours, held):
    answer = assessed(deposit(orders=[trade(finished=-20)]), days=10, hours=hours)

    assert blocked(answer, "unfreeze_deposit") == held
    assert deadline(answer, "after_sale_window") == (window(10) if held else None)
    assert deadline(answer, "deposit_unfreezes") == unfreezes(13)


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_names_trades_complaints_and_windows_together():
    document = deposit(
        services=[service()], orders=[trade("o1"), trade("o2", finished=-1)], complaints=[complaint("k1", order="o1")]
    )
    answer = assessed(document)

    assert blocks(answer) == [
        ("unfreeze_deposit", "B2B-DEPOSIT-1", ["close:buyer_protection"]),
        ("unfreeze_deposit", "B2B-DEPOSIT-2", ["finish:o1", "resolve:k1", *WAIT_WINDOW]),
    ]
    assert answer["deadlines"] == [window(29)]


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_lists_a_window_nobody_can_date_as_unknown():
    answer = assessed(deposit(orders=[trade("o1", status="finished"), trade("o2", finished=-5)]))

    assert blocked(answer, "unfreeze_deposit") == WAIT_WINDOW
    unknown = {"due_at": None, "source": "unknown"}
    assert answer["deadlines"] == [window(0, **unknown), unfreezes(0, **unknown)]
    assert (step(answer), answer["next"]["due_at"]) == (("wait", "B2B-DEPOSIT-2", []), None)


@pytest.mark.clause("B2B-DEPOSIT-2")
def test_takes_the_shops_own_window_and_says_so():
    answer = assessed(deposit(orders=[trade(finished=-10)], settings={"after_sale_window_days": 15}))

    assert answer["deadlines"] == [window(5, source="shop"), unfreezes(8)]
    assert answer["policy"]["overrides"] == [
        {"parameter": "after_sale_window_days", "value": 15, "default": 30, "clause": "B2B-DEPOSIT-2"}
    ]


# --- step 3: the day, and the transfer ------------------------------------------------------------------------


@pytest.mark.clause("B2B-DEPOSIT-3")
@pytest.mark.parametrize(
    ("services", "orders", "complaints"),
    [
        ([service(closed=0)], [trade(finished=-50)], [complaint(closed=-9)]),
        ([service(closed=-9)], [trade(finished=-30)], [complaint(closed=-9)]),
        ([service(closed=-9)], [trade(finished=-50)], [complaint(closed=0)]),
        ([service(closed=-9), service("official_direct", closed=0)], [], []),
    ],
    ids=["service-last", "window-last", "complaint-last", "second-service-last"],
)
def test_unfreezes_three_days_after_the_last_condition_was_met(services, orders, complaints):
    answer = assessed(deposit(services=services, orders=orders, complaints=complaints))

    assert (answer["blocked"], answer["deadlines"]) == ([], [unfreezes(3)])
    assert step(answer) == ("wait", "B2B-DEPOSIT-3", [])
    assert answer["next"]["due_at"] == at(3)
    assert speaks_both(answer)


@pytest.mark.clause("B2B-DEPOSIT-3")
@pytest.mark.parametrize(("hours", "action"), [(-0.01, "wait"), (0, "transfer_deposit"), (240, "transfer_deposit")])
def test_is_transferred_out_by_hand_from_that_very_instant(hours, action):
    answer = assessed(deposit(services=[service(closed=0)]), days=3, hours=hours)

    assert step(answer) == (action, "B2B-DEPOSIT-3", [])
    assert answer["deadlines"] == [unfreezes(3, lapsed=action != "wait")]
    assert speaks_both(answer)


@pytest.mark.clause("B2B-DEPOSIT-3")
def test_is_done_once_it_is_transferred():
    answer = assessed(deposit(done("transfer_deposit", days=4), services=[service(closed=0)]), days=5)

    assert step(answer) == ("close", "B2B-DEPOSIT-3", [])
    assert answer["deadlines"] == []
    assert speaks_both(answer)


@pytest.mark.clause("B2B-DEPOSIT-3")
def test_does_not_have_the_day_of_a_service_closed_nobody_says_when():
    answer = assessed(deposit(services=[service(closed=-5), {"name": "official_direct", "open": False}]))

    assert answer["blocked"] == []
    assert answer["deadlines"] == [unfreezes(0, due_at=None, source="unknown")]
    assert step(answer) == ("wait", "B2B-DEPOSIT-3", [])


@pytest.mark.clause("B2B-DEPOSIT-3")
def test_has_the_day_where_a_window_outlasts_a_closing_nobody_dated():
    document = deposit(services=[{"name": "official_direct", "open": False}], orders=[trade(finished=-10)])
    answer = assessed(document)

    assert answer["deadlines"] == [window(20), unfreezes(23)]
    assert assessed(document, days=20)["deadlines"] == [unfreezes(23)]


@pytest.mark.clause("B2B-DEPOSIT-3")
def test_takes_the_platforms_own_day_over_its_own():
    given = [{"kind": "deposit_unfreezes", "due_at": at(6), "read_at": at(1)}]
    answer = assessed({**deposit(services=[service(closed=0)]), "platform_deadlines": given}, days=4)

    assert answer["deadlines"] == [unfreezes(6, source="platform")]
    assert answer["next"]["action"] == "wait"


@pytest.mark.clause("B2B-DEPOSIT-3")
def test_takes_the_shops_own_days_and_says_so():
    answer = assessed(deposit(services=[service(closed=0)], settings={"deposit_unfreeze_days": 5}))

    assert answer["deadlines"] == [unfreezes(5, source="shop")]
    assert answer["policy"]["overrides"] == [
        {"parameter": "deposit_unfreeze_days", "value": 5, "default": 3, "clause": "B2B-DEPOSIT-3"}
    ]


@pytest.mark.clause("B2B-DEPOSIT-3")
def test_finds_no_fault_and_no_remedy_in_it():
    answer = assessed(deposit())

    assert answer["liability"] == {"party": "undetermined", "because": []}
    assert (answer["options"], answer["counts_as_dispute"], answer["evidence"]["missing"]) == ([], False, [])


@pytest.mark.clause("B2B-DEPOSIT-1", "B2B-DEPOSIT-3")
@pytest.mark.parametrize("document", [deposit(services=[service()]), deposit(services=[service(closed=-9)])])
def test_says_where_and_how_on_1688(document):
    way = assessed(document)["next"]

    assert way["how"] == "assisted"
    assert "Chrome" in way["note"]["en"] and "Chrome" in way["note"]["zh"]
    assert way["link"].startswith("https://work.1688.com/home/seller.htm")
