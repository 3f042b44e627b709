"""Authorising a shop: the page to send a seller to, the code for tokens, new tokens for old (sheet §1, OAuth flow)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from makegood.connectors.exact import words as text
from makegood.connectors.parts import At, NotUnderstood
from makegood.connectors.shopee import signing
from makegood.connectors.shopee.addresses import BASE, allowed, sign_in
from makegood.connectors.shopee.calls import Call, request
from makegood.connectors.shopee.envelopes import UNSAID_WAIT, StaleToken, WrongClock, opened
from makegood.connectors.shopee.fields import whole
from makegood.connectors.shopee.keys import api_key
from makegood.connectors.shopee.packing import packed, unpacked
from makegood.connectors.shopee.refusing import no
from makegood.usecases.ports import Pace, SignInNeeded, Tokens, Unanswered, Unavailable
from makegood.wire.requests import Answer, Request, Turn
from makegood.wire.wire import Wire

EXCHANGE, REFRESH, SHOPS = "auth/token/get", "auth/access_token/get", "public/get_shops_by_partner"
ENDPOINT = "auth"
REFRESH_LIFE = timedelta(days=30)
"""Sheet §1.5; the answers do not tell it."""


class App:
    """Our app at the platform: a partner."""

    def __init__(self, *, app_key: str, secret: str, pace: Pace, wire: Wire, base: str = BASE) -> None:
        self._partner, self._secret = app_key, api_key(secret)
        self._pace, self._wire, self._base = pace, wire, allowed(base)

    def __repr__(self) -> str:
        return f"App({self._partner})"

    def authorize_url(self, redirect_uri: str, *, state: str | None = None) -> str:
        """Where a seller signs in and says yes; `code` and `shop_id` come back on the redirect address."""
        query = {
            "partner_id": self._partner,
            "auth_type": "seller",
            "redirect_uri": redirect_uri,
            "response_type": "code",
        }
        return f"{sign_in(self._base)}?{urlencode(query | ({'state': state} if state is not None else {}))}"

    def exchange(self, code: str, *, shop_id: str, at: datetime) -> Tokens:
        """A code, used once and within ten minutes, for tokens."""
        return self._tokens(EXCHANGE, {"code": code}, shop_id, at)

    def refresh(self, refresh: str, *, at: datetime) -> Tokens:
        """New tokens for old; the old refresh token is spent. Raises `SignInNeeded` where the platform no longer takes it.

        Never asked again by itself: after `Unanswered` nobody knows which refresh token holds.
        """
        held = unpacked(refresh)
        shop = held.shop or self.only_shop(at=at)
        return self._tokens(REFRESH, {"refresh_token": held.token}, shop, at)

    def only_shop(self, *, at: datetime) -> str:
        """The shop that gave this partner leave, where there is just one. Raises `Refused` where there are more, or none."""

        def judge(answer: Answer) -> list[str]:
            found = self._opened(answer, SHOPS, at)
            return [shop for row in (found / "authed_shop_list").each() if (shop := text(row / "shop_id")) is not None]

        def build() -> Request:
            return request(Call("GET", SHOPS, {"page_size": 100, "page_no": 1}), self._base, self._signed(SHOPS, at))

        shops = self._wire.read(build, judge, Turn(self._pace, ENDPOINT, urgent=True, unsaid=UNSAID_WAIT))
        if len(shops) != 1:
            raise no("which_shop", ", ".join(shops) or "none")
        return shops[0]

    def _tokens(self, path: str, body: dict[str, Any], shop: str, at: datetime) -> Tokens:
        if not (shop.isascii() and shop.isdigit()):
            raise no("missing", "shop_id")
        call = Call("POST", path, {**body, "partner_id": _number(self._partner), "shop_id": int(shop)})

        def build() -> Request:
            return request(call, self._base, self._signed(path, at))

        def judge(answer: Answer) -> Tokens:
            found = self._opened(answer, path, at)
            try:
                return _read(found, shop, at)
            except NotUnderstood:
                raise Unanswered(f"{path}: the answer holds no tokens") from None

        return self._wire.write(build, judge, Turn(self._pace, ENDPOINT, urgent=True, unsaid=UNSAID_WAIT))

    def _signed(self, path: str, at: datetime) -> dict[str, str]:
        """The common parameters of a public API."""
        stamp = str(int(at.timestamp()))
        sign = signing.call(self._secret, self._partner, signing.PATH + path, stamp)
        return {"partner_id": self._partner, "timestamp": stamp, "sign": sign}

    def _opened(self, answer: Answer, path: str, at: datetime) -> At:
        try:
            return opened(answer, path.replace("/", "."), now=at)
        except StaleToken as why:
            raise SignInNeeded("error_auth", str(why)) from None
        except WrongClock as why:
            raise Unavailable(str(why)) from None


def _read(at: At, shop: str, now: datetime) -> Tokens:
    """The access token's life as told; by our own clock, which is what it is compared with."""
    seconds = whole(at / "expire_in")
    return Tokens(
        access=packed(shop, (at / "access_token").need()),
        refresh=packed(shop, (at / "refresh_token").need()),
        access_until=now + timedelta(seconds=seconds or 0),
        refresh_until=now + REFRESH_LIFE,
    )


def _number(partner: str) -> int | str:
    """A partner's id is a number; one that is none is sent as it stands, for the platform to refuse."""
    return int(partner) if partner.isascii() and partner.isdigit() else partner
