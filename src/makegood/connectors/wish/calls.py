"""Calls of Wish's v3: with the shop's bearer token, which is renewed once where the platform calls it stale; requests are not signed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from makegood.connectors.parts import At
from makegood.connectors.wish.addresses import V3
from makegood.connectors.wish.envelopes import NoDoor, StaleToken, asked_to_wait, is_envelope, opened
from makegood.connectors.wish.refusing import no
from makegood.usecases.ports import Pace, Refused, SignInNeeded, Unanswered, Unavailable, Vault
from makegood.wire.requests import Answer, Request, Turn
from makegood.wire.wire import Wire

HIDDEN = b"[hidden]"
UNSAID = timedelta(seconds=60)
"""House: after a 429 whose reset is told in no form we read."""
TEST = "/oauth/test"
AUTH = "auth"


@dataclass(frozen=True, slots=True)
class Call:
    """One operation; `name` is how we speak of it. A list in the query repeats its name."""

    name: str
    verb: str
    path: str
    endpoint: str
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None


class Calls:
    """The interface as one shop of one app sees it."""

    def __init__(
        self, *, base: str, secret: str, vault: Vault, pace: Pace, wire: Wire, now: Callable[[], datetime]
    ) -> None:
        self._url, self._secret = base + V3, secret
        self._vault, self._pace, self._wire, self.now = vault, pace, wire, now

    def __repr__(self) -> str:
        return f"Calls({self._url})"

    @property
    def longest(self) -> timedelta:
        return self._wire.timeouts.longest

    def read(self, call: Call, *, urgent: bool = False) -> At:
        """A call without effect, asked again a few times where it had no answer."""
        return self._made(call, urgent=urgent, effect=False)

    def write(self, call: Call, *, urgent: bool = False) -> At:
        """A call with effect: one request, and one more only where the platform said that it did nothing with the first."""
        return self._made(call, urgent=urgent, effect=True)

    def is_there(self, *, urgent: bool = False) -> bool:
        """Whether anybody speaks this interface: without a token it answers 401 in its envelope (sheet, "Read this first")."""

        def build() -> Request:
            return Request("GET", self._url + TEST)

        try:
            return self._wire.read(build, is_envelope, self._turn(AUTH, urgent))
        except (Unavailable, Unanswered):
            return False

    def _made(self, call: Call, *, urgent: bool, effect: bool) -> At:
        token = self._vault.access()
        try:
            try:
                return self._asked(call, token, urgent=urgent, effect=effect)
            except StaleToken:
                token = self._renewed(token)
            return self._asked(call, token, urgent=urgent, effect=effect)
        except StaleToken as why:
            raise SignInNeeded("1008", str(why)) from None
        except NoDoor as why:
            if self.is_there(urgent=urgent):
                raise Refused("404", f"{why}; the platform's other doors are there") from None
            raise no("gone", f"{why}, nor does {TEST}") from None

    def _renewed(self, stale: str) -> str:
        try:
            return self._vault.renew(stale)
        except Unanswered as why:  # of the renewal; the call itself was not made
            raise Unavailable(f"the shop's token could not be renewed: {why}") from None

    def _asked(self, call: Call, token: str, *, urgent: bool, effect: bool) -> At:
        def build() -> Request:
            return self._request(call, token)

        def judge(answer: Answer) -> At:
            return opened(Answer(answer.status, self._hide(answer.body, token), answer.headers), call.name)

        return (self._wire.write if effect else self._wire.read)(build, judge, self._turn(call.endpoint, urgent))

    def _turn(self, endpoint: str, urgent: bool) -> Turn:
        return Turn(self._pace, endpoint, urgent, unsaid=UNSAID, asked=asked_to_wait)

    def _request(self, call: Call, token: str) -> Request:
        query = f"?{urlencode(call.query, doseq=True)}" if call.query else ""
        headers = {"authorization": f"Bearer {token}", "accept-language": "en"}
        body = None
        if call.body is not None:
            body = json.dumps(call.body, ensure_ascii=False, separators=(",", ":")).encode()
            headers["content-type"] = "application/json"
        return Request(call.verb, self._url + call.path + query, body=body, headers=headers)

    def _hide(self, body: bytes, token: str) -> bytes:
        """Errors may quote what was sent."""
        for secret in (token, self._secret):
            if len(secret) > 5:  # a shorter one is no secret, and would tear words apart
                body = body.replace(secret.encode(), HIDDEN)
        return body
