"""Key paging, partial answers, request ids and rate limits (platforms/wish.md §2, bullets 4, 6 and 7)."""

from __future__ import annotations

import pytest

from tests.sandbox.wish_caller import Caller


@pytest.fixture
def wish():
    return Caller()


def ids(rows):
    return [row["id"] for row in rows]


def test_pages_by_the_last_rows_key_whose_bound_is_inclusive(wish):
    for days in (5, 4, 3):
        wish.order(stage="approved", days_ago=days)
    first = wish.get("/orders", limit=2, sort_by="updated_at.asc")
    second = wish.get("/orders", limit=2, sort_by="updated_at.asc", updated_at_min=first[-1]["updated_at"])

    assert len(first) == len(second) == 2
    assert second[0]["id"] == first[-1]["id"]


def test_may_end_a_page_between_rows_of_one_instant(wish):
    wish.order(stage="approved", days_ago=1, count=3)
    first = wish.get("/orders", limit=2, sort_by="updated_at.asc")
    second = wish.get("/orders", limit=2, sort_by="updated_at.asc", updated_at_min=first[-1]["updated_at"])

    assert len({row["updated_at"] for row in first + second}) == 1
    assert ids(second) == ids(first)  # the third row lies beyond: a caller must ask for more at once
    assert len(wish.get("/orders", limit=3)) == 3


def test_lists_the_newest_first_unless_told(wish):
    old, new = wish.order(days_ago=9), wish.order(days_ago=1)

    assert ids(wish.get("/orders")) == [new["id"], old["id"]]
    assert ids(wish.get("/orders", sort_by="released_at.asc")) == [old["id"], new["id"]]


def test_narrows_by_state_time_and_one_programme(wish):
    shipped, approved = wish.order(types=["WISH_EXPRESS"]), wish.order(stage="approved")

    assert ids(wish.get("/orders", states=["SHIPPED"])) == [shipped["id"]]
    assert ids(wish.get("/orders", states=["APPROVED", "REFUNDED"])) == [approved["id"]]
    assert ids(wish.get("/orders", order_type="WISH_EXPRESS")) == [shipped["id"]]
    assert wish.get("/orders", updated_at_max="2026-09-01T00:00:00Z") == []


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 501},
        {"sort_by": "price.asc"},
        {"states": "SENT"},
        {"order_type": "VAT"},
        {"updated_at_min": "2026-10-01T00:00:00"},
    ],
)
def test_refuses_a_query_that_is_not_of_the_documents(wish, query):
    assert wish.refused(wish.send("GET", "/orders", **query)) == (400, 1001)


def test_lags_its_lists_and_not_its_details(wish):
    wish.admin("lag", {"seconds": 60})
    order = wish.order(stage="approved")

    assert wish.get("/orders") == []
    assert wish.get(f"/orders/{order['id']}")["state"] == "APPROVED"
    wish.wind(seconds=60)
    assert len(wish.get("/orders")) == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("state", {"state": "SHIPPED"}),
        ("state,product_information/sku", {"state": "SHIPPED", "product_information": {"sku": "A-1"}}),
        ("product_information(sku,size)", {"product_information": {"sku": "A-1", "size": "M"}}),
        ("full_address(shipping_detail/country_code)", {"full_address": {"shipping_detail": {"country_code": "BR"}}}),
        ("full_address/*/country_code", {"full_address": {"shipping_detail": {"country_code": "BR"}}}),
        ("tracking_information/tracking_number,nothing", {"tracking_information": [{"tracking_number": "AB12"}]}),
    ],
)
def test_gives_the_members_that_were_asked_for(wish, fields, told):
    order = wish.order(sku="A-1", country="BR", number="AB12")
    wish.state.orders[order["id"]].product = wish.state.orders[order["id"]].product.__class__(
        "p", "v", "A-1", "x", "", "M"
    )

    assert wish.get(f"/orders/{order['id']}", fields=fields) == told


@pytest.mark.parametrize("fields", ["a(", "a(b", "a)", "a,,b", "a//b"])
def test_refuses_fields_that_do_not_close(wish, fields):
    assert wish.refused(wish.send("GET", "/orders", fields=fields)) == (400, 1001)


def test_numbers_every_request_and_counts_down(wish):
    one, two = wish.send("GET", "/orders"), wish.send("GET", "/nowhere")

    assert one.headers["Wish-Request-Id"] != two.headers["Wish-Request-Id"]
    left = [int(answer.headers["Wish-Rate-Limit-Remaining"]) for answer in (one, two)]
    assert left[0] - left[1] == 1
    assert "Wish-Request-Id" in wish.send("GET", "/orders", token="").headers


@pytest.mark.parametrize(
    ("form", "told"), [("iso", "2026-10-01T01:00:00.000Z"), ("epoch", "1790816400"), ("seconds", "3600")]
)
def test_says_429_and_when_it_resets_and_nothing_of_retry_after(wish, form, told):
    wish.admin("figures", {"rate_limit_calls": 1, "rate_reset_form": form})
    wish.get("/orders")
    answer = wish.send("GET", "/orders")

    assert wish.refused(answer)[0] == 429
    assert (answer.headers["Wish-Rate-Limit-Reset"], answer.headers["Wish-Rate-Limit-Remaining"]) == (told, "0")
    assert "Retry-After" not in answer.headers
    wish.wind(hours=1)
    assert wish.send("GET", "/orders").status_code == 200


def test_counts_each_app_of_a_merchant_by_itself(wish):
    wish.admin("figures", {"rate_limit_calls": 1})
    wish.admin("apps", {"key": "other", "secret": "s"})
    other = wish.admin("tokens", {"app_key": "other"})["access_token"]
    wish.get("/orders")

    assert wish.send("GET", "/orders").status_code == 429
    assert wish.send("GET", "/orders", token=other).status_code == 200
