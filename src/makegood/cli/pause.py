"""`makegood pause`: the kill switch. When it returns, no further call to a platform begins. `--lift` ends it."""

from __future__ import annotations

import argparse

from makegood.cli import shared_store


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="makegood pause", description="Stop all writes to platforms, within a second."
    )
    parser.add_argument("--shop", help="this shop only")
    parser.add_argument("--everything", action="store_true", help="every organisation of this installation")
    parser.add_argument("--why", default="")
    parser.add_argument("--lift", action="store_true", help="end every pause that this would have made")
    shared_store.add_who(parser)
    options = parser.parse_args(arguments)
    return shared_store.run(lambda: _pause(options))


def _pause(options: argparse.Namespace) -> int:
    from makegood.store import pauses
    from makegood.store.models import Pause, Shop
    from makegood.store.workers import database_clock

    one = shared_store.who(options)
    with shared_store.entered(one):
        shop = Shop.objects.filter(name=options.shop).first() if options.shop else None
    if options.shop and shop is None:
        raise shared_store.NotFound(f"{options.shop}: no such shop; `makegood shop list` lists them")
    organisation = None if options.everything else one.organisation
    shop_id = shop.pk if shop is not None else None
    if options.lift:
        held = Pause.objects.filter(organisation=organisation, shop=shop_id, until__isnull=True)
        for pause in held:
            pauses.lift(pause.pk, at=database_clock())
        print("lifted / 已恢复")
        return 0
    pauses.pause(by=one.by, why=options.why, at=database_clock(), organisation=organisation, shop=shop_id)
    print("paused: no call begins any more / 已暂停：不再有新的写入")
    return 0
