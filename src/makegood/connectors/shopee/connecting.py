"""Puts a Shopee shop's connection together: the wire, the partner, the tokens' renewal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from makegood.connectors.shopee.addresses import BASE, HOSTS
from makegood.connectors.shopee.connector import READ_LAG, Shopee
from makegood.connectors.shopee.oauth import App
from makegood.usecases.ports import Pace, Rate, Tokens, Vault
from makegood.wire.wire import Wire

Now = Callable[[], datetime]
RATES = {"open_api": Rate(1.4, 10, whole_app=True), "auth": Rate(0.05, 3, whole_app=True)}
"""House: together at most 100 calls in any minute of one partner, the one figure anybody tells of (sheet §2, Rate limits: uncertain)."""


def renewing(*, base: str | None, app_key: str, secret: str, pace: Pace, now: Now) -> Callable[[str], Tokens]:
    """The platform's call that makes new tokens of a refresh token."""
    app = App(app_key=app_key, secret=secret, pace=pace, wire=Wire(HOSTS), base=base or BASE)
    return lambda refresh: app.refresh(refresh, at=now())


def connect(
    *,
    base: str | None,
    app_key: str,
    secret: str,
    vault: Vault,
    pace: Pace,
    now: Now,
    options: Mapping[str, Any],
) -> Shopee:
    """`options`: `shop_id` (where the tokens are kept without it), `email` (for disputes), `read_lag` (seconds)."""
    lag, shop_id = options.get("read_lag"), options.get("shop_id")
    return Shopee(
        app_key=app_key,
        secret=secret,
        vault=vault,
        pace=pace,
        wire=Wire(HOSTS),
        now=now,
        base=base or BASE,
        read_lag=timedelta(seconds=lag) if lag is not None else READ_LAG,
        shop_id=str(shop_id) if shop_id else None,
        email=options.get("email"),
    )
