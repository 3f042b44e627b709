"""Puts a Wish shop's connection together: the wire, the app, the tokens' renewal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from makegood.connectors.wish.addresses import BASE, HOSTS
from makegood.connectors.wish.connector import READ_LAG, Wish
from makegood.connectors.wish.oauth import App
from makegood.usecases.ports import Pace, Tokens, Vault
from makegood.wire.wire import Wire

Now = Callable[[], datetime]


def renewing(*, base: str | None, app_key: str, secret: str, pace: Pace, now: Now) -> Callable[[str], Tokens]:
    """The platform's call that makes new tokens of a refresh token."""
    app = App(app_key=app_key, secret=secret, pace=pace, wire=Wire(HOSTS), base=base or BASE)
    return lambda refresh: app.refresh(refresh, at=now())


def connect(
    *,
    base: str | None,
    app_key: str,  # noqa: ARG001 (requests bear a token, and nothing of the app: sheet §1)
    secret: str,
    vault: Vault,
    pace: Pace,
    now: Now,
    options: Mapping[str, Any],
) -> Wish:
    """`options`: `origin_country` (where parcels are sent from, ISO 3166), `read_lag` (seconds)."""
    lag = options.get("read_lag")
    return Wish(
        secret=secret,
        vault=vault,
        pace=pace,
        wire=Wire(HOSTS),
        now=now,
        base=base or BASE,
        read_lag=timedelta(seconds=lag) if lag is not None else READ_LAG,
        origin_country=options.get("origin_country"),
    )
