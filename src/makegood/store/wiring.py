"""The one place that plugs connectors and their tokens and pace into the store: a shop's connection, and a whole worker."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from makegood.store.checks import CHECK, checker
from makegood.store.erasing import ERASE, eraser
from makegood.store.hooks import HEAR, hearer
from makegood.store.importing import IMPORT, importer
from makegood.store.models import Shop, Token
from makegood.store.pace import Shared
from makegood.store.pulling import PULL, puller
from makegood.store.sealing import SEAL, sealer
from makegood.store.sending import SEND, sender
from makegood.store.tenancy import within
from makegood.store.tokens import Kept
from makegood.store.warning import ASSESS, WARN, assessor, warner
from makegood.store.workers import Connect, Handler, Now, Worker, database_clock
from makegood.usecases.ports import Connection, Pace

Paced = Callable[[str, str], Pace]
"""App and shop to their pace."""


def worker(now: Now = database_clock, connect: Connect | None = None) -> Worker:
    """A worker for every kind of due work."""
    return Worker(handlers(now, connect or connections(now, apart=now is database_clock)), now=now)


def handlers(now: Now, connect: Connect) -> dict[str, Handler]:
    """What is done about each kind of due row; money and clocks before reading."""
    return {
        SEND: sender(connect, now),
        WARN: warner(now),
        ASSESS: assessor(now),
        SEAL: sealer(now),
        HEAR: hearer(now),
        PULL: puller(connect, now),
        ERASE: eraser(now),
        IMPORT: importer(now),
        CHECK: checker(now),
    }


def connections(now: Now, pace: Paced | None = None, *, apart: bool = False) -> Connect:
    """Connections by shop, made once each while the shop's address and app stand as they are.

    `apart`: tokens are renewed in a process of its own (renewing.py).
    """
    made: dict[tuple[UUID, str | None, str], Connection] = {}

    def connect(organisation: UUID, shop_id: UUID) -> Connection | None:
        with within(organisation):
            shop = Shop.objects.get(pk=shop_id)
            token = Token.objects.filter(shop=shop).first()
        place = f"makegood.connectors.{shop.platform}.connecting"
        if token is None or find_spec(place) is None:
            return None
        key = (shop.pk, shop.address, token.app_key)
        if key not in made:
            connecting = import_module(place)
            rates = getattr(connecting, "RATES", {})
            paced = pace(token.app_key, str(shop.pk)) if pace else Shared(token.app_key, str(shop.pk), now, rates)
            app = _app(shop, token.app_key, paced, now)
            vault = Kept(shop.organisation_id, shop.pk, now, connecting.renewing(**app), apart)
            made[key] = connecting.connect(**app, vault=vault, options=shop.options)
        return made[key]

    return connect


def vault_of(organisation: UUID, shop_id: UUID, now: Now) -> Kept:
    """A connected shop's tokens, with the platform's call that renews them."""
    with within(organisation):
        shop = Shop.objects.get(pk=shop_id)
        token = Token.objects.get(shop=shop)
    connecting = import_module(f"makegood.connectors.{shop.platform}.connecting")
    pace = Shared(token.app_key, str(shop.pk), now, getattr(connecting, "RATES", {}))
    return Kept(organisation, shop_id, now, connecting.renewing(**_app(shop, token.app_key, pace, now)))


def _app(shop: Shop, app_key: str, pace: Pace, now: Now) -> dict[str, Any]:
    secret = Kept(shop.organisation_id, shop.pk, now).secret()
    return {"base": shop.address, "app_key": app_key, "secret": secret, "pace": pace, "now": now}
