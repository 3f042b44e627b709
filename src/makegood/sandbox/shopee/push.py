"""Pushes: signed over address and body, sent again thrice, then lost and kept in a queue (platforms/shopee.md §1, §2 Push; sandbox list, 17)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from makegood.sandbox.shopee.refusing import param
from makegood.sandbox.shopee.signing import push_signature
from makegood.sandbox.shopee.state import State
from makegood.sandbox.stage.sending import Notice, Push, Send, send_http

PARTNER_LEVEL = frozenset({1, 2, 12})
"""Without a shop in the queue of the lost (§2 Push)."""
TEST_PUSH = {"data": {}, "code": 0}
NORMAL, WARNING, SUSPENDED = "Normal", "Warning", "Suspended"


class Pushing(Push):
    """`state.announce` becomes this one's, from now on."""

    def __init__(self, state: State) -> None:
        super().__init__(state, state.apps, self._signed_here, self._figures)
        self.state = state
        self.off: set[int] = set()
        self.blocked: set[int] = set()
        self.status = NORMAL
        self.lost_at: dict[int, datetime] = {}
        self.confirmed = 0
        self._outcomes: list[tuple[datetime, bool]] = []
        self.send: Send = send_http
        state.announce = self.told
        state.pushing = self

    def _signed_here(self, app_key: str, url: str, body: bytes) -> tuple[bytes, dict[str, str]]:
        partner = self.state.apps[app_key]
        return body, {"Authorization": push_signature(partner.push_key or partner.secret, url, body)}

    def _figures(self) -> tuple[float, tuple[int, ...]]:
        return float(self.state.figures.push_answer_seconds), self.state.figures.push_retry_seconds

    def told(self, code: int, shop_id: int, data: dict[str, Any]) -> None:
        """Envelope {data, shop_id, code, timestamp}."""
        if code in self.off or shop_id in self.blocked or self.status == SUSPENDED:
            return
        self.announce({"data": data, "shop_id": shop_id, "code": code, "timestamp": int(self.state.at.timestamp())})

    def _sent(self, notice: Notice, waits: Sequence[int], *, taken: bool) -> None:
        super()._sent(notice, waits, taken=taken)
        if notice.state == "given_up":
            self.lost_at[notice.id] = self.state.at
        self._outcomes.append((self.state.at, taken))
        self._judge()

    def _judge(self) -> None:
        """Quirk (§2 Push): over 600 in six hours, few of them answered: a warning, then switched off."""
        figures = self.state.figures
        since = self.state.at - timedelta(hours=figures.push_window_hours)
        self._outcomes = [one for one in self._outcomes if one[0] > since]
        if len(self._outcomes) <= figures.push_window_least:
            return
        percent = 100 * sum(taken for _, taken in self._outcomes) // len(self._outcomes)
        if percent < figures.push_off_percent:
            self.status = SUSPENDED
        elif percent < figures.push_warning_percent:
            self.status = WARNING

    # --- what the calls of the push module ask ---

    def config(self) -> dict[str, Any]:
        return {
            "callback_url": self.url,
            "live_push_status": self.status,
            "push_config_off_list": sorted(self.off),
            "blocked_shop_id_list": sorted(self.blocked),
        }

    def configure(self, url: str, *, on: list[int], off: list[int], blocked: list[int]) -> None:
        if len(blocked) > 500:  # §2 Push
            raise param("blocked_shop_id_list exceeds 500.")
        if url:
            before, key = self.url, self.app_key or next(iter(self.state.apps))
            try:
                self.set(url=url, app_key=key)
            except ValueError as why:
                raise param(str(why)) from None
            if not self._is_answered(url):
                self.url = before
                raise param("The callback url does not answer the test push with 2xx in time.")
            self.status = NORMAL
        self.off = (self.off | set(off)) - set(on)
        self.blocked = set(blocked) if blocked else self.blocked

    def _is_answered(self, url: str) -> bool:
        body = json.dumps({**TEST_PUSH, "timestamp": int(self.state.at.timestamp())}).encode()
        _, headers = self._signed_here(self.app_key, url, body)
        return self.send(url, body, headers, float(self.state.figures.push_answer_seconds))

    def lost(self) -> dict[str, Any]:
        """The earliest hundred of three days that were not confirmed; each push lies whole inside `data`, as text."""
        since = self.state.at - timedelta(days=self.state.figures.lost_days)
        waiting = [
            notice
            for notice in sorted(self.notices, key=lambda notice: notice.id)
            if notice.id > self.confirmed and self.lost_at.get(notice.id, since) > since
        ]
        shown = waiting[: self.state.figures.lost_page]
        return {
            "push_message_list": [self._queued(notice) for notice in shown],
            "has_next_page": len(waiting) > len(shown),
            "last_message_id": shown[-1].id if shown else 0,
        }

    def _queued(self, notice: Notice) -> dict[str, Any]:
        inside = json.loads(notice.body)
        shop = {} if inside["code"] in PARTNER_LEVEL else {"shop_id": inside["shop_id"]}
        stamp = int(self.lost_at[notice.id].timestamp())
        return {**shop, "code": inside["code"], "timestamp": stamp, "data": notice.body.decode()}

    def consumed(self, last: int) -> None:
        self.confirmed = max(self.confirmed, last)
