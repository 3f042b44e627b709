"""Pulling a Wish shop: key paging through equal times, lag, pages lost and doubled, troubles with their orders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood import assess
from makegood.connectors.parts import At
from makegood.connectors.wish import listing
from makegood.connectors.wish.listing import ORDER_LIST, every
from makegood.usecases.ports import Pulled, Refused, SignInNeeded, Unanswered, Unavailable, Unreadable
from tests.platforms.wish_live import Live, live

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(listing, "SIZE", 3)
    return 3


def orders_of(cases: dict[str, dict[str, Any]]) -> set[str]:
    return {case["order"]["id"] for case in cases.values() if case["order"]}


def calls(town: Live, method: str) -> int:
    return sum(call["method"] == method for call in town.state.calls)


# --- what is told ---------------------------------------------------------------------------------------------


def test_it_tells_an_order_alone_with_its_clock(town: Live) -> None:
    order = town.order("approved", 1)
    (case,) = town.cases().values()

    assert case["order"]["total"] == {"amount": "25.9", "currency": "USD"}
    (clock,) = case["platform_deadlines"]
    assert (clock["kind"], clock["on_lapse"], clock["due_at"]) == ("ship", "auto_refund", "2026-10-16T08:00:00Z")
    assert case["id"] == f"wish:{order['id']}"


def test_it_tells_a_ticket_with_its_order_and_48_hours(town: Live) -> None:
    ticket = town.ticket(files=["a.jpg"], message="It is broken.")
    case = town.cases()[f"wish:{ticket['id']}"]

    assert (case["order"]["status"], case["claim"]["reason"]) == ("SHIPPED", "damaged")
    assert case["evidence"][0]["file"].startswith(town.address + "/files/a.jpg")
    (clock,) = [c for c in assess(case, town.now().isoformat())["deadlines"] if c["kind"] == "respond"]
    assert clock["due_at"] == "2026-10-14T07:00:00Z"


def test_it_reads_the_order_of_a_ticket_when_the_order_itself_did_not_change(town: Live) -> None:
    ticket = town.ticket()
    found = town.cases(since=town.now() - timedelta(minutes=45))

    assert list(found) == [f"wish:{ticket['id']}"]
    assert found[f"wish:{ticket['id']}"]["order"]["total"]["amount"] == "25.9"
    assert calls(town, "orders.get") == 1


def test_it_tells_a_ticket_on_several_orders_as_a_case_for_each(town: Live) -> None:
    first = town.order("delivered", 2, count=2)
    ids = [each["id"] for each in town.admin.get("/_sandbox/state").json["orders"]]
    ticket = town.post("tickets", orders=ids, reason="ITEM_IS_DAMAGED")

    assert {f"wish:{ticket['id']}", f"wish:{ticket['id']}:{ids[1]}"} <= set(town.cases())
    assert first["id"] in ids


def test_it_reports_a_question_and_a_fine_of_the_store_that_no_case_can_hold(town: Live) -> None:
    question = town.post("tickets", type="PRE_PURCHASE", message="Is it red?")
    fine = town.post("penalties", about="STORE")
    first, again = ([str(one) for one in town.pulled()] for _ in range(2))

    assert [name["id"] in told for name, told in zip((question, fine), first, strict=True)] == [True, True]
    assert first == again  # so that it is put on record once


def test_it_tells_a_fine_with_its_order_and_later_that_it_was_given_back(town: Live) -> None:
    order = town.order("approved", 1)
    town.wind(timedelta(days=5))
    (fine,) = town.state.penalties.values()
    case = town.cases()[f"wish:{fine.id}"]
    assert (case["order"]["id"], case["claim"]["amount"]["amount"]) == (order["id"], "50.0")
    town.wind(timedelta(days=10))
    town.post(f"penalties/{fine.id}/platform", act="reverse")

    later = town.cases(since=town.now())
    assert [event["type"] for event in later[f"wish:{fine.id}"]["events"]] == ["judged", "action_done"]


def test_it_tells_a_refund_by_wish_as_its_verdict(town: Live) -> None:
    ticket = town.ticket()
    town.wind(timedelta(hours=72))
    found = town.cases()
    refund = found[f"wish:{ticket['orders'][0]}:refund"]

    assert [event["type"] for event in refund["events"]] == ["judged", "refund_paid"]
    assert assess(found[f"wish:{ticket['id']}"], town.now().isoformat())["stage"] == "closed"


def test_it_makes_up_no_total_where_wish_shows_none(town: Live) -> None:
    town.post("figures", customer_prices="none")
    town.order()
    (case,) = town.cases().values()

    assert "total" not in case["order"]


def test_it_says_when_anything_last_changed(town: Live) -> None:
    town.ticket()
    changed = {one.changed_at for one in town.pulled() if isinstance(one, Pulled)}

    assert changed == {town.now() - timedelta(hours=1)}


# --- key paging -----------------------------------------------------------------------------------------------


def test_it_reads_every_page(town: Live, small_pages: int) -> None:
    made = {town.order("approved", days / 10)["id"] for days in range(1, 9)}

    assert orders_of(town.cases()) == made


def test_it_passes_rows_of_one_time_across_a_page_edge(town: Live, small_pages: int) -> None:
    town.order("approved", 0.5)
    town.order("approved", 0.4, count=2)
    town.order("approved", 0.3, count=2)

    assert len(orders_of(town.cases())) == 5


def test_it_says_that_a_list_cannot_show_more_rows_of_one_time_than_a_page_holds(town: Live, small_pages: int) -> None:
    town.order("approved", 0.5, count=5)
    after = town.order("approved", 0.4)
    told = town.pulled()

    (gap,) = [one for one in told if isinstance(one, Unreadable)]
    assert "more than 3 rows changed at 2026-10-11T20:00:00Z" in gap.why
    assert after["id"] in {one.case["order"]["id"] for one in told if isinstance(one, Pulled)}


def test_it_misses_nothing_that_changes_while_it_reads(town: Live, small_pages: int, monkeypatch: Any) -> None:
    made = [town.order("approved", days / 10)["id"] for days in range(9, 3, -1)]
    read, pages = listing._page, []

    def page(*args: Any, **more: Any) -> Any:
        rows = read(*args, **more)
        if args[1] is listing.ORDER_LIST:
            pages.append([row.value["id"] for row in rows])
            if len(pages) == 1:
                town.post(f"orders/{pages[0][-1]}/seller", act="ship")
        return rows

    monkeypatch.setattr(listing, "_page", page)
    found = town.cases()

    assert orders_of(found) == set(made)
    assert found[f"wish:{pages[0][-1]}"]["order"]["status"] == "SHIPPED"


@pytest.mark.parametrize(("kind", "count"), [("missing_page", 1), ("duplicate_page", 1), ("duplicate_page", 2)])
def test_it_asks_again_for_a_page_that_cannot_be_right(town: Live, small_pages: int, kind: str, count: int) -> None:
    made = {town.order("approved", days / 10)["id"] for days in range(1, 8)}
    town.fault(kind, "orders.list", count=count)

    assert orders_of(town.cases()) == made


class Pages:
    """Answers with one page after the other, of rows whose ids are their times; the last one stays."""

    def __init__(self, *pages: str) -> None:
        self.pages = list(pages)

    def read(self, call: Any, *, urgent: bool = False) -> At:
        page = self.pages.pop(0) if len(self.pages) > 1 else self.pages[0]
        rows = [{"id": name, "updated_at": f"2026-10-0{name}T00:00:00.000Z"} for name in page]
        return At(rows, call.name)


def rows_of(*pages: str) -> str:
    return "".join(row.value["id"] for row in every(Pages(*pages), ORDER_LIST, None, urgent=False))


def test_it_believes_an_empty_page_only_where_no_row_came_before(small_pages: int) -> None:
    assert rows_of("", "") == ""
    assert rows_of("", "12") == "12"
    assert rows_of("123", "", "", "345", "5") == "12345"
    with pytest.raises(Unanswered, match="ends before the row"):
        rows_of("123", "")


def test_it_believes_no_page_that_shows_a_row_twice_to_be_the_last(small_pages: int) -> None:
    assert rows_of("11", "123", "34") == "1234"
    with pytest.raises(Unanswered, match="rows twice"):
        rows_of("123", "33")


def test_it_finds_in_the_next_pull_what_the_lists_showed_late(town: Live) -> None:
    town.post("lag", seconds=120)
    order = town.order("approved", 0)
    begun = town.now()
    assert town.cases(since=begun) == {}
    town.wind(timedelta(seconds=120))

    assert orders_of(town.cases(since=begun)) == {order["id"]}


# --- trouble --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["error_before", "isp", "malformed", "truncated", "reset_before", "lie_before"])
def test_it_ends_with_what_the_port_knows_when_the_platform_does_not_answer_well(town: Live, kind: str) -> None:
    town.order()
    town.fault(kind, "*.list")

    with pytest.raises((Unanswered, Unavailable)):
        town.pulled()


def test_it_renews_a_stale_token_once_and_goes_on(town: Live) -> None:
    town.order()
    town.wind(timedelta(days=30))

    assert len(town.cases()) >= 1
    assert town.purse.renewals == 1


def test_it_asks_for_a_new_yes_when_the_token_lacks_the_scope(town: Live) -> None:
    town.post("apps", key="reader", secret="s3cretive", permissions=["orders:read"])
    told = town.post("tokens", app_key="reader")
    town.purse.tokens = type(town.purse.tokens)(told["access_token"], told["refresh_token"], town.now(), None)

    with pytest.raises(SignInNeeded) as met:
        town.pulled()
    assert (met.value.code, town.purse.renewals) == ("1006", 0)


def test_it_reports_an_order_that_is_refused_and_goes_on(town: Live) -> None:
    ticket = town.ticket()
    town.state.tickets[ticket["id"]].orders = ("6ad000000000000000000000",)
    town.state.changed(town.state.tickets[ticket["id"]])
    told = town.pulled(since=town.now())

    (gap,) = [one for one in told if isinstance(one, Unreadable)]
    assert "6ad000000000000000000000" in gap.why
    assert any(isinstance(one, Pulled) and one.case["id"] == f"wish:{ticket['id']}" for one in told)


def test_it_reports_a_message_of_another_form_and_tells_the_rest(town: Live) -> None:
    bad, good = town.order("shipped", 2), town.order("shipped", 1)
    town.state.orders[bad["id"]].currency = "Dollars"
    town.state.changed(town.state.orders[bad["id"]])
    told = town.pulled()

    assert [one.method for one in told if isinstance(one, Unreadable)] == ["orders.list"]
    assert [one.case["order"]["id"] for one in told if isinstance(one, Pulled)] == [good["id"]]


def test_it_pulls_months_of_a_shop_and_every_case_is_assessed(town: Live) -> None:
    town.post("populate", days=30, orders_per_day=8)
    town.wind(timedelta(days=60))
    found = town.cases()

    assert len(orders_of(found)) == len(town.state.orders)
    kinds = {assess(case, town.now().isoformat())["kind"] for case in found.values()}
    assert {"damaged", "not_received", "unfulfilled_order", "penalty"} <= kinds
    assert Refused not in kinds
