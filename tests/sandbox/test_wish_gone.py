"""A platform that is gone, bulk jobs with links that expire, and v2 that is no more (platforms/wish.md §6, bullets 17 and 18)."""

from __future__ import annotations

import pytest

from makegood.sandbox.stage.serving import AnswerLost
from tests.sandbox.wish_caller import Caller

DOORS = (
    "/api/v3/orders",
    "/api/v3/oauth/test",
    "/oidc/.well-known/openid-configuration",
    "/files/a.jpg",
    "/v3/oauth/authorize",
)


@pytest.fixture
def wish():
    return Caller()


# --- gone -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("how", ["404", "503"])
def test_answers_the_same_page_at_every_door_once_it_is_gone(wish, door, how):
    wish.admin("gone", {"how": how})
    answer = wish.http.get(door, headers={"Authorization": f"Bearer {wish.token}"})

    assert (answer.status_code, answer.content_type) == (int(how), "text/html; charset=utf-8")
    assert "Wish-Request-Id" not in answer.headers


def test_may_be_silent_altogether_and_come_back(wish):
    wish.admin("gone", {"how": "silent"})
    with pytest.raises(AnswerLost):
        wish.send("GET", "/orders")
    wish.admin("gone", {"how": ""})

    assert wish.get("/orders") == []


def test_does_nothing_that_was_asked_while_it_is_gone(wish):
    order = wish.order(stage="approved")
    wish.admin("gone", {"how": "503"})
    wish.put(f"/orders/{order['id']}/refund", refund_reason="UNABLE_TO_SHIP")
    wish.admin("gone", {"how": ""})
    wish.wind(minutes=1)

    assert wish.get(f"/orders/{order['id']}")["state"] == "APPROVED"
    wish.admin("gone", {"how": "bankrupt"}, status=400)


@pytest.mark.parametrize("path", ["/api/v2/order/multi-get", "/api/v2/ticket/reply", "/api/v1/order"])
def test_has_no_v1_and_no_v2_any_more(wish, path):
    answer = wish.http.get(path, query_string={"access_token": wish.token})

    assert answer.status_code == 404
    assert answer.is_json is False


# --- bulk jobs ------------------------------------------------------------------------------------------------


def bulk(wish, **query):
    return wish.send("POST", "/orders/bulk_get", **query).json["data"]


def test_gives_a_file_when_the_job_is_ready_until_its_link_expires(wish):
    wish.order(sku="A-1")
    job = bulk(wish)
    stands = [job["status"]]
    for seconds in (29, 1, 60):
        wish.wind(seconds=seconds)
        stands.append(wish.get(f"/orders/bulk_get/{job['id']}")["status"])
    assert stands == ["PENDING", "PENDING", "CREATING", "READY"]

    (link,) = wish.get(f"/orders/bulk_get/{job['id']}")["file_urls"]
    path = link.removeprefix("http://localhost")
    assert b"A-1" in wish.http.get(path).data
    wish.wind(hours=24)
    assert wish.http.get(path).status_code == 403


def test_takes_the_orders_that_were_asked_for(wish):
    wish.order()
    wish.order(stage="approved")

    assert bulk(wish, states="SHIPPED")["total_count"] == 1


def test_may_end_in_an_exception(wish):
    wish.admin("jobs", {"fails": True})
    job = bulk(wish)
    wish.wind(seconds=90)

    told = wish.get(f"/orders/bulk_get/{job['id']}")
    assert (told["status"], told["file_urls"]) == ("EXCEPTION", None)
    assert bulk(wish)["status"] == "PENDING"


def test_answers_90001_for_a_job_it_does_not_know(wish):
    assert wish.refused(wish.send("GET", "/orders/bulk_get/5e0000000000000000000000")) == (400, "90001")
