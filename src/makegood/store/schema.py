"""`makegood db up`: the tables as this version needs them, with their walls; safe to run at any time, by any number of machines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections, transaction

from makegood.store.walls import statements

LOCK = 0x6D616B65  # "make": whoever migrates, one at a time


def up() -> None:
    """Migrates as the owner, then puts the walls up as this version has them. Committed as a whole, or not at all."""
    with alone():
        migrate()


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else migrates or restores this database meanwhile."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def migrate() -> None:
    role = connections["default"].settings_dict["USER"]
    _app_role(role)
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        for statement in statements(role):
            cursor.execute(statement)


def _app_role(role: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            raise RuntimeError(
                f"the application's role {role!r} does not exist on this server; make it with "
                f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '…', then run `makegood db up` again"
            )
