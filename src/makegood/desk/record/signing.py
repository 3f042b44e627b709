"""Who signed in, and out, and who failed to: on record in the organisations they belong to. A name that nobody has leaves no trace."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q

from makegood.store.keys import uuid7
from makegood.store.models import Membership, Person
from makegood.store.record import Fact, keyed, record
from makegood.store.tenancy import within
from makegood.store.workers import database_clock


def listen() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="record_signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="record_signed_out")
    user_login_failed.connect(_failed, dispatch_uid="record_sign_in_failed")


def _signed_in(user: Any, **_: Any) -> None:
    _put(user, "signed_in")


def _signed_out(user: Any, **_: Any) -> None:
    if user is not None:
        _put(user, "signed_out")


def _failed(credentials: dict[str, Any], **_: Any) -> None:
    name = str(credentials.get("username") or credentials.get("email") or "").replace("\x00", "")[:150]
    person = Person.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).first() if name else None
    if person is not None:
        _put(person, "sign_in_failed")


def _put(person: Any, what: str) -> None:
    at = database_clock()
    for organisation in Membership.objects.filter(person=person).values_list("organisation_id", flat=True):
        with within(organisation):
            record([Fact(what, at, f"person:{person.pk}", keyed(what, uuid7()), body={"via": "desk"})], at=at)
