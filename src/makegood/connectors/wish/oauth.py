"""Authorising a shop: the page to send a merchant to, the code for tokens, new tokens for old (sheet §1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, NotUnderstood
from makegood.connectors.wish.addresses import BASE, V3, allowed
from makegood.connectors.wish.calls import AUTH
from makegood.connectors.wish.envelopes import NoDoor, StaleToken, asked_to_wait, opened
from makegood.connectors.wish.refusing import no
from makegood.connectors.wish.times import instant
from makegood.core.instants import parse
from makegood.usecases.ports import Pace, Refused, SignInNeeded, Tokens, Unanswered
from makegood.wire.requests import Answer, Build, Request, Turn
from makegood.wire.wire import Wire

EXCHANGE, REFRESH = "/oauth/access_token", "/oauth/refresh_token"
SIGN_IN = frozenset({"1006", "10002", "10004", "10008"})
"""No such token, a code used, expired or wrong: only the merchant's new yes helps (sheet §1)."""
ASSUMED_LIFE = timedelta(days=30)
"""Of an access token (sheet §1), where the answer does not tell its end."""
REFRESH_TRIED = timedelta(days=365)
"""House: how long a refresh token is held to be worth trying; the sheet calls its life not stated."""


class App:
    """Our app at the platform."""

    def __init__(self, *, app_key: str, secret: str, pace: Pace, wire: Wire, base: str = BASE) -> None:
        self._key, self._secret, self._pace, self._wire, self._base = app_key, secret, pace, wire, allowed(base)

    def __repr__(self) -> str:
        return f"App({self._key})"

    def authorize_url(self, *, state: str | None = None) -> str:
        """Where a merchant signs in and says yes. The code comes to the one address that is fixed in the app (sheet §1)."""
        query = {"client_id": self._key} | ({"state": state} if state is not None else {})
        return f"{self._base}/v3/oauth/authorize?{urlencode(query)}"

    def exchange(self, code: str, redirect_uri: str, *, at: datetime) -> Tokens:
        """A code, used once, for tokens. In a body: an address is logged on the way."""
        asked = {"code": code, "grant_type": "authorization_code", "redirect_uri": redirect_uri}

        def build() -> Request:
            body = json.dumps({**self._app(), **asked}).encode()
            return Request("POST", self._base + V3 + EXCHANGE, body=body, headers={"content-type": "application/json"})

        return self._tokens(build, EXCHANGE, at)

    def refresh(self, refresh: str, *, at: datetime) -> Tokens:
        """New tokens for old, which are revoked at once. Raises `SignInNeeded` where the platform no longer takes this one.

        By GET, the only way that is documented. Never asked again by itself: after `Unanswered` nobody knows which token holds.
        """
        query = urlencode({**self._app(), "refresh_token": refresh, "grant_type": "refresh_token"})

        def build() -> Request:
            return Request("GET", f"{self._base}{V3}{REFRESH}?{query}")

        return self._tokens(build, REFRESH, at)

    def _app(self) -> Mapping[str, str]:
        return {"client_id": self._key, "client_secret": self._secret}

    def _tokens(self, build: Build, path: str, at: datetime) -> Tokens:
        def judge(answer: Answer) -> Tokens:
            try:
                return _read(opened(answer, path.removeprefix("/").replace("/", ".")), at)
            except StaleToken as why:
                raise SignInNeeded("1008", str(why)) from None
            except SignInNeeded:
                raise
            except Refused as why:
                if why.code in SIGN_IN:
                    raise SignInNeeded(why.code, why.words) from None
                raise
            except NoDoor as why:
                raise no("gone", why) from None
            except NotUnderstood:
                raise Unanswered(f"{path}: the answer holds no tokens") from None

        turn = Turn(self._pace, AUTH, urgent=True, asked=asked_to_wait)
        return self._wire.write(build, judge, turn)


def _read(at: At, now: datetime) -> Tokens:
    """The access token's end as told. A refresh token's life is not stated: it is tried until it is refused."""
    until = instant(at / "expiry_time")
    ends = parse(until) if until is not None else now + ASSUMED_LIFE
    refresh = text(at / "refresh_token") or ""
    return Tokens(
        access=(at / "access_token").need(),
        refresh=refresh,
        access_until=ends,
        refresh_until=now + REFRESH_TRIED if refresh else None,
    )
