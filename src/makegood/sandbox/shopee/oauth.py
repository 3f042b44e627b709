"""Authorising a shop: codes used once, tokens for hours, refresh tokens used once (platforms/shopee.md §1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.shopee.accounts import Grant, Partner, Token
from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.state import State

PUSH_AUTHORISED, PUSH_EXPIRING = 1, 12


def new_code(state: State, partner: Partner, shops: tuple[int, ...]) -> str:
    """§1.3: taken once, for ten minutes. Several shops: a main account's."""
    code = f"{state.random.getrandbits(128):032x}"
    state.codes[code] = (partner.key, shops, state.at + timedelta(seconds=state.figures.code_seconds))
    return code


def grant(state: State, partner: Partner, shop_id: int) -> Grant:
    """§1.8: a seller's yes lasts 365 days; push 12 warns before its end."""
    until = state.at + timedelta(days=state.figures.grant_days)
    given = state.grants[partner.key, shop_id] = Grant(partner.key, shop_id, state.at, until)
    state.announce(PUSH_AUTHORISED, shop_id, {"shop_id": shop_id, "authorize_type": "shop authorization", "success": 1})
    warned = until - timedelta(days=state.figures.grant_warning_days)
    state.agenda.enter(warned, "grant_warned", partner.key, shop_id)
    return given


@happening("grant_warned")
def grant_warned(state: State, subject: tuple[Any, ...]) -> None:
    given = state.grants.get((subject[0], subject[1]))
    if given is not None:
        told = {"shop_expire_soon": [given.shop_id], "expire_before": int(given.until.timestamp())}
        state.announce(PUSH_EXPIRING, given.shop_id, told)


def new_token(state: State, partner: Partner, shop_id: int) -> Token:
    figures = state.figures
    if (partner.key, shop_id) not in state.grants:
        grant(state, partner, shop_id)
    token = Token(
        access=f"{state.random.getrandbits(128):032x}",
        refresh=f"{state.random.getrandbits(128):032x}",
        partner=partner.key,
        shop_id=shop_id,
        access_until=state.at + timedelta(seconds=figures.access_seconds),
        refresh_until=state.at + timedelta(days=figures.refresh_days),
        given_at=state.at,
    )
    state.tokens[token.access] = token
    return token


def exchange(state: State, partner: Partner, code: str, *, shop_id: int | None, main: int | None) -> dict[str, Any]:
    """§1.4: everything at top level, not under `response`."""
    key, shops, until = state.codes.get(code, ("", (), state.at))
    if key != partner.key or state.at >= until:
        raise Refused("invalid_code", "Invalid code, please have a check.")
    if shop_id is None and main is None:
        raise Refused("error_param", "There is no shop_id or main_account_id in body.")
    if shop_id is not None and shop_id not in shops:
        raise Refused("invalid_shop_id", "Invalid shop_id, please have a check.")
    if main is not None and len(shops) < 2:
        raise Refused("invalid_main_acount_id", "Invalid main_account_id, please have a check.")  # Quirk: spelt so
    del state.codes[code]
    token = new_token(state, partner, shops[0] if shop_id is None else shop_id)
    told: dict[str, Any] = {**document(state, token), "message": ""}
    if main is not None:
        told |= {
            "shop_id_list": list(shops),
            "merchant_id_list": sorted({state.shops[shop].merchant_id for shop in shops}),
        }
    return told


def renew(state: State, partner: Partner, refresh: str, shop_id: int | None) -> dict[str, Any]:
    """§1.5, §1.6: a pair for a pair; the refresh token is spent. The access token before lives on for minutes (§1.7)."""
    old = next((token for token in state.tokens.values() if token.refresh and token.refresh == refresh), None)
    if old is None or old.partner != partner.key:
        raise Refused("error_auth", "Invalid refresh_token.")
    if shop_id is None or shop_id != old.shop_id:
        raise Refused("error_shop_refresh_token", "The refresh_token does not belong to this shop.")
    if state.at >= old.refresh_until:
        raise Refused("refresh_token_expired", "Your refresh_token expired.")
    given = state.grants.get((partner.key, shop_id))
    if given is None or state.at >= given.until:
        raise Refused("shop_access_expired", "Your shop access has expired, please authorize again.")
    overlap = state.at + timedelta(seconds=state.figures.old_access_seconds)
    lives = min(old.access_until, overlap)
    state.tokens[old.access] = Token(old.access, "", old.partner, old.shop_id, lives, old.refresh_until, old.given_at)
    token = new_token(state, partner, shop_id)
    return {**document(state, token), "partner_id": int(partner.key), "shop_id": shop_id, "message": ""}


def bearer(state: State, partner: Partner, access: str, shop_id: int) -> None:
    """The token is alive and this shop's. Quirk (sandbox list, 3): a dead one is refused in two ways, one of them misspelt."""
    token = state.tokens.get(access)
    if token is None or token.partner != partner.key or state.at >= token.access_until:
        raise stale(state)
    if token.shop_id != shop_id:
        raise Refused("error_auth", "Invalid partner_id or shopid.")
    given = state.grants.get((partner.key, shop_id))
    if given is None or state.at >= given.until:
        raise Refused("shop_no_linked", "Partner and shop has no linked.")


def stale(state: State) -> Refused:
    if state.random.random() < 0.5:
        return Refused("invalid_acceess_token", "Invalid access_token, please have a check.")
    return Refused("error_auth", "Invalid access_token.")


def document(state: State, token: Token) -> dict[str, Any]:
    return {
        "access_token": token.access,
        "refresh_token": token.refresh,
        "expire_in": int((token.access_until - state.at).total_seconds()),
    }
