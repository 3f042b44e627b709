"""Pulling a Shopee shop: every fact once, through pages, lag and faults; and it changes nothing there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood.connectors.shopee.paging import SIZE
from makegood.usecases.ports import Pulled, Refused, SignInNeeded, Unanswered, Unavailable, Unreadable
from tests.platforms.shopee_live import START, Live, live

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

SINCE = START - timedelta(days=3)


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def pulled(town: Live, since: Any = SINCE) -> dict[str, dict[str, Any]]:
    """The case files by id; nothing of them unreadable."""
    told = list(town.connector().pull(since=since))
    assert all(isinstance(one, Pulled) for one in told), told
    return {one.case["id"]: one.case for one in told}


def case(town: Live, place: dict[str, Any]) -> dict[str, Any]:
    return pulled(town)[f"shopee:{place['sn']}"]


def events(told: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [event for event in told.get("events", []) if event["type"] == type_]


# --- what is told ---


def test_tells_an_order_with_its_parcel(town: Live) -> None:
    order = town.order("completed", 1)

    told = case(town, order)["order"]

    assert (told["total"], told["status"]) == ({"amount": "25.9", "currency": "SGD"}, "COMPLETED")
    assert told["shipped_at"] < told["delivered_at"]


def test_tells_a_shipped_orders_tracking_number(town: Live) -> None:
    order = town.order("shipped", 1)

    assert case(town, order)["order"]["shipment"]["tracking"] == town.truth(order).tracking


def test_tells_an_order_that_shopee_holds(town: Live) -> None:
    order = town.order("placed", 0)
    town.post(f"orders/{order['sn']}/platform", act="hold")

    assert case(town, order)["order"]["status"] == "PENDING"


def test_tells_a_return_with_its_own_clock(town: Live) -> None:
    claim = town.claim(reason="WRONG_ITEM", words="blue, not red", images=["https://cf.example/1"])

    told = case(town, claim)

    assert (told["claim"]["reason"], told["claim"]["text"], len(told["evidence"])) == ("wrong_item", "blue, not red", 1)
    assert told["platform_deadlines"] == [
        {"kind": "respond", "due_at": "2026-10-14T07:00:00Z", "on_lapse": "auto_refund", "field": "due_date"}
    ]


def test_tells_that_a_buyer_wants_to_cancel(town: Live) -> None:
    order = town.cancel_request()

    assert (case(town, order)["kind"], case(town, order)["claim"]["wants"]) == ("cancel_request", ["cancel"])


def test_tells_what_went_back_once_escrow_says_so(town: Live) -> None:
    claim = town.claim(amount="10.00")
    town.post(f"returns/{claim['sn']}/buyer", act="withdraw")
    other = town.post("returns", order=claim["order_sn"], amount="12.00")
    town.wind(timedelta(days=2))  # silence does what the buyer asked

    told = pulled(town)

    (paid,) = events(told[f"shopee:{other['sn']}"], "refund_paid")
    assert (paid["amount"], paid["at"]) == ({"amount": "12.0", "currency": "SGD"}, "2026-10-14T08:00:00Z")
    assert events(told[f"shopee:{claim['sn']}"], "refund_paid") == []


def test_tells_no_refund_that_escrow_does_not_show(town: Live) -> None:
    claim = town.claim()
    town.wind(timedelta(days=2))
    town.state.orders[claim["order_sn"]].refunded = 100

    assert events(case(town, claim), "refund_paid") == []


def test_tells_that_a_paid_order_was_cancelled_and_refunded(town: Live) -> None:
    order = town.cancel_request()
    town.wind(timedelta(days=2))

    told = case(town, order)

    assert [event["at"] for event in events(told, "cancelled")] == ["2026-10-14T08:00:00Z"]
    assert [event["amount"]["amount"] for event in events(told, "refund_paid")] == ["25.9"]


def test_tells_no_refund_of_an_order_that_was_never_paid(town: Live) -> None:
    order = town.order("placed", 0)
    town.wind(timedelta(days=2))

    assert case(town, order).get("events") is None


def test_tells_the_goods_way_back(town: Live) -> None:
    claim = town.claim(solution="RETURN_REFUND")
    town.wind(timedelta(days=2))
    town.post(f"returns/{claim['sn']}/buyer", act="ship_return")
    assert events(case(town, claim), "return_shipped")[0]["tracking"] == town.truth(claim).way.tracking

    town.post(f"returns/{claim['sn']}/platform", act="arrive")

    told = case(town, claim)
    assert len(events(told, "return_received")) == 1
    assert [one["kind"] for one in told["platform_deadlines"]] == ["confirm_return"]


def test_tells_every_return_of_an_order_also_those_that_did_not_change(town: Live) -> None:
    order = town.order("delivered", 40, items=[{"amount": "10.00"}, {"amount": "5.00"}])
    first = town.post("returns", order=order["sn"], days_ago=30)
    second = town.post("returns", order=order["sn"], item=1)

    told = pulled(town)

    assert {f"shopee:{one['sn']}" for one in (first, second)} <= told.keys()


def test_tells_late_adjustments_long_after_the_return_was_over(town: Live) -> None:
    claim = town.claim(judged=True)
    town.wind(timedelta(days=2))
    town.wind(timedelta(days=7, minutes=1))

    told = pulled(town, town.now() - timedelta(hours=1))

    notices = [event["text"] for event in events(told[f"shopee:{claim['sn']}"], "platform_notice")]
    assert any(text.startswith("order_adjustment") for text in notices)


def test_tells_points_and_what_follows_from_them(town: Live) -> None:
    record = town.post("points", violation=5, points=3)

    told = pulled(town)

    assert {told[f"shopee:{record['reference']}"]["kind"], told[f"shopee:{record['reference']}:107"]["kind"]} == {
        "penalty"
    }


def test_a_cross_border_shop_has_no_wallet_and_is_read_by_what_was_released(town: Live) -> None:
    town.post("shops", shop_id=220000001, cross_border=True)
    order = town.order("completed", 3)

    assert f"shopee:{order['sn']}" in pulled(town, START - timedelta(days=2))


def test_says_when_it_last_changed(town: Live) -> None:
    claim = town.claim()
    town.wind(timedelta(days=1))

    (told,) = [one for one in town.connector().pull(since=SINCE) if one.case["id"] == f"shopee:{claim['sn']}"]

    assert told.changed_at == START - timedelta(hours=1)


def test_reads_ninety_days_at_first_in_spans_of_fifteen(town: Live) -> None:
    old = town.order("completed", 80)

    assert f"shopee:{old['sn']}" in pulled(town, None)
    spans = [call["parameters"] for call in town.calls("order/get_order_list")]
    assert all(int(span["time_to"]) - int(span["time_from"]) <= 15 * 86_400 for span in spans)


def test_told_twice_it_is_told_the_same(town: Live) -> None:
    town.claim()
    town.cancel_request()

    assert pulled(town) == pulled(town)


def test_one_orders_trouble_holds_up_no_other(town: Live) -> None:
    good, bad = town.claim(), town.claim()
    town.state.returns[bad["sn"]].currency = "sgd"

    told = list(town.connector().pull(since=SINCE))

    assert f"shopee:{good['sn']}" in {one.case["id"] for one in told if isinstance(one, Pulled)}
    assert any(isinstance(one, Unreadable) for one in told)


# --- pages ---


def many(town: Live) -> None:
    for _ in range(SIZE + 1):
        town.order("paid", 0)


def test_reads_every_page(town: Live) -> None:
    many(town)

    assert len(pulled(town)) == SIZE + 1


@pytest.mark.parametrize("kind", ["duplicate_page", "missing_page"])
def test_a_page_once_wrong_is_read_again(town: Live, kind: str) -> None:
    many(town)
    town.fault(kind, "order/get_order_list", count=2)

    assert len(pulled(town)) == SIZE + 1


@pytest.mark.parametrize("kind", ["duplicate_page", "missing_page"])
def test_pages_that_never_fit_together_end_the_pull(town: Live, kind: str) -> None:
    many(town)
    town.fault(kind, "order/get_order_list")

    with pytest.raises(Unanswered, match="did not hold still"):
        pulled(town)


def test_what_a_list_showed_late_comes_with_the_next_pull(town: Live) -> None:
    begun = town.now()
    late = town.order("placed", 0)
    town.post("lag", seconds=300)
    first = pulled(town)

    town.wind(timedelta(seconds=301))

    assert f"shopee:{late['sn']}" in pulled(town, begun).keys() - first.keys()


# --- faults ---

FAULTS: dict[str, tuple[dict[str, Any], type | None]] = {
    "time-out": ({"kind": "timeout_before", "seconds": 5}, Unanswered),
    "500": ({"kind": "error_before"}, Unanswered),
    "reset": ({"kind": "reset_after"}, Unanswered),
    "limit": ({"kind": "limit"}, Unavailable),
    "back end in trouble": ({"kind": "isp"}, Unanswered),
    "token stale": ({"kind": "token"}, SignInNeeded),
    "malformed": ({"kind": "malformed"}, Unanswered),
    "truncated": ({"kind": "truncated"}, Unanswered),
    "lagging read": ({"kind": "lag", "seconds": 120}, None),
    "platform's clock 15 minutes off": ({"kind": "skew", "seconds": 900}, None),
}
METHODS = (
    "order/get_order_list",
    "order/get_order_detail",
    "returns/get_return_list",
    "returns/get_return_detail",
    "payment/get_escrow_detail",
)
ASKED_FOR_ALL = {"limit", "token stale"}


def outcome(does: Callable[[], object]) -> object:
    try:
        return does()
    except (Unavailable, Unanswered, Refused) as met:
        return met


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fault", FAULTS)
def test_ends_as_the_port_says_and_loses_nothing_to_the_next(town: Live, fault: str, method: str) -> None:
    settings, kind = FAULTS[fault]
    town.order("paid", 1)
    town.claim()
    whole, ledger = pulled(town), town.admin.get("/_sandbox/ledger").json
    if "timeout" in settings["kind"]:
        town.impatient()
    town.fault(method=method, **settings)

    met = outcome(lambda: pulled(town))

    assert type(met) is (kind or dict), met
    town.admin.delete("/_sandbox/faults")
    assert pulled(town) == whole
    assert town.admin.get("/_sandbox/ledger").json == ledger


@pytest.mark.parametrize("kind", ["error_before", "reset_after", "isp", "malformed", "truncated"])
def test_what_happens_once_is_asked_again(town: Live, kind: str) -> None:
    town.claim()
    whole = pulled(town)
    for method in METHODS:
        town.fault(kind, method, count=1)

    assert pulled(town) == whole


def test_a_wrong_currency_is_never_taken_for_the_orders(town: Live) -> None:
    claim = town.claim()
    town.fault("wrong_currency", "returns/*")

    told = case(town, claim)

    assert told["order"]["total"]["currency"] == "SGD"
    assert "amount" not in told["claim"]


def test_a_storm_is_waited_out_and_then_nothing_is_missing(town: Live) -> None:
    claim = town.claim()
    town.post("storm", minutes=10, status=429)
    met = outcome(lambda: pulled(town))
    assert (type(met), met.wait, len(town.pace.waits)) == (Unavailable, timedelta(minutes=1), 1)

    town.wind(timedelta(minutes=10))

    assert f"shopee:{claim['sn']}" in pulled(town)
