"""Order notices pushed to a callback: answered within 500 ms or sent again, doubled and out of order at will (§2.5, §7.19)."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlsplit

from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.signing import push_signature
from makegood.sandbox.aliexpress.state import State

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ORDER_TYPE = 53
"""§2.5: the number of order notices; the documents warn that it may change."""

Send = Callable[[str, bytes, dict[str, str], float], bool]
"""(url, body, headers, seconds allowed) to whether it was answered with 200 in time."""


@dataclass(slots=True)
class Notice:
    id: int
    due_at: datetime
    body: bytes
    attempts: int = 0
    state: str = "waiting"

    def document(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "due_at": self.due_at.isoformat(),
            "attempts": self.attempts,
            "state": self.state,
            "body": json.loads(self.body),
        }


class Push:
    """`duplicates` and `disorder` are shares of the notices that are sent twice, and that are sent late."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.url = self.app_key = ""
        self.duplicates = self.disorder = 0.0
        self.notices: list[Notice] = []
        self._random = Random(state.seed)  # noqa: S311
        state.announce = self.announce

    def set(self, *, url: str, app_key: str, duplicates: float = 0.0, disorder: float = 0.0) -> None:
        parts = urlsplit(url)
        if url and (parts.scheme != "http" or parts.hostname not in LOOPBACK):
            raise ValueError(
                f"push.url: {url!r}, expected http on one of {', '.join(LOOPBACK)}: nothing leaves this machine"
            )
        if app_key not in self.state.apps:
            raise ValueError(f"push.app_key: {app_key!r}, expected one of {', '.join(self.state.apps)}")
        self.url, self.app_key, self.duplicates, self.disorder = url, app_key, duplicates, disorder

    def announce(self, order: Order, status: str) -> None:
        if not self.url:
            return
        document = {
            "data": {"buyerId": order.buyer.login, "orderId": str(order.id), "orderStatus": status},
            "message_type": ORDER_TYPE,
            "seller_id": str(order.seller_id),
            "site": "ae_global",
            "timestamp": int(self.state.at.timestamp()),
        }
        late = self._random.random() < self.disorder
        wait = timedelta(seconds=self._random.randint(5, 120) if late else 0)
        times = 2 if self._random.random() < self.duplicates else 1
        for _ in range(times):
            number = self.state.number("notice")
            self.notices.append(Notice(number, self.state.at + wait, json.dumps(document).encode()))

    def deliver_due(self, send: Send) -> int:
        """Sends what is due, one after the other; what is not answered in time is due again later. How many went out."""
        with self.state.lock:
            self.state.advance()
            due = [notice for notice in self.notices if notice.state == "waiting" and notice.due_at <= self.state.at]
            due.sort(key=lambda notice: (notice.due_at, notice.id))
            url, allowed = self.url, self.state.figures.push_answer_milliseconds / 1000
            app = self.state.apps.get(self.app_key)
        if not url or app is None:
            return 0
        for notice in due:
            signature = push_signature(app.key, app.secret, notice.body)
            taken = send(url, notice.body, {"Authorization": signature}, allowed)
            with self.state.lock:
                self._sent(notice, taken=taken)
        return len(due)

    def _sent(self, notice: Notice, *, taken: bool) -> None:
        waits = self.state.figures.push_retry_seconds
        notice.attempts += 1
        if taken:
            notice.state = "taken"
        elif notice.attempts > len(waits):
            notice.state = "given_up"
        else:
            notice.due_at = self.state.at + timedelta(seconds=waits[notice.attempts - 1])


def send_http(url: str, body: bytes, headers: dict[str, str], seconds: float) -> bool:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=seconds)
    began = time.monotonic()
    try:
        connection.request("POST", parts.path or "/", body, {**headers, "Content-Type": "application/json"})
        return connection.getresponse().status == 200 and time.monotonic() - began <= seconds
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
