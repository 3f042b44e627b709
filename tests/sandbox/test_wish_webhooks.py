"""Webhooks: signed lists, five seconds, hourly retries, switched off after a day (platforms/wish.md §1, §2, bullet 16)."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode

import pytest

from makegood.sandbox.wish.hooks import signature
from tests.sandbox.wish_caller import Caller

URL = "http://127.0.0.1:9/hook"


class Callback:
    """Stands where `send_http` would; answers as told, and keeps what came."""

    def __init__(self) -> None:
        self.takes, self.came = True, []

    def __call__(self, url, body, headers, seconds):
        self.came.append((url, json.loads(body), headers, seconds, body))
        return self.takes


@pytest.fixture
def wish():
    return Caller()


@pytest.fixture
def callback():
    return Callback()


def topics(callback):
    return [headers["Wish-Topic"] for _, _, headers, _, _ in callback.came]


def test_signs_as_the_sheets_vector():
    body = b'[{"data":{"id":"5f3512807dbde500568873ae","state":"APPROVED"},"timestamp":1700000000}]'

    assert signature("fake-wish-client-secret-0000", body) == "Nu1O0ztjFDATcozjb6+hqSmo70zI0yv3bGIbfAjRmtY="


def test_sends_a_signed_list_with_its_headers(wish, callback):
    wish.admin("push", {"url": URL})
    order = wish.order(stage="approved")
    wish.sandbox.push.deliver_due(callback)

    url, ((told,)), headers, seconds, body = callback.came[0]
    assert (url, seconds) == (URL, 5)
    assert (told["data"]["id"], told["data"]["state"], told["timestamp"]) == (order["id"], "APPROVED", 1790812800)
    expected = b64encode(hmac.new(wish.secret.encode(), body, "sha256").digest()).decode()
    assert headers["Wish-Hmac-Sha256"] == expected
    assert (headers["Wish-API-Version"], headers["Wish-Merchant-ID"], headers["Wish-Retry-Attempt"]) == (
        "V3",
        wish.shop,
        "0",
    )


def test_tells_of_orders_tickets_and_penalties_by_topic(wish, callback):
    wish.admin("push", {"url": URL})
    wish.ticket()
    wish.admin("penalties", {"about": "STORE"})
    wish.sandbox.push.deliver_due(callback)

    assert set(topics(callback)) == {"ORDER_ALL", "TICKET_AWAITING_MERCHANT", "POLICY_PENALTY_ISSUE"}


def test_warns_a_day_before_an_order_must_be_fulfilled(wish, callback):
    (topic,) = (t["id"] for t in wish.get("/webhook/topics") if t["topic_name"] == "ORDER_FULFILLMENT_DEADLINE")
    wish.send("POST", "/webhook/subscriptions", json={"topic_id": topic, "endpoint": URL})
    wish.order(stage="approved")
    wish.wind(days=4)
    wish.sandbox.push.deliver_due(callback)

    assert topics(callback) == ["ORDER_FULFILLMENT_DEADLINE"]


def test_tries_25_times_hourly_and_then_switches_the_subscription_off(wish, callback):
    wish.admin("push", {"url": URL})
    wish.order(stage="approved")
    callback.takes = False
    attempts = 0
    for _ in range(30):
        attempts += wish.sandbox.push.deliver_due(callback)
        wish.wind(hours=1)

    assert attempts == 25
    assert [headers["Wish-Retry-Attempt"] for _, _, headers, _, _ in callback.came[:3]] == ["0", "1", "2"]
    (off,) = [s for s in wish.get("/webhook/subscriptions") if s["status"] == "INACTIVE"]
    wish.order(stage="approved")
    assert wish.sandbox.push.deliver_due(callback) == 0
    wish.send("PUT", f"/webhook/subscriptions/{off['id']}", json={"status": "ACTIVE"})
    wish.order(stage="approved")
    assert wish.sandbox.push.deliver_due(callback) == 1


def test_doubles_and_delays_at_will(wish, callback):
    wish.admin("push", {"url": URL, "duplicates": 1, "disorder": 1})
    wish.order(stage="approved")

    assert wish.sandbox.push.deliver_due(callback) == 0
    wish.wind(minutes=3)
    assert wish.sandbox.push.deliver_due(callback) == 2
    assert callback.came[0][1] == callback.came[1][1]


def test_is_managed_by_private_apps_alone(wish):
    wish.admin("apps", {"key": "erp", "secret": "s", "profile": "live"})
    token = wish.admin("tokens", {"app_key": "erp"})["access_token"]

    assert wish.refused(wish.send("GET", "/webhook/subscriptions", token=token)) == (400, 1006)
    assert len(wish.get("/webhook/topics")) == 16


def test_makes_changes_and_deletes_a_subscription(wish):
    topic = wish.get("/webhook/topics")[0]["id"]
    made = wish.send("POST", "/webhook/subscriptions", json={"topic_id": topic, "endpoint": URL}).json["data"]
    path = f"/webhook/subscriptions/{made['id']}"

    assert wish.get(path) == made
    assert wish.get("/webhook/subscriptions", topic_id=topic, status="ACTIVE") == [made]
    assert wish.put(path, status="INACTIVE").json["data"]["status"] == "INACTIVE"
    assert wish.send("DELETE", path).status_code == 204
    assert wish.refused(wish.send("GET", path))[0] == 400


@pytest.mark.parametrize("endpoint", ["https://example.com/hook", "http://10.0.0.1/", "file:///etc/passwd"])
def test_sends_nothing_off_this_machine(wish, endpoint):
    topic = wish.get("/webhook/topics")[0]["id"]

    assert wish.refused(
        wish.send("POST", "/webhook/subscriptions", json={"topic_id": topic, "endpoint": endpoint})
    ) == (400, 1001)
    wish.admin("push", {"url": endpoint}, status=400)
