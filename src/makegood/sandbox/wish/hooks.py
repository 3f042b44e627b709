"""Webhooks: signed lists of what changed, answered within five seconds or sent again hourly for a day, then switched off (bullet 16)."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from makegood.sandbox.stage.sending import Notice, Push, Send
from makegood.sandbox.stage.serving import LOOPBACK, is_loopback
from makegood.sandbox.wish.documents import order_document, penalty_document, ticket_document
from makegood.sandbox.wish.order import Order
from makegood.sandbox.wish.pictures import link_to
from makegood.sandbox.wish.refusing import BAD_PARAMETER, Refused
from makegood.sandbox.wish.state import Entity, State
from makegood.sandbox.wish.ticket import Ticket

ABOUT_ORDERS = (
    "ORDER_RELEASE", "ORDER_FULFILLMENT_DEADLINE", "ORDER_ADDRESS_CHANGE", "ORDER_PENALTY", "ORDER_TRACKING_UPDATE",
    "ORDER_REFUND", "ORDER_TAX",
)  # fmt: skip
FOR_THE_DESK = (
    "ORDER_ALL", "POLICY_PENALTY_ISSUE", "POLICY_PENALTY_REVERSE", "POLICY_PENALTY_CANCEL", "TICKET_AWAITING_MERCHANT",
)  # fmt: skip
"""What a person subscribes to on the dashboard for a desk like ours; ORDER_ALL holds every order topic."""
TOPICS = (
    *FOR_THE_DESK, *ABOUT_ORDERS, "PRODUCT_UPDATE_MERCHANT", "PRODUCT_INVENTORY_CHANGE_WISH_USER",
    "PRODUCT_INVENTORY_CHANGE_MERCHANT", "PRODUCT_SOLDOUT",
)  # fmt: skip
TOPIC_IDS = {f"5e00000000000000000000{number:02x}": topic for number, topic in enumerate(TOPICS, 1)}


@dataclass(slots=True)
class Subscription:
    id: str
    topic: str
    endpoint: str
    app_key: str
    merchant_id: str
    status: str = "ACTIVE"

    def document(self) -> dict[str, Any]:
        topic_id = next(id for id, topic in TOPIC_IDS.items() if topic == self.topic)
        return {"id": self.id, "status": self.status, "endpoint": self.endpoint, "topic_id": topic_id}


@dataclass(slots=True)
class Knock(Notice):
    """One sending of one notice to one subscription."""

    subscription: str = ""


class Hooks(Push):
    """`duplicates` and `disorder` are shares of the notices that are sent twice, and that are sent late."""

    world: State

    def __init__(self, state: State) -> None:
        super().__init__(state, state.apps, lambda _app, _url, body: (body, {}), lambda: (0.0, ()))
        state.announce = self.about
        self.knocks: list[Knock] = []

    @property
    def subscriptions(self) -> dict[str, Subscription]:
        return self.world.subscriptions

    def set(self, *, url: str, app_key: str, duplicates: float = 0.0, disorder: float = 0.0) -> None:
        """As a person subscribes on the dashboard: every topic that a desk needs, for the first shop."""
        super().set(url=url, app_key=app_key, duplicates=duplicates, disorder=disorder)
        merchant_id = next(iter(self.world.shops))
        for id in [one.id for one in self.subscriptions.values() if one.merchant_id == merchant_id]:
            del self.subscriptions[id]
        for topic in FOR_THE_DESK if url else ():
            self.subscribe(topic, url, app_key, merchant_id)

    def subscribe(self, topic: str, endpoint: str, app_key: str, merchant_id: str) -> Subscription:
        insist_near(endpoint)
        made = Subscription(self.world.object_id("subscription"), topic, endpoint, app_key, merchant_id)
        self.subscriptions[made.id] = made
        return made

    def about(self, topic: str, entity: Entity) -> None:
        """Puts notices on the way to whoever subscribed to this topic, or to all of orders."""
        topics = {topic, "ORDER_ALL"} if topic in ABOUT_ORDERS else {topic}
        for one in list(self.subscriptions.values()):
            if one.status == "ACTIVE" and one.topic in topics and one.merchant_id == entity.merchant_id:
                self._put(one, entity)

    def _put(self, one: Subscription, entity: Entity) -> None:
        late = self._random.random() < self.disorder
        due = self.world.at + timedelta(seconds=self._random.randint(5, 120) if late else 0)
        body = json.dumps([{"data": self._data(entity), "timestamp": int(self.world.at.timestamp())}])
        for _ in range(2 if self._random.random() < self.duplicates else 1):
            self.knocks.append(Knock(self.world.number("notice"), due, body.encode(), subscription=one.id))

    def _data(self, entity: Entity) -> dict[str, Any]:
        if isinstance(entity, Order):
            return order_document(entity, self.world.figures)
        if isinstance(entity, Ticket):
            return ticket_document(entity, lambda name: link_to(self.world, self.world.base, name))
        return penalty_document(entity)

    def deliver_due(self, send: Send) -> int:
        """Sends what is due, one after the other. How many went out."""
        with self.world.lock:
            self.world.advance()
            due = [knock for knock in self.knocks if knock.state == "waiting" and knock.due_at <= self.world.at]
            due.sort(key=lambda knock: (knock.due_at, knock.id))
            allowed = self.world.figures.webhook_answer_seconds
        sent = 0
        for knock in due:
            one = self.subscriptions.get(knock.subscription)
            if one is None or one.status != "ACTIVE":
                knock.state = "dropped"
                continue
            taken = send(one.endpoint, knock.body, self._headers(one, knock), allowed)
            sent += 1
            with self.world.lock:
                self._after(one, knock, taken=taken)
        return sent

    def _headers(self, one: Subscription, knock: Knock) -> dict[str, str]:
        return {
            "Wish-Hmac-Sha256": signature(self._apps[one.app_key].secret, knock.body),
            "Wish-Topic": one.topic,
            "Wish-API-Version": "V3",
            "Wish-Merchant-ID": one.merchant_id,
            "Wish-Subscription-ID": one.id,
            "Wish-Retry-Attempt": str(knock.attempts),
        }

    def _after(self, one: Subscription, knock: Knock, *, taken: bool) -> None:
        waits = self.world.figures.webhook_retry_seconds
        knock.attempts += 1
        if taken:
            knock.state = "taken"
        elif knock.attempts > len(waits):
            # Quirk (§2): 25 attempts, and the subscription is switched off; nobody switches it on again but the merchant.
            knock.state, one.status = "given_up", "INACTIVE"
        else:
            knock.due_at = self.world.at + timedelta(seconds=waits[knock.attempts - 1])

    def document(self) -> dict[str, Any]:
        told = {"url": self.url, "app_key": self.app_key, "duplicates": self.duplicates, "disorder": self.disorder}
        return told | {
            "subscriptions": [one.document() | {"topic": one.topic} for one in self.subscriptions.values()],
            "notices": [knock.document() | {"subscription": knock.subscription} for knock in self.knocks[-MOST_SHOWN:]],
        }


MOST_SHOWN = 500


def signature(secret: str, body: bytes) -> str:
    """Base64 of HMAC-SHA256 over the raw body, keyed with the app's secret (§1)."""
    return b64encode(hmac.new(secret.encode(), body, "sha256").digest()).decode()


def insist_near(endpoint: str) -> None:
    if not is_loopback(endpoint):
        words = f"endpoint is {endpoint!r}, expected http on one of {', '.join(LOOPBACK)}: nothing leaves this machine"
        raise Refused(BAD_PARAMETER, words)
