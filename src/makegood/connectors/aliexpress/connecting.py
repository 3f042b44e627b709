"""Puts an AliExpress shop's connection together: the wire, the app, the tokens' renewal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from makegood.connectors.aliexpress.addresses import BASE, HOST
from makegood.connectors.aliexpress.connector import READ_LAG, AliExpress
from makegood.connectors.aliexpress.oauth import App
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
) -> AliExpress:
    """`options`: `return_address` (the id of the address that returns go to), `read_lag` (seconds)."""
    lag = options.get("read_lag")
    return AliExpress(
        app_key=app_key,
        secret=secret,
        vault=vault,
        pace=pace,
        wire=Wire({HOST}),
        now=now,
        base=base or BASE,
        read_lag=timedelta(seconds=lag) if lag is not None else READ_LAG,
        return_address=options.get("return_address"),
    )
