"""Calls of 1688's gateway: signed, paced, with the shop's token, which is renewed once where the gateway calls it stale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from makegood.connectors.ali1688 import signing
from makegood.connectors.ali1688.envelopes import StaleToken, opened
from makegood.connectors.parts import At
from makegood.usecases.ports import Pace, SignInNeeded, Unanswered, Unavailable, Vault
from makegood.wire.requests import Answer, Request, Turn
from makegood.wire.wire import Wire

TRADE = "com.alibaba.trade"
HIDDEN = b"[hidden]"


@dataclass(frozen=True, slots=True)
class Call:
    """One API with its own parameters; what has no value is not sent. The "-1" of a documentation id is the version (sheet §1.1)."""

    name: str
    params: Mapping[str, str | None]
    endpoint: str
    namespace: str = TRADE


class Calls:
    """The gateway as one shop of one app sees it."""

    def __init__(self, *, app_key: str, secret: str, base: str, vault: Vault, pace: Pace, wire: Wire) -> None:
        self._key, self._secret, self._base = app_key, secret, base
        self._vault, self._pace, self._wire = vault, pace, wire

    def __repr__(self) -> str:
        return f"Calls(app {self._key})"

    def read(self, call: Call, *, urgent: bool = False) -> At:
        """A call without effect, asked again a few times where it had no answer."""
        return self._made(call, urgent=urgent, effect=False)

    def write(self, call: Call, *, urgent: bool = False) -> At:
        """A call with effect: one request, and one more only where the gateway said that it did nothing with the first."""
        return self._made(call, urgent=urgent, effect=True)

    def _made(self, call: Call, *, urgent: bool, effect: bool) -> At:
        token = self._vault.access()
        turn = Turn(self._pace, call.endpoint, urgent)
        try:
            return self._asked(call, token, turn, effect=effect)
        except StaleToken:
            token = self._renewed(token)
        try:
            return self._asked(call, token, turn, effect=effect)
        except StaleToken as why:
            raise SignInNeeded("401", str(why)) from None

    def _renewed(self, stale: str) -> str:
        try:
            return self._vault.renew(stale)
        except Unanswered as why:  # of the renewal; the call itself was not made
            raise Unavailable(f"the shop's token could not be renewed: {why}") from None

    def _asked(self, call: Call, token: str, turn: Turn, *, effect: bool) -> At:
        def build() -> Request:
            return self._request(call, token)

        def judge(answer: Answer) -> At:
            clean = Answer(answer.status, self._hide(answer.body, token), answer.headers)
            return opened(clean, call.name, effect=effect)

        return (self._wire.write if effect else self._wire.read)(build, judge, turn)

    def _request(self, call: Call, token: str) -> Request:
        """All in the body: an address is logged on the way. No timestamp: it is not required (sheet §1.3), and ours may be wrong."""
        path = signing.path(call.namespace, call.name, self._key)
        form = {name: value for name, value in call.params.items() if value is not None}
        form["access_token"] = token
        return Request(
            "POST", f"{self._base}/openapi/{path}", {**form, "_aop_signature": signing.call(self._secret, path, form)}
        )

    def _hide(self, body: bytes, token: str) -> bytes:
        """Errors may quote what was sent."""
        for secret in (token, self._secret):
            if len(secret) > 5:  # a shorter one is no secret, and would tear words apart
                body = body.replace(secret.encode(), HIDDEN)
        return body
