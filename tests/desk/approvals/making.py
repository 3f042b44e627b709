"""Actions that wait for a yes, and people who have proved just now who they are."""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.test import Client
from django.utils import timezone

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.store.making import Scene


def asked(
    one: Scene, number: int = 1, amount: str | None = "12.30", *, verb: Verb = Verb.refund, by: str = "clerk",
    hours: float = 0, paid: str = "900.00", **details: object,
) -> UUID:  # fmt: skip
    """A case of its own that lapses in twelve hours from now (`hours` later), and an action asked for in it."""
    from makegood.store import actions
    from makegood.store.models import Case

    now = timezone.now()
    case = taken_in(one, number, at=now + timedelta(hours=hours), total=paid)
    who = f"person:{one.people[by]}" if by in one.people else by
    money = Money(Decimal(amount), "USD") if amount else None
    with within(one.organisation):
        action = actions.propose(Case.objects.get(pk=case), verb, details, money=money, by=who, at=now)
    return UUID(str(action.pk))


def state(one: Scene, action: UUID) -> str:
    from makegood.store.models import Action

    with within(one.organisation):
        return str(Action.objects.get(pk=action).state)


def fresh(client: Client) -> Client:
    """As if the password had been given a moment ago."""
    from allauth.account.internal.flows import login

    session = client.session
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client
