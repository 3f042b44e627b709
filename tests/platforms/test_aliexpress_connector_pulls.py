"""What a pull tells: every order and dispute that changed, whole, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from makegood.usecases.ports import Pulled, Refused, Unanswered, Unreadable
from tests.platforms.aliexpress_live import START, Live, live
from tests.platforms.aliexpress_stand import NOW, ORDER, Stand, connector, error
from tests.platforms.aliexpress_world import LISTED, detail, issue, row
from tests.wire.calling import OpenPace

# --- by the gateway's table -------------------------------------------------------------------------------------


def orders(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"result": {"success": True, "total_count": len(rows), "target_list": list(rows)}}


def issues(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"total_item": len(rows), "data_list": list(rows)}


def of_status(**by: dict[str, Any]) -> Any:
    """Issue lists by the status asked for."""
    return lambda form: next((body for status, body in by.items() if status in form["query_dto"]), issues())


def stand(**answers: Any) -> Stand:
    usual = {"orderlist": orders(), "issuelist": issues(), "findorderbyid": {"target": detail()},
             "issue.detail": {"result_object": issue()}, "order.issues": {"issues": [LISTED]}}  # fmt: skip
    return Stand(**(usual | answers))


def pull(of: Stand, since: datetime | None = NOW - timedelta(days=1)) -> list[Pulled | Unreadable]:
    return list(connector(of).pull(since=since))


def test_a_quiet_shop_tells_nothing():
    assert pull(stand()) == []


def test_an_order_is_told_with_its_detail_and_when_it_changed():
    (told,) = pull(stand(orderlist=orders(row(gmt_update="2026-11-04 03:00:00"))))

    assert told.case["order"]["ship_to"]["country"] == "BR"
    assert told.changed_at == datetime.fromisoformat("2026-11-04T11:00:00+00:00")


def test_in_the_hour_that_comes_twice_nobody_says_when():
    (told,) = pull(stand(orderlist=orders(row(gmt_update="2026-11-01 01:30:00"))), NOW - timedelta(days=9))

    assert told.changed_at is None


def test_an_issue_comes_with_its_order_and_the_platforms_own_deadline():
    (told,) = pull(stand(issuelist=of_status(processing=issues(LISTED))))

    assert told.case["order"]["id"] == ORDER
    (clock,) = told.case["platform_deadlines"]
    assert (clock["field"], clock["due_at"]) == ("timeout_trigger_time", "2026-11-07T16:00:00Z")


def test_an_open_issue_that_nothing_happened_to_is_not_asked_for_again():
    of = stand(issuelist=of_status(processing=issues(LISTED | {"gmt_modified": "2026-11-02 03:00:00"})))

    assert pull(of) == []
    assert of.made("detail.get") == []


def test_an_order_that_changed_brings_its_ended_dispute_along():
    of = stand(orderlist=orders(row(issue_status="END_ISSUE")))

    (told,) = pull(of)

    assert told.case["claim"]["opened_at"]
    assert of.made("order.issues")[0]["parent_order_id"] == ORDER


def test_an_order_without_a_dispute_asks_for_none():
    of = stand(
        orderlist=orders(row()),
        findorderbyid={
            "target": detail(child_order_list=[{"id": 1, "child_issue_info": {"issue_status": "NO_ISSUE"}}])
        },
    )

    pull(of)

    assert of.made("order.issues") == []


def test_finished_orders_are_asked_for_by_name_and_after_the_others():
    of = stand()
    pull(of)

    asked = [form["param_aeop_order_query"] for form in of.made("orderlist")]
    assert len(asked) == 2
    assert "order_status" not in asked[0] and '"order_status":"FINISH"' in asked[1]
    assert all(
        '"modified_date_start":"2026-11-03 03:30:00"' in query and "modified_date_end" not in query for query in asked
    )


def test_all_that_can_be_seen_is_asked_for_in_windows_without_a_gap():
    import json

    of = stand()
    pull(of, None)

    asked = [json.loads(form["param_aeop_order_query"]) for form in of.made("orderlist")][::2]
    ends = [query.get("modified_date_end") for query in asked]
    assert asked[0]["modified_date_start"] < "2026-05-09"
    assert ends[-1] is None and None not in ends[:-1]
    assert all(end >= after["modified_date_start"] for end, after in zip(ends, asked[1:], strict=False))


def ended(number: int, modified: str) -> dict[str, Any]:
    return LISTED | {"issue_id": number, "issue_status": "finish", "gmt_modified": modified}


def paged(rows: list[dict[str, Any]]) -> Any:
    import json

    def answer(form: dict[str, str]) -> dict[str, Any]:
        asked = json.loads(form["query_dto"])
        if asked["issue_status"] != "finish":
            return issues()
        start = (asked["current_page"] - 1) * 50
        return {"total_item": len(rows), "data_list": rows[start : start + 50]}

    return answer


def test_ended_issues_are_read_as_far_as_they_run_from_new_to_old_and_no_further():
    rows = [ended(number, "2026-10-01 03:00:00") for number in range(500)]
    of = stand(issuelist=paged(rows))

    assert pull(of) == []
    assert len([form for form in of.made("issuelist") if "finish" in form["query_dto"]]) == 1


def test_where_they_stand_in_another_order_all_are_read():
    rows = [ended(number, f"2026-10-01 03:00:{number % 60:02}") for number in range(120)] + [
        LISTED | {"issue_status": "finish", "gmt_modified": "2026-11-04 03:00:00"}
    ]

    (told,) = pull(stand(issuelist=paged(rows)))

    assert told.case["order"]["id"] == ORDER


# --- what cannot be read, and what is refused -------------------------------------------------------------------


def test_what_is_of_no_known_form_is_told_and_holds_up_nothing():
    bad, good = row(order_id=1, pay_amount={"amount": "much", "currency_code": "USD"}), row(order_id=2)
    of = stand(
        orderlist=orders(bad, good, {"order_status": "FINISH"}),
        findorderbyid=lambda form: {"target": detail(id=2)} if '"order_id":2' in form["param1"] else {"x": 1},
    )

    told = pull(of)

    assert [one.case["id"] for one in told if isinstance(one, Pulled)] == ["aliexpress:2"]
    whys = [one.why for one in told if isinstance(one, Unreadable)]
    assert any("without order_id" in why for why in whys) and any("pay_amount" in why for why in whys)


def test_a_detail_refused_is_asked_for_once_more():
    of = stand(orderlist=orders(row()), findorderbyid=[error("15", "isv.odd"), {"target": detail()}])

    (told,) = pull(of)

    assert isinstance(told, Pulled)


def test_refused_again_it_is_told_and_the_rest_goes_on():
    of = stand(orderlist=orders(row()), findorderbyid=error("15", "isv.order-not-found", "no such order"))

    refused, told = pull(of)

    assert isinstance(refused, Unreadable) and "no such order" in refused.why
    assert told.case["order"]["status"] == "WAIT_BUYER_ACCEPT_GOODS"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(error("15", "isv.odd"), Refused), ({"result": {"success": False, "error_code": "X"}}, Refused), ({"result": {"success": True, "total_count": 1, "target_list": "?"}}, Unanswered)],
)  # fmt: skip
def test_a_list_that_is_refused_or_no_list_ends_the_pull(answer, kind):
    with pytest.raises(kind):
        pull(stand(orderlist=answer))


def test_every_call_is_paced_in_its_class():
    pace = OpenPace()
    list(connector(stand(orderlist=orders(row())), pace=pace).pull(since=NOW, urgent=True))

    assert {endpoint for endpoint, _ in pace.taken} == {"orders", "issues"}
    assert all(urgent for _, urgent in pace.taken)


# --- against the sandbox ----------------------------------------------------------------------------------------


@pytest.fixture
def shop() -> Iterator[Live]:
    with live() as town:
        for _ in range(4):
            town.issue()
        town.post("populate", days=12, orders_per_day=5, answered_until=(START + timedelta(days=40)).isoformat())
        yield town


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_pulls_day_by_day_tell_in_the_end_what_the_platform_knows(shop: Live) -> None:
    known: dict[str, dict[str, Any]] = {}
    since = shop.now()
    for _ in range(14):
        shop.wind(timedelta(days=2))
        begun = shop.now()
        for told in shop.connector().pull(since=since):
            assert isinstance(told, Pulled), told
            known[told.case["id"]] = told.case
        since = begun

    statuses = {case["order"]["id"]: case["order"]["status"] for case in known.values()}
    assert statuses == {str(order.id): order.status for order in shop.state.orders.values()}
    disputed = {f"aliexpress:{issue.id}" for issue in shop.state.issues.values()}
    assert len(disputed) > 5 and disputed <= set(known)


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("minutes", [0, 20, 45, 59])
def test_nothing_is_lost_in_the_hour_that_comes_twice(minutes: int) -> None:
    with live(datetime.fromisoformat("2026-11-01T08:00:00+00:00")) as town:
        town.wind(timedelta(minutes=minutes))
        since = town.now()
        town.wind(timedelta(minutes=62 - minutes))
        order = town.order("placed", 0)
        told = {one.case["id"] for one in town.connector().pull(since=since + timedelta(minutes=30))}

    assert f"aliexpress:{order['id']}" in told
