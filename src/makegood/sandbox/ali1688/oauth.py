"""Authorising a shop: codes used once within two minutes, access tokens of ten hours, refresh tokens that end with a password (§1.2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from makegood.sandbox.ali1688.accounts import App, Token
from makegood.sandbox.ali1688.calls import Fields
from makegood.sandbox.ali1688.refusing import ARGUMENT, GRANT, SESSION, GatewayError
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.times import CHINA

PROFILES = ("live", "own", "once")
LONG = timedelta(days=3650)


def new_code(state: State, app: App, member: str) -> str:
    code = f"{state.random.getrandbits(128):032x}"
    state.codes[code] = (app.key, member, state.at + timedelta(seconds=state.figures.code_seconds))
    return code


def new_token(state: State, app: App, member: str, *, renews: Token | None = None) -> Token:
    """Open: that renewing keeps the refresh token as it is; the answer's form is one, whichever grant it is for."""
    is_long = app.profile != "live"
    refresh_until = None if app.profile == "once" else state.at + timedelta(days=state.figures.refresh_days)
    if renews is not None:
        refresh_until = renews.refresh_until
    token = Token(
        access=f"{state.random.getrandbits(128):032x}",
        refresh=renews.refresh if renews else f"{state.random.getrandbits(160):040x}",
        app=app.key,
        member_id=member,
        access_until=state.at + (LONG if is_long else timedelta(seconds=state.figures.access_seconds)),
        refresh_until=LONG + state.at if app.profile == "own" and renews is None else refresh_until,
        given_at=state.at,
    )
    state.tokens[token.access] = token
    return token


def answer(state: State, app: App, asked: Fields) -> dict[str, Any]:
    """Quirk (§1.2, §7.2): no signature on this call; the app's secret stands in it."""
    if asked.text("client_id") != app.key or asked.text("client_secret") != app.secret:
        raise GatewayError(GRANT, "client_id or client_secret")
    match asked.text("grant_type"):
        case "authorization_code":
            asked.text("redirect_uri")
            return platform_document(state, _exchanged(state, app, asked), whole=True)
        case "refresh_token":
            token = _renewed(state, app, asked.text("refresh_token"))
            return platform_document(state, token, whole=state.figures.refresh_told_again)
        case other:
            raise GatewayError(ARGUMENT, f"grant_type {other}")


def _exchanged(state: State, app: App, asked: Fields) -> Token:
    key, member, until = state.codes.pop(asked.text("code"), ("", "", state.at))
    if key != app.key or state.at >= until:
        raise GatewayError(GRANT, "code")
    return new_token(state, app, member)


def _renewed(state: State, app: App, refresh: str) -> Token:
    old = next((token for token in state.tokens.values() if token.refresh == refresh), None)
    if old is None or old.app != app.key or old.refresh_until is None or state.at >= old.refresh_until:
        raise GatewayError(GRANT, "refresh_token")
    for access in [token.access for token in state.tokens.values() if token.refresh == refresh]:
        del state.tokens[access]  # open: whether the one before lives on
    return new_token(state, app, old.member_id, renews=old)


def revoke(state: State, member: str) -> int:
    """Quirk (§1.2, §7.2): a changed password ends every token of the member."""
    gone = [token.access for token in state.tokens.values() if token.member_id == member]
    for access in gone:
        del state.tokens[access]
    return len(gone)


def bearer(state: State, app: App, access: str) -> Token:
    token = state.tokens.get(access)
    if token is None or token.app != app.key or state.at >= token.access_until:
        raise GatewayError(SESSION)
    return token


def platform_document(state: State, token: Token, *, whole: bool) -> dict[str, Any]:
    """Quirk (§1.2): seconds are text, and the refresh token's end is a compact time. Without renewal there is no refresh token."""
    shop = state.shops.get(token.member_id)
    told: dict[str, Any] = {
        "access_token": token.access,
        "expires_in": str(round((token.access_until - state.at).total_seconds())),
        "aliId": str(shop.ali_id if shop else 0),
        "resource_owner": shop.login if shop else token.member_id,
        "memberId": token.member_id,
    }
    if whole and token.refresh_until is not None:
        told |= {"refresh_token": token.refresh, "refresh_token_timeout": spelt(token.refresh_until)}
    return told


def spelt(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y%m%d%H%M%S}000+0800"


def own_document(state: State, token: Token) -> dict[str, Any]:
    """As this sandbox's own door answers, with both lives in seconds as every sandbox does."""
    until = token.refresh_until
    return {
        "access_token": token.access,
        "refresh_token": token.refresh if until else "",
        "expires_in": round((token.access_until - state.at).total_seconds()),
        "refresh_expires_in": round((until - state.at).total_seconds()) if until else 0,
        "seller_id": token.member_id,
    }
