"""Authorising a shop: codes used once, tokens of thirty days, a renewal that revokes what was (platforms/wish.md §1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from makegood.sandbox.wish.accounts import App, Token
from makegood.sandbox.wish.refusing import (
    BAD_PARAMETER,
    CODE_EXPIRED,
    CODE_USED,
    CODE_WRONG,
    CREDENTIALS,
    DISABLED,
    EXPIRED,
    NO_TOKEN,
    REVOKED,
    UNAUTHORISED,
    Fields,
    Refused,
)
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.times import shown


def new_code(state: State, app: App, merchant_id: str) -> str:
    code = f"{state.random.getrandbits(128):032x}"
    until = state.at + timedelta(seconds=state.figures.code_seconds)
    state.codes[code] = (app.key, merchant_id, until, False)
    return code


def new_token(state: State, app: App, merchant_id: str) -> Token:
    token = Token(
        access=f"{state.random.getrandbits(128):032x}",
        refresh=f"{state.random.getrandbits(128):032x}",
        app=app.key,
        merchant_id=merchant_id,
        scopes=app.scopes,
        access_until=state.at + timedelta(days=state.figures.access_days),
        refresh_until=state.at + timedelta(days=state.figures.refresh_days),
    )
    state.tokens[token.access] = token
    return token


def exchange(state: State, asked: Fields) -> Token:
    app = _app(state, asked, "authorization_code", redirect=True)
    code = asked.text("code")
    key, merchant_id, until, used = state.codes.get(code, ("", "", state.at, False))
    if key != app.key:
        raise Refused(CODE_WRONG, "Incorrect authorization code provided")
    if used:
        # Quirk (bullet 2): a code is redeemed once.
        raise Refused(CODE_USED, "The authorization code has already been redeemed")
    if state.at >= until:
        raise Refused(CODE_EXPIRED, "The authorization code has expired")
    state.codes[code] = (key, merchant_id, until, True)
    return new_token(state, app, merchant_id)


def renew(state: State, asked: Fields) -> Token:
    """Quirk (bullet 2): what the merchant gave this app before is revoked at once."""
    app = _app(state, asked, "refresh_token", redirect=False)
    refresh = asked.text("refresh_token")
    old = next((token for token in state.tokens.values() if token.refresh == refresh), None)
    if old is None or old.app != app.key or not old.is_renewable or state.at >= old.refresh_until:
        raise Refused(UNAUTHORISED, "Unauthorized access on this API")
    _enabled(state, old.merchant_id)
    for access, token in list(state.tokens.items()):
        if (token.app, token.merchant_id) == (app.key, old.merchant_id):
            lives_on = token.is_renewable and not state.figures.refresh_rotates
            state.tokens[access] = replace(token, is_revoked=True, is_renewable=lives_on)
    return new_token(state, app, old.merchant_id)


def bearer(state: State, header: str, *, ahead: timedelta = timedelta()) -> Token:
    """The token of an `Authorization: Bearer` header. `ahead`: how far the platform takes its clock to be."""
    way, _, access = header.partition(" ")
    if way.lower() != "bearer" or not access.strip():
        raise Refused(NO_TOKEN, "Missing access token in authorization header", status=401)
    token = state.tokens.get(access.strip())
    if token is None:
        raise Refused(UNAUTHORISED, "No access token found or the app does not exist")
    if token.is_revoked:
        raise Refused(REVOKED, "This access token has been revoked")
    if state.at + ahead >= token.access_until:
        raise Refused(EXPIRED, "This access token has expired")
    _enabled(state, token.merchant_id)
    return token


def document(token: Token) -> dict[str, Any]:
    return {
        "access_token": token.access,
        "refresh_token": token.refresh,
        "expiry_time": shown(token.access_until),
        "merchant_id": token.merchant_id,
        "scopes": sorted(token.scopes),
    }


def _app(state: State, asked: Fields, grant: str, *, redirect: bool) -> App:
    if asked.text("grant_type") != grant:
        raise Refused(BAD_PARAMETER, f"grant_type must be set to '{grant}'")
    app = state.apps.get(asked.text("client_id"))
    fits = app is not None and asked.text("client_secret") == app.secret
    if app is None or not fits or (redirect and asked.text("redirect_uri") != app.redirect_uri):
        words = "One of client_id, client_secret, or redirect_url does not match our records"
        raise Refused(CREDENTIALS, f"Incorrect credentials. {words}")
    return app


def _enabled(state: State, merchant_id: str) -> None:
    if state.shops[merchant_id].is_disabled:
        raise Refused(DISABLED, "Cannot access API due to account is disabled")
