"""Authorising a shop: codes used once, access tokens, refresh tokens that change with each use (platforms/aliexpress.md §1.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.aliexpress.accounts import App, Token
from makegood.sandbox.aliexpress.calls import Fields
from makegood.sandbox.aliexpress.refusing import CODE, NO_METHOD, REFRESH, SESSION, GatewayError
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.times import milliseconds

PROFILES = {
    # Quirk (§7.4): lives of access and refresh tokens by kind of app; `once` cannot be refreshed (refresh_expires_in 0).
    "test": (timedelta(days=1), timedelta(days=2)),
    "live": (timedelta(days=30), timedelta(days=60)),
    "own": (timedelta(days=365), timedelta(days=730)),
    "once": (timedelta(days=30), None),
}


def new_code(state: State, app: App, seller_id: int) -> str:
    code = f"3_{app.key}_{state.random.getrandbits(96):024x}"
    state.codes[code] = (app.key, seller_id, state.at + timedelta(seconds=state.figures.code_seconds))
    return code


def new_token(state: State, app: App, seller_id: int, *, refresh_until: Any = None, renewed: bool = False) -> Token:
    access_life, refresh_life = PROFILES[app.profile]
    if not renewed:
        refresh_until = None if refresh_life is None else state.at + refresh_life
    token = Token(
        access=f"50000{state.random.getrandbits(128):032x}",
        refresh=f"50001{state.random.getrandbits(128):032x}",
        app=app.key,
        seller_id=seller_id,
        access_until=state.at + access_life,
        refresh_until=refresh_until,
        given_at=state.at,
    )
    state.tokens[token.access] = token
    return token


def answer(state: State, app: App, path: str, fields: Fields) -> dict[str, Any]:
    """The system calls under /rest/auth/token."""
    match path.removeprefix("/auth/token").removeprefix("/security"):
        case "/create":
            return document(state, exchange(state, app, fields))
        case "/refresh":
            return document(state, renew(state, app, fields.text("refresh_token")))
        case _:
            raise GatewayError(NO_METHOD, path)


def exchange(state: State, app: App, fields: Fields) -> Token:
    # Quirk (§1.2): the documented `uuid` makes the code invalid; a code is taken once, within its three minutes.
    code = fields.text("code")
    key, seller_id, until = state.codes.pop(code, ("", 0, state.at))
    if fields.has("uuid") or key != app.key or state.at >= until:
        raise GatewayError(CODE)
    return new_token(state, app, seller_id)


def renew(state: State, app: App, refresh: str) -> Token:
    """Quirk (§7.4): the refresh token is a new one each time, and lives no longer than the first would have."""
    old = next((token for token in state.tokens.values() if token.refresh == refresh), None)
    if old is None or old.app != app.key or old.refresh_until is None or state.at >= old.refresh_until:
        raise GatewayError(REFRESH)
    if state.figures.old_access_lives:
        state.tokens[old.access] = Token(old.access, "", old.app, old.seller_id, old.access_until, None, old.given_at)
    else:
        del state.tokens[old.access]
    return new_token(state, app, old.seller_id, refresh_until=old.refresh_until, renewed=True)


def bearer(state: State, app: App, access: str) -> Token:
    token = state.tokens.get(access)
    if token is None or token.app != app.key or state.at >= token.access_until:
        raise GatewayError(SESSION)
    return token


def document(state: State, token: Token) -> dict[str, Any]:
    shop = state.shops[token.seller_id]
    until = token.refresh_until
    return {
        "access_token": token.access,
        "refresh_token": token.refresh,
        "expires_in": int((token.access_until - state.at).total_seconds()),
        "refresh_expires_in": 0 if until is None else int((until - state.at).total_seconds()),
        "expire_time": milliseconds(token.access_until),
        "refresh_token_valid_time": 0 if until is None else milliseconds(until),
        "user_id": str(shop.seller_id),
        "seller_id": str(shop.seller_id),
        "havana_id": str(shop.seller_id),
        "user_nick": shop.login,
        "account": f"{shop.login}@example.test",
        "account_platform": "seller_center",
        "account_id": str(shop.seller_id),
        "locale": "zh_CN",
        "sp": "ae",
        "code": "0",
    }
