"""`makegood shop add | list`: the shops of an organisation; the first one brings the organisation and its owner with it."""

from __future__ import annotations

import argparse

from makegood.cli import shared_store
from makegood.core.words import Platform


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="makegood shop", description="The shops of an organisation.")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="a shop worked by hand; connecting it comes later, and joins what is there")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--platform", required=True, choices=list(Platform))
    add.add_argument("--region", help="where the seller's account is, ISO 3166-1 alpha-2")
    show = commands.add_parser("list")
    for one in (add, show):
        shared_store.add_who(one)
    options = parser.parse_args(arguments)
    return shared_store.run(lambda: _add(options) if options.command == "add" else _list(options))


def _add(options: argparse.Namespace) -> int:
    from makegood.store.models import Organisation, Shop

    if not Organisation.objects.exists():
        _first(options)
    with shared_store.entered(shared_store.who(options)):
        shop, made = Shop.objects.get_or_create(
            platform=options.platform, name=options.name, defaults={"region": options.region}
        )
    print(f"{shop.platform}  {shop.name}  {'added' if made else 'was there already'}")
    return 0


def _first(options: argparse.Namespace) -> None:
    from django.db import transaction

    from makegood.store.models import Membership, Organisation, Person

    with transaction.atomic():
        organisation = Organisation.objects.create(name=options.organisation or "Makegood")
        person = Person.objects.create(username=options.person or "owner")
        Membership.objects.create(organisation=organisation, person=person, role="owner")


def _list(options: argparse.Namespace) -> int:
    from makegood.store.models import Shop

    with shared_store.entered(shared_store.who(options)):
        for shop in Shop.objects.order_by("platform", "name"):
            row = {
                "shop": shop.name,
                "platform": shop.platform,
                "pulled_until": shop.pulled_until,
                "trouble": shop.trouble,
            }
            shared_store.printed(row) if options.json else print(
                f"{row['platform']:<12} {row['shop']:<24} {row['trouble'] or ''}"
            )
    return 0
