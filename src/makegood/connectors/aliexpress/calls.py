"""Calls of AliExpress's gateway: signed, paced, with the shop's token, which is renewed once where the gateway calls it stale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from makegood.connectors.aliexpress import signing
from makegood.connectors.aliexpress.envelopes import StaleToken, WrongClock, opened
from makegood.connectors.parts import At
from makegood.usecases.ports import Pace, SignInNeeded, Unanswered, Unavailable, Vault
from makegood.wire.requests import Answer, File, Request, Turn
from makegood.wire.wire import Wire

HIDDEN = b"[hidden]"


@dataclass(frozen=True, slots=True)
class Call:
    """One method with its own parameters; an object parameter is its JSON text (sheet §1.4)."""

    method: str
    params: Mapping[str, str | None]
    endpoint: str
    files: Mapping[str, File] = field(default_factory=dict)


class Calls:
    """The gateway as one shop of one app sees it."""

    def __init__(
        self,
        *,
        app_key: str,
        secret: str,
        base: str,
        vault: Vault,
        pace: Pace,
        wire: Wire,
        now: Callable[[], datetime],
    ) -> None:
        self._key, self._secret, self._url = app_key, secret, base.rstrip("/") + "/sync"
        self._vault, self._pace, self._wire, self._now = vault, pace, wire, now
        self._off = timedelta()
        """How far the platform's clock is ahead of ours, learned only where it refused our time."""

    def __repr__(self) -> str:
        return f"Calls(app {self._key})"

    @property
    def longest(self) -> timedelta:
        return self._wire.timeouts.longest

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
        except WrongClock as why:
            if not self._off:
                raise Unavailable(f"{why}; our clock is wrong by more than the platform takes") from None
        try:
            return self._asked(call, token, turn, effect=effect)
        except StaleToken as why:
            raise SignInNeeded("IllegalAccessToken", str(why)) from None
        except WrongClock as why:
            self._off = timedelta()  # what was learned is of no use, and must not outlive the trouble
            raise Unavailable(f"{why}; our clock is wrong by more than the platform takes") from None

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
            try:
                return opened(clean, call.method, effect=effect)
            except WrongClock:
                self._learn(answer)
                raise

        return (self._wire.write if effect else self._wire.read)(build, judge, turn)

    def _request(self, call: Call, token: str) -> Request:
        """The method in the address, all else in the body: an address is logged on the way. The gateway merges the two (sheet §1.4)."""
        stamp = int((self._now() + self._off).timestamp() * 1000)
        form = signing.told(
            {
                **call.params,
                "app_key": self._key,
                "session": token,
                "timestamp": str(stamp),
                "format": "json",
                "v": "2.0",
                "sign_method": "sha256",
                "simplify": "true",
            }
        )
        sign = signing.sync(self._secret, {**form, "method": call.method})
        return Request("POST", f"{self._url}?method={call.method}", {**form, "sign": sign}, call.files)

    def _hide(self, body: bytes, token: str) -> bytes:
        """Errors may quote what was sent."""
        for secret in (token, self._secret):
            if len(secret) > 5:  # a shorter one is no secret, and would tear words apart
                body = body.replace(secret.encode(), HIDDEN)
        return body

    def _learn(self, answer: Answer) -> None:
        """The platform's time from its own `Date`; kept for the calls to come."""
        try:
            theirs = parsedate_to_datetime(answer.headers.get("date", ""))
        except ValueError:
            return
        if theirs.tzinfo is not None:
            self._off = theirs - self._now()
