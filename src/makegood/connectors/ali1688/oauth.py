"""Authorising a shop: the page to send a seller to, the code for tokens, new tokens for old (sheet §1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from makegood.connectors.ali1688.addresses import BASE, SIGN_IN, allowed
from makegood.connectors.ali1688.calls import HIDDEN
from makegood.connectors.ali1688.envelopes import StaleToken, opened
from makegood.connectors.ali1688.times import instant
from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, NotUnderstood
from makegood.core.instants import parse
from makegood.usecases.ports import Pace, SignInNeeded, Tokens, Unanswered
from makegood.wire.requests import Answer, Request, Turn
from makegood.wire.wire import Wire

GET_TOKEN = "system.oauth2/getToken"  # noqa: S105 (an API's name)
ENDPOINT = "auth"
UNTOLD = timedelta(days=30)
"""House: the least that a refresh token is taken to last where an answer does not say; the platform refuses one that is over."""


class App:
    """Our app at the platform."""

    def __init__(self, *, app_key: str, secret: str, pace: Pace, wire: Wire, base: str = BASE) -> None:
        self._key, self._secret, self._pace, self._wire, self._base = app_key, secret, pace, wire, allowed(base)

    def __repr__(self) -> str:
        return f"App({self._key})"

    def authorize_url(self, redirect_uri: str, *, state: str | None = None) -> str:
        """Where a seller signs in and says yes; a sandbox has the page at its own address."""
        query = {"client_id": self._key, "site": "1688", "redirect_uri": redirect_uri}
        place = SIGN_IN if self._base == BASE else self._base
        return f"{place}/oauth/authorize?{urlencode(query | ({'state': state} if state is not None else {}))}"

    def exchange(self, code: str, *, redirect_uri: str, at: datetime) -> Tokens:
        """A code, used once and within two minutes, for tokens."""
        asked = {
            "grant_type": "authorization_code",
            "need_refresh_token": "true",
            "redirect_uri": redirect_uri,
            "code": code,
        }
        return self._tokens(asked, at, kept="")

    def refresh(self, refresh: str, *, at: datetime) -> Tokens:
        """New tokens for old. Raises `SignInNeeded` where the platform no longer takes it: a changed password ends every token.

        Never asked again by itself: after `Unanswered` nobody knows which access token holds.
        """
        return self._tokens({"grant_type": "refresh_token", "refresh_token": refresh}, at, kept=refresh)

    def _tokens(self, asked: Mapping[str, str], at: datetime, *, kept: str) -> Tokens:
        secrets = [self._secret, *(asked[name] for name in ("code", "refresh_token") if name in asked)]

        def build() -> Request:
            # Quirk (sheet §1.2): no signature on this call; the secret itself is in it.
            form = {**asked, "client_id": self._key, "client_secret": self._secret}
            return Request("POST", f"{self._base}/openapi/http/1/{GET_TOKEN}/{self._key}", form)

        def judge(answer: Answer) -> Tokens:
            clean = Answer(answer.status, _hidden(answer.body, secrets), answer.headers)
            try:
                opened(clean, GET_TOKEN, effect=False)  # a refusal may quote what was sent
                return _read(opened(answer, GET_TOKEN, effect=False), at, kept)
            except StaleToken as why:
                raise SignInNeeded("401", str(why)) from None
            except NotUnderstood:
                raise Unanswered(f"{GET_TOKEN}: the answer holds no tokens") from None

        return self._wire.write(build, judge, Turn(self._pace, ENDPOINT, urgent=True))


def _hidden(body: bytes, secrets: list[str]) -> bytes:
    for secret in secrets:
        if len(secret) > 5:
            body = body.replace(secret.encode(), HIDDEN)
    return body


def _read(at: At, now: datetime, kept: str) -> Tokens:
    """By our own clock, save for the refresh token's end, which is told as an instant and read, not assumed: the texts differ.

    An answer to a renewal may leave the refresh token out; then the one that was used goes on. None at all: no renewal.
    """
    refresh = text(at / "refresh_token") or kept
    told = instant(at / "refresh_token_timeout")
    until = parse(told) if told is not None else now + UNTOLD
    return Tokens(
        access=(at / "access_token").need(),
        refresh=refresh,
        access_until=now + timedelta(seconds=_seconds(at / "expires_in")),
        refresh_until=until if refresh else None,
    )


def _seconds(at: At) -> int:
    """Quirk (sheet §1.2): the number is text."""
    told = at.need()
    if not (told.isascii() and told.isdigit() and len(told) < 12):
        raise at.refuse("a number of seconds")
    return int(told)
