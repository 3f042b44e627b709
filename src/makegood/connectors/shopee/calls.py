"""Calls of the Open Platform: signed, paced, with the shop's token, which is renewed once where the platform calls it stale."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from makegood.connectors.parts import At
from makegood.connectors.shopee import signing
from makegood.connectors.shopee.envelopes import UNSAID_WAIT, StaleToken, WrongClock, opened
from makegood.connectors.shopee.packing import unpacked
from makegood.usecases.ports import Pace, SignInNeeded, Unanswered, Unavailable, Vault
from makegood.wire.requests import Answer, File, Request, Turn
from makegood.wire.wire import Wire

ENDPOINT = "open_api"
"""One class of calls for the pace: limits are the partner's, not an API's (sheet §2, Rate limits)."""
HIDDEN = b"[hidden]"
Params = Mapping[str, Any]
WhichShop = Callable[[], str]
"""Finds out the shop of a token that was kept without it."""


@dataclass(frozen=True, slots=True)
class Call:
    """`verb` GET puts the parameters into the query, POST into a JSON body, or beside a file into a form."""

    verb: str
    path: str
    params: Params
    files: Mapping[str, File] = field(default_factory=dict)


class Calls:
    """The platform as one shop of one partner sees it."""

    def __init__(
        self,
        *,
        partner: str,
        secret: str,
        base: str,
        vault: Vault,
        pace: Pace,
        wire: Wire,
        now: Callable[[], datetime],
        which_shop: WhichShop,
    ) -> None:
        self._partner, self._secret, self._base = partner, secret, base
        self._vault, self._pace, self._wire, self._now, self._which = vault, pace, wire, now, which_shop
        self._shop: str | None = None
        self._off = timedelta()
        """How far the platform's clock is ahead of ours, learned only where it refused our time."""

    def __repr__(self) -> str:
        return f"Calls(partner {self._partner})"

    @property
    def longest(self) -> timedelta:
        return self._wire.timeouts.longest

    def read(self, call: Call, *, urgent: bool = False) -> At:
        """A call without effect, asked again a few times where it had no answer."""
        return self._made(call, urgent=urgent, effect=False)

    def write(self, call: Call, *, urgent: bool = False) -> At:
        """A call with effect: one request, and one more only where the platform said that it did nothing with the first."""
        return self._made(call, urgent=urgent, effect=True)

    def _made(self, call: Call, *, urgent: bool, effect: bool) -> At:
        kept, known = self._vault.access(), self._off
        turn = Turn(self._pace, ENDPOINT, urgent, UNSAID_WAIT)
        try:
            return self._asked(call, kept, turn, effect=effect)
        except StaleToken:
            kept = self._renewed(kept)
        except WrongClock as why:
            if self._off == known:  # nothing was learned
                raise Unavailable(f"{why}; our clock is wrong by more than the platform takes") from None
        try:
            return self._asked(call, kept, turn, effect=effect)
        except StaleToken as why:
            raise SignInNeeded("invalid_acceess_token", str(why)) from None
        except WrongClock as why:
            self._off = timedelta()  # what was learned is of no use, and must not outlive the trouble
            raise Unavailable(f"{why}; our clock is wrong by more than the platform takes") from None

    def _renewed(self, stale: str) -> str:
        try:
            return self._vault.renew(stale)
        except Unanswered as why:  # of the renewal; the call itself was not made
            raise Unavailable(f"the shop's token could not be renewed: {why}") from None

    def _asked(self, call: Call, kept: str, turn: Turn, *, effect: bool) -> At:
        held = unpacked(kept)
        shop = held.shop or self._known_shop()

        def build() -> Request:
            return self._request(call, held.token, shop)

        def judge(answer: Answer) -> At:
            clean = Answer(answer.status, self._hide(answer.body, held.token), answer.headers)
            try:
                return opened(clean, call.path.replace("/", "."), now=self._now())
            except WrongClock:
                self._learn(answer)
                raise

        return (self._wire.write if effect else self._wire.read)(build, judge, turn)

    def _known_shop(self) -> str:
        if self._shop is None:
            self._shop = self._which()
        return self._shop

    def _request(self, call: Call, token: str, shop: str) -> Request:
        """Token, shop and signature always travel in the query; query and body are not signed (sheet §1, Request signing)."""
        stamp = str(int((self._now() + self._off).timestamp()))
        path = signing.PATH + call.path
        sign = signing.call(self._secret, self._partner, path, stamp, token, shop)
        common = {
            "partner_id": self._partner,
            "timestamp": stamp,
            "sign": sign,
            "access_token": token,
            "shop_id": shop,
        }
        return request(call, self._base, common)

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


def request(call: Call, base: str, common: Mapping[str, str]) -> Request:
    """The call as it is sent, its common parameters in the query."""
    params = {name: value for name, value in call.params.items() if value is not None}
    query = {**common, **params} if call.verb == "GET" else common
    url = f"{base}{signing.PATH}{call.path}?{urlencode(query)}"
    if call.verb == "GET":
        return Request("GET", url)
    if call.files:
        return Request("POST", url, {name: str(value) for name, value in params.items()}, call.files)
    body = json.dumps(params, ensure_ascii=False).encode()
    return Request("POST", url, body=body, headers={"content-type": "application/json"})
