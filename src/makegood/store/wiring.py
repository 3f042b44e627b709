"""The one place that plugs connectors and their tokens and pace into the store: a shop's connection, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from uuid import UUID

from makegood.store.models import Shop, Token
from makegood.store.tenancy import within
from makegood.usecases.ports import Connection

Connect = Callable[[UUID, UUID], Connection | None]
"""Organisation and shop to the shop's connection; None where it has none and is worked by hand."""


def connections(now: Callable[[], datetime]) -> Connect:
    """Connections by shop, made once each while the shop's row stands as it is."""
    made: dict[tuple[UUID, str | None, str], Connection] = {}

    def connect(organisation: UUID, shop_id: UUID) -> Connection | None:
        from makegood.store.pace import Shared
        from makegood.store.tokens import Kept

        with within(organisation):
            shop = Shop.objects.get(pk=shop_id)
            token = Token.objects.filter(shop=shop).first()
        place = f"makegood.connectors.{shop.platform}.connector"
        if token is None or find_spec(place) is None:
            return None
        key = (shop.pk, shop.address, token.app_key)
        if key not in made:
            pace = Shared(app=token.app_key, shop=str(shop.pk), now=now)
            vault = Kept(organisation=organisation, shop=shop.pk, now=now)
            made[key] = import_module(place).connect(
                address=shop.address, app_key=token.app_key, vault=vault, pace=pace, now=now
            )
        return made[key]

    return connect
