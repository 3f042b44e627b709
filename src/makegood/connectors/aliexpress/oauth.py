"""Authorising a shop: the page to send a seller to, the code for tokens, new tokens for old (sheet §1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from makegood.connectors.aliexpress import signing
from makegood.connectors.aliexpress.addresses import BASE, allowed
from makegood.connectors.aliexpress.envelopes import StaleToken, WrongClock, opened
from makegood.connectors.aliexpress.fields import take
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, NotUnderstood
from makegood.usecases.ports import Pace, SignInNeeded, Tokens, Unanswered, Unavailable
from makegood.wire.requests import Answer, Request, Turn
from makegood.wire.wire import Wire

CREATE, REFRESH = "/auth/token/create", "/auth/token/refresh"
ENDPOINT = "auth"


class App:
    """Our app at the platform."""

    def __init__(self, *, app_key: str, secret: str, pace: Pace, wire: Wire, base: str = BASE) -> None:
        self._key, self._secret, self._pace, self._wire, self._base = app_key, secret, pace, wire, allowed(base)

    def __repr__(self) -> str:
        return f"App({self._key})"

    def authorize_url(self, redirect_uri: str, *, state: str | None = None) -> str:
        """Where a seller signs in and says yes. `state` comes back on the redirect address, of which it is a part."""
        if state is not None:
            redirect_uri += ("&" if "?" in redirect_uri else "?") + urlencode({"state": state})
        query = {
            "response_type": "code",
            "force_auth": "true",
            "redirect_uri": redirect_uri,
            "client_id": self._key,
        }
        return f"{self._base}/oauth/authorize?{urlencode(query)}"

    def exchange(self, code: str, *, at: datetime) -> Tokens:
        """A code, used once and at once, for tokens. The documented `uuid` stays out: with it every code is invalid (sheet §1.2)."""
        return self._tokens(CREATE, {"code": code}, at)

    def refresh(self, refresh: str, *, at: datetime) -> Tokens:
        """New tokens for old; the old refresh token is spent. Raises `SignInNeeded` where the platform no longer takes it.

        Never asked again by itself: after `Unanswered` nobody knows which refresh token holds.
        """
        return self._tokens(REFRESH, {"refresh_token": refresh}, at)

    def _tokens(self, path: str, params: Mapping[str, str], at: datetime) -> Tokens:
        def build() -> Request:
            form = signing.told(
                {
                    **params,
                    "app_key": self._key,
                    "timestamp": str(int(at.timestamp() * 1000)),
                    "sign_method": "sha256",
                }
            )
            sign = signing.rest(self._secret, path, form)
            return Request("POST", f"{self._base}/rest{path}", {**form, "sign": sign})

        def judge(answer: Answer) -> Tokens:
            try:
                return _read(opened(answer, path, effect=False), at)
            except StaleToken as why:
                raise SignInNeeded("IllegalAccessToken", str(why)) from None
            except WrongClock as why:
                raise Unavailable(str(why)) from None
            except NotUnderstood:
                raise Unanswered(f"{path}: the answer holds no tokens") from None

        return self._wire.write(build, judge, Turn(self._pace, ENDPOINT, urgent=True))


def _read(at: At, now: datetime) -> Tokens:
    """Lifetimes as told, never assumed: they differ by kind of app. By our own clock, which is what they are compared with."""
    until = _until(take(at, "refresh_expires_in"), now)
    return Tokens(
        access=take(at, "access_token").need(),
        refresh=text(take(at, "refresh_token")) or "",
        access_until=_until(take(at, "expires_in"), now) or now,
        refresh_until=until,
    )


def _until(at: At, now: datetime) -> datetime | None:
    """Of 0 seconds: None; for a refresh token that means it cannot be used (sheet §1.2)."""
    told = at.need() if at.value is not None else "0"
    if not (told.isascii() and told.isdigit() and len(told) < 12):
        raise at.refuse("a number of seconds")
    return now + timedelta(seconds=int(told)) if int(told) else None
