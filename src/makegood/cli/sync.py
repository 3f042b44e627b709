"""`makegood sync [SHOP]`: pulls what changed on a shop's platform, now."""

from __future__ import annotations

import argparse
from typing import Any

from makegood.cli import shared_store


def run(arguments: list[str]) -> int:
    """0: read. 2: a shop could not be; its trouble is said."""
    parser = argparse.ArgumentParser(prog="makegood sync", description="Pull what changed, now.")
    parser.add_argument("shop", nargs="?", metavar="SHOP", help="one shop's name; all of them where left out")
    shared_store.add_who(parser)
    options = parser.parse_args(arguments)
    return shared_store.run(lambda: _sync(options))


def _sync(options: argparse.Namespace) -> int:
    from makegood.store import due
    from makegood.store.models import Shop
    from makegood.store.pulling import PULL, pull
    from makegood.store.wiring import connections
    from makegood.store.workers import database_clock

    one = shared_store.who(options)
    with shared_store.entered(one):
        shops = list(Shop.objects.filter(name=options.shop) if options.shop else Shop.objects.all())
    if not shops:
        raise shared_store.NotFound(f"{options.shop or 'shop'}: no such shop; `makegood shop list` lists them")
    connect, told = connections(database_clock), []
    for shop in shops:
        if connect(one.organisation, shop.pk) is None:
            told.append(_row(shop, None, "not connected: worked by hand"))
            continue
        work = due.take(PULL, shop.pk, one.organisation, at=database_clock(), holder="sync")
        count = pull(work, connect, database_clock)
        with shared_store.entered(one):
            trouble = Shop.objects.values_list("trouble", flat=True).get(pk=shop.pk)
        told.append(_row(shop, count, trouble))
    for line in told:
        shared_store.printed(line) if options.json else print(
            f"{line['shop']:<24} {line['read']}  {line['trouble'] or ''}"
        )
    return 2 if any(line["trouble"] and line["read"] is not None for line in told) else 0


def _row(shop: Any, read: int | None, trouble: str | None) -> dict[str, Any]:
    return {"shop": shop.name, "platform": shop.platform, "read": read, "trouble": trouble}
