"""What the commands that work on the store share: opening it, who is asking, how an answer is printed."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

STORE_MISSING = "this command needs the store: install makegood[store]"


@dataclass(frozen=True, slots=True)
class Who:
    """The organisation worked in, and the person who asks."""

    organisation: UUID
    person: UUID
    name: str

    @property
    def by(self) -> str:
        return f"person:{self.person}"


class NotFound(Exception):
    """No such case, action, shop, person: also what is another organisation's. Says what there is to choose from."""


def add_who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--organisation", metavar="NAME", help="where there are several (or MAKEGOOD_ORGANISATION)")
    parser.add_argument("--as", dest="person", metavar="USER", help="who says so (or MAKEGOOD_USER)")
    parser.add_argument("--json", action="store_true", help="JSON instead of text")


def run(work: Callable[[], int], *, desk: bool = False, tables: bool = True) -> int:
    """Opens the store and does the work. 2: what was asked is not possible, said why. 1: anything else.

    `desk`: with the desk's settings, for what its own tables or rules are needed for. `tables`: insists that there are any.
    """
    try:
        import django  # noqa: F401 - is it there?

        from makegood.store import opening
    except ModuleNotFoundError as reason:
        print(f"{STORE_MISSING} ({reason.name} is missing)", file=sys.stderr)
        return 1
    from makegood.store.embedded import NoServer

    try:
        _open(desk)
        if tables:
            _insist_on_tables()
            opening.insist_on_a_plain_role()
        return work()
    except (NotFound, opening.Refused, NoServer) as reason:
        print(reason, file=sys.stderr)
        return 2
    except Exception as reason:
        from makegood.core.text import Text

        if not isinstance(text := getattr(reason, "text", None), Text):  # NotPossible, MayNot say it in two languages
            raise
        print(f"{text.zh}\n{text.en}", file=sys.stderr)
        return 2
    finally:
        opening.close()


def _open(desk: bool) -> None:
    if desk:
        from makegood.desk.opening import open_desk

        open_desk()
    else:
        from makegood.store.opening import open_store

        open_store()


def _insist_on_tables() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('store_due') IS NOT NULL")
        if not cursor.fetchone()[0]:
            raise NotFound("the database has no tables yet; run `makegood db up` first")


def who(options: argparse.Namespace) -> Who:
    """The one organisation and person meant. Raises `NotFound`."""
    from makegood.store.models import Membership

    organisation = options.organisation or os.environ.get("MAKEGOOD_ORGANISATION")
    person = options.person or os.environ.get("MAKEGOOD_USER")
    found = Membership.objects.select_related("person", "organisation").order_by("organisation__name", "id")
    if organisation:
        found = found.filter(organisation__name=organisation)
    if person:
        found = found.filter(person__username=person)
    members = list(found[:20])
    owners = [one for one in members if one.role == "owner"]
    if len(members) > 1 and len({one.organisation_id for one in members}) == 1 and len(owners) == 1 and not person:
        members = owners
    if len(members) != 1:
        shown = ", ".join(f"--organisation {one.organisation.name!r} --as {one.person.username}" for one in members)
        hint = shown or "none that fits; `makegood shop add` makes the first one"
        raise NotFound(f"which organisation and person is not certain; there are: {hint}")
    (member,) = members
    return Who(member.organisation_id, member.person_id, member.person.username)


@contextmanager
def entered(one: Who) -> Iterator[None]:
    from makegood.store.tenancy import within

    with within(one.organisation):
        yield


def case_of(name: str) -> Any:
    """The case of that number or id, in the organisation entered. Raises `NotFound`."""
    from makegood.store.models import Case

    rows = Case.objects.select_related("shop", "order", "content", "order__content")
    found = rows.filter(pk=UUID(name)) if _is_uuid(name) else rows.filter(number=name)
    cases = list(found[:2]) or list(rows.filter(order__number=name)[:2])
    if len(cases) != 1:
        raise NotFound(
            f"{name}: found {'no case' if not cases else 'several cases'} of that number; `makegood cases` lists them"
        )
    return cases[0]


def action_of(name: str) -> Any | None:
    from makegood.store.models import Action

    return Action.objects.filter(pk=UUID(name)).first() if _is_uuid(name) else None


def _is_uuid(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True


def connection_of(one: Who, shop: UUID) -> Any | None:
    from makegood.store.wiring import connections
    from makegood.store.workers import database_clock

    return connections(database_clock)(one.organisation, shop)


def printed(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def shown_action(action: Any) -> dict[str, Any]:
    """An action as JSON: its state, money, receipt, and why it stands there."""
    from makegood.core.instants import show
    from makegood.store.actions import money_of

    money = money_of(action)
    return {
        "id": str(action.pk),
        "action": action.kind,
        "state": action.state,
        "money": money.as_json() if money else None,
        "details": action.details,
        "attempts": action.attempts,
        "receipt": action.receipt,
        "why": action.why or None,
        "code": action.code or None,
        "due_at": show(action.due_at) if action.due_at else None,
    }
