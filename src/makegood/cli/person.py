"""`makegood person add | list`: the people of an organisation; the first one brings the organisation with them."""

from __future__ import annotations

import argparse
import secrets
import sys
from typing import Any

from makegood.cli import shared_store
from makegood.usecases.approving import Role


def run(arguments: list[str]) -> int:
    """2: the name is taken, or the password too weak; nothing was made."""
    parser = argparse.ArgumentParser(prog="makegood person", description="The people of an organisation.")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser(
        "add", help="someone who signs in; the password is read from standard input, or made and shown once"
    )
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", required=True, choices=list(Role))
    add.add_argument("--mail", metavar="ADDRESS", default="", help="to sign in with as well; nothing is sent there")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    show = commands.add_parser("list")
    for one in (add, show):
        shared_store.add_who(one)
    options = parser.parse_args(arguments)
    return shared_store.run(lambda: _add(options) if options.command == "add" else _list(options), desk=True)


def _add(options: argparse.Namespace) -> int:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from makegood.store.models import Membership, Organisation, Person

    password = sys.stdin.readline().rstrip("\n") if options.password_stdin else secrets.token_urlsafe(15)
    person = Person.objects.filter(username__iexact=options.name).first()
    if person is None:
        person = Person(username=options.name, email=options.mail)
        try:
            validate_password(password, person)
        except ValidationError as reason:
            raise shared_store.NotFound(f"the password is not taken: {' '.join(reason.messages)}") from None
        person.set_password(password)
    elif person.has_usable_password() and person.password:
        raise shared_store.NotFound(f"{options.name}: there is someone of that name already; nothing was changed")
    else:
        person.set_password(password)
    with transaction.atomic():
        person.save()
        organisation = _organisation(options.organisation, Organisation)
        Membership.objects.update_or_create(person=person, organisation=organisation, defaults={"role": options.role})
    print(f"{person.username}  {options.role}  {organisation.name}")
    if not options.password_stdin:
        print(f"password, shown this once: {password}")
    return 0


def _organisation(name: str | None, table: Any) -> Any:
    """The one named, made where there is none of that name; without a name the only one there is."""
    if name:
        return table.objects.filter(name=name).first() or table.objects.create(name=name)
    several = list(table.objects.order_by("name")[:2])
    if len(several) > 1:
        raise shared_store.NotFound("there are several organisations; say which: --organisation NAME")
    return several[0] if several else table.objects.create(name="Makegood")


def _list(options: argparse.Namespace) -> int:
    from makegood.store.models import Membership

    rows = Membership.objects.select_related("person", "organisation").order_by(
        "organisation__name", "person__username"
    )
    if options.organisation:
        rows = rows.filter(organisation__name=options.organisation)
    for one in rows:
        row = {"person": one.person.username, "role": one.role, "organisation": one.organisation.name}
        shared_store.printed(row) if options.json else print(
            f"{row['person']:<20} {row['role']:<10} {row['organisation']}"
        )
    return 0
