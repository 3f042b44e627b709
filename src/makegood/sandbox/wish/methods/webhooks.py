"""Managing webhook subscriptions, which only private apps may do by the API (§2)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.wish.calls import Call, operation
from makegood.sandbox.wish.hooks import TOPIC_IDS, Subscription, insist_near
from makegood.sandbox.wish.refusing import BAD_PARAMETER, UNAUTHORISED, Refused, not_found

STATUSES = ("ACTIVE", "INACTIVE")


def mine(call: Call) -> list[Subscription]:
    if not call.app.is_private:
        raise Refused(UNAUTHORISED, "Only private apps can manage webhook subscriptions through API")
    return [one for one in call.state.subscriptions.values() if one.merchant_id == call.merchant.id]


def one(call: Call) -> Subscription:
    found = next((each for each in mine(call) if each.id == call.parts["id"]), None)
    if found is None:
        raise not_found("Subscription", call.parts["id"])
    return found


@operation("webhook.topics", "GET", "/webhook/topics", scope="webhook:read")
def topics(_call: Call) -> list[dict[str, str]]:
    return [{"id": id, "topic_name": topic, "api_version": "V3"} for id, topic in TOPIC_IDS.items()]


@operation("webhook.list", "GET", "/webhook/subscriptions", scope="webhook:read")
def subscriptions(call: Call) -> list[dict[str, Any]]:
    asked = call.asked.parameters()
    documents = [each.document() for each in mine(call)]
    wanted = {name: asked.text(name) for name in ("status", "topic_id", "endpoint") if asked.has(name)}
    return [each for each in documents if all(each[name] == value for name, value in wanted.items())]


@operation("webhook.create", "POST", "/webhook/subscriptions", scope="webhook:write")
def subscribe(call: Call) -> dict[str, Any]:
    asked, state = call.asked.json(), call.state
    mine(call)
    topic, endpoint = asked.text("topic_id"), asked.text("endpoint")
    if topic not in TOPIC_IDS:
        raise Refused(BAD_PARAMETER, f"topic_id is {topic!r}; GET /webhook/topics lists them")
    insist_near(endpoint)
    made = Subscription(state.object_id("subscription"), TOPIC_IDS[topic], endpoint, call.app.key, call.merchant.id)
    state.subscriptions[made.id] = made
    return made.document()


@operation("webhook.get", "GET", "/webhook/subscriptions/{id}", scope="webhook:read")
def subscription(call: Call) -> dict[str, Any]:
    return one(call).document()


@operation("webhook.update", "PUT", "/webhook/subscriptions/{id}", scope="webhook:write")
def update(call: Call) -> dict[str, Any]:
    found, asked = one(call), call.asked.json()
    status, endpoint = asked.text("status", found.status), asked.text("endpoint", found.endpoint)
    if status not in STATUSES:
        raise Refused(BAD_PARAMETER, f"status is {status!r}, expected ACTIVE or INACTIVE")
    insist_near(endpoint)
    found.status, found.endpoint = status, endpoint
    return found.document()


@operation("webhook.delete", "DELETE", "/webhook/subscriptions/{id}", scope="webhook:write", status=204)
def delete(call: Call) -> None:
    del call.state.subscriptions[one(call).id]
