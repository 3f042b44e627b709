"""Tokens, and what a seller gave leave for (platforms/shopee.md §1)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.shopee import oauth
from makegood.sandbox.shopee.calls import Call, api
from makegood.sandbox.shopee.refusing import Refused


@api("POST", "auth/token/get", kind="public", flat=True)
def exchange(call: Call) -> dict[str, Any]:
    of_this_partner(call)
    asked = call.asked
    shop_id = asked.number("shop_id") if asked.has("shop_id") else None
    main = asked.number("main_account_id") if asked.has("main_account_id") else None
    return oauth.exchange(call.state, call.partner, asked.text("code"), shop_id=shop_id, main=main)


@api("POST", "auth/access_token/get", kind="public", flat=True)
def renew(call: Call) -> dict[str, Any]:
    """Exactly one id (§1.6)."""
    of_this_partner(call)
    asked = call.asked
    named = [name for name in ("shop_id", "merchant_id", "supplier_id", "user_id", "principal_id") if asked.has(name)]
    if len(named) != 1:
        raise Refused("error_param", "Only one of shop_id and merchant_id should be passed.")
    shop_id = asked.number("shop_id") if named == ["shop_id"] else None
    return oauth.renew(call.state, call.partner, asked.text("refresh_token"), shop_id)


def of_this_partner(call: Call) -> None:
    """Both calls repeat the partner in their body."""
    if str(call.asked.number("partner_id")) != call.partner.key:
        raise Refused("invalid_partner_id", "Invalid partner_id, please have a check.")


@api("GET", "public/get_shops_by_partner", kind="public", flat=True)
def shops(call: Call) -> dict[str, Any]:
    given = [one for one in call.state.grants.values() if one.partner == call.partner.key]
    listed = [
        {
            "region": call.state.shops[one.shop_id].region,
            "shop_id": one.shop_id,
            "auth_time": int(one.since.timestamp()),
            "expire_time": int(one.until.timestamp()),
            "sip_affi_shop_list": [],
        }
        for one in given
    ]
    return {"authed_shop_list": listed, "more": False}


@api("GET", "shop/get_shop_info", flat=True)
def shop_info(call: Call) -> dict[str, Any]:
    """At top level, as the reference shows it."""
    given = call.state.grants[call.partner.key, call.shop.shop_id]
    return {
        "shop_name": call.shop.name,
        "region": call.shop.region,
        "status": "NORMAL",
        "is_cb": call.shop.cross_border,
        "auth_time": int(given.since.timestamp()),
        "expire_time": int(given.until.timestamp()),
    }


@api("GET", "merchant/get_merchant_info", kind="merchant", flat=True)
def merchant(call: Call) -> dict[str, Any]:
    return {"merchant_name": f"{call.shop.name} Trading", "is_cnsc": call.shop.cross_border, "merchant_region": "CN"}
