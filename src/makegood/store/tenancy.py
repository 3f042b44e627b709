"""Whose data: everything a tenant table gives or takes goes through the organisation that was entered.

Two walls. The managers filter by the organisation and refuse to work without one; PostgreSQL's row security does the same for
every statement, whatever the code forgot.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

_entered: ContextVar[UUID | None] = ContextVar("organisation", default=None)


class NoOrganisation(RuntimeError):
    """A tenant table was asked for outside `within(organisation)`: a fault of the program, refused before any row is read."""


def organisation_id() -> UUID:
    entered = _entered.get()
    if entered is None:
        raise NoOrganisation(
            "no organisation is entered; a tenant table is reached inside `with within(organisation):`"
        )
    return entered


@contextmanager
def within(organisation: UUID) -> Iterator[None]:
    """One transaction in which the tables show this organisation's rows and no others; entered inside another, a part of it."""
    with transaction.atomic():
        before = _entered.set(organisation)
        try:
            _enter(organisation)
            yield
            if (outer := before.old_value) is not before.MISSING and outer is not None:
                _enter(outer)  # where the inner part fails, its rollback does the same
        finally:
            _entered.reset(before)


def _enter(organisation: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.organisation', %s, true), set_config('idle_in_transaction_session_timeout', %s, true)",
            [str(organisation), settings.IDLE_MOST],
        )
