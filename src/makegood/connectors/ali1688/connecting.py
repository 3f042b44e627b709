"""Puts a 1688 shop's connection together: the wire, the app, the tokens' renewal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from makegood.connectors.ali1688.addresses import BASE, HOST
from makegood.connectors.ali1688.connector import READ_LAG, Ali1688
from makegood.connectors.ali1688.oauth import App
from makegood.usecases.ports import Pace, Tokens, Vault
from makegood.wire.wire import Wire

Now = Callable[[], datetime]


def renewing(*, base: str | None, app_key: str, secret: str, pace: Pace, now: Now) -> Callable[[str], Tokens]:
    """The platform's call that makes new tokens of a refresh token."""
    app = App(app_key=app_key, secret=secret, pace=pace, wire=Wire({HOST}), base=base or BASE)
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
) -> Ali1688:
    """`options`: `return_address` (address, fullName, mobilePhone or phone, post), `read_lag` (seconds)."""
    lag, address = options.get("read_lag"), options.get("return_address")
    return Ali1688(
        app_key=app_key,
        secret=secret,
        vault=vault,
        pace=pace,
        wire=Wire({HOST}),
        now=now,
        base=base or BASE,
        read_lag=timedelta(seconds=lag) if lag is not None else READ_LAG,
        return_address={str(k): str(v) for k, v in address.items()} if isinstance(address, Mapping) else None,
    )
