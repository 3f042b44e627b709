"""Notices pushed to a callback on this machine: sent again where they are not answered in time, doubled and out of order at will."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlsplit

from makegood.sandbox.stage.serving import LOOPBACK, is_loopback
from makegood.sandbox.stage.world import World

Send = Callable[[str, bytes, dict[str, str], float], bool]
"""(url, body, headers, seconds allowed) to whether it was answered with 200 in time."""
Signed = Callable[[str, str, bytes], tuple[bytes, dict[str, str]]]
"""(app key, url, body) to the body and headers that are sent."""


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
    """`duplicates` and `disorder` are shares of the notices that are sent twice, and that are sent late.

    `allowed` real seconds for an answer; `waits` sandbox seconds before each further attempt, then it is given up.
    """

    def __init__(
        self, world: World, apps: Mapping[str, Any], signed: Signed, policy: Callable[[], tuple[float, Sequence[int]]]
    ) -> None:
        self.world, self._apps, self._signed, self._policy = world, apps, signed, policy
        self.url = self.app_key = ""
        self.duplicates = self.disorder = 0.0
        self.notices: list[Notice] = []
        self._random = Random(world.seed)  # noqa: S311

    def set(self, *, url: str, app_key: str, duplicates: float = 0.0, disorder: float = 0.0) -> None:
        if url and not (is_loopback(url) and url.startswith("http:")):
            raise ValueError(
                f"push.url: {url!r}, expected http on one of {', '.join(LOOPBACK)}: nothing leaves this machine"
            )
        if app_key not in self._apps:
            raise ValueError(f"push.app_key: {app_key!r}, expected one of {', '.join(self._apps)}")
        self.url, self.app_key, self.duplicates, self.disorder = url, app_key, duplicates, disorder

    def announce(self, document: dict[str, Any]) -> None:
        """Puts a notice on the way, now or late, once or twice. While no callback is set, nothing."""
        if not self.url:
            return
        late = self._random.random() < self.disorder
        wait = timedelta(seconds=self._random.randint(5, 120) if late else 0)
        times = 2 if self._random.random() < self.duplicates else 1
        for _ in range(times):
            body = json.dumps(document).encode()
            self.notices.append(Notice(self.world.number("notice"), self.world.at + wait, body))

    def deliver_due(self, send: Send) -> int:
        """Sends what is due, one after the other; what is not answered in time is due again later. How many went out."""
        with self.world.lock:
            self.world.advance()
            due = [notice for notice in self.notices if notice.state == "waiting" and notice.due_at <= self.world.at]
            due.sort(key=lambda notice: (notice.due_at, notice.id))
            url, app_key, (allowed, waits) = self.url, self.app_key, self._policy()
        if not url or app_key not in self._apps:
            return 0
        for notice in due:
            body, headers = self._signed(app_key, url, notice.body)
            taken = send(url, body, headers, allowed)
            with self.world.lock:
                self._sent(notice, waits, taken=taken)
        return len(due)

    def _sent(self, notice: Notice, waits: Sequence[int], *, taken: bool) -> None:
        notice.attempts += 1
        if taken:
            notice.state = "taken"
        elif notice.attempts > len(waits):
            notice.state = "given_up"
        else:
            notice.due_at = self.world.at + timedelta(seconds=waits[notice.attempts - 1])

    def document(self) -> dict[str, Any]:
        settings = {"url": self.url, "app_key": self.app_key, "duplicates": self.duplicates, "disorder": self.disorder}
        return settings | {"notices": [notice.document() for notice in self.notices]}


def send_http(url: str, body: bytes, headers: dict[str, str], seconds: float) -> bool:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=seconds)
    began = time.monotonic()
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body, {"Content-Type": "application/json", **headers})
        return connection.getresponse().status == 200 and time.monotonic() - began <= seconds
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
