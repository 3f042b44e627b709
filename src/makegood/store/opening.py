"""Opens the store: finds the database, sets Django up, and refuses a role that the walls would not hold."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

ROLE_FAULTS = {
    "superuser": "is a superuser, and no row security holds it",
    "bypass": "may look past row security (BYPASSRLS)",
    "owner": "owns tables, and could take the walls down",
}


class Refused(RuntimeError):
    """The store does not open; says why and what to do."""


STORE = "makegood.store.settings"


def open_store(
    *,
    app: str | None = None,
    owner: str | None = None,
    folder: Path | None = None,
    settings_of: str = STORE,
    also: Mapping[str, Any] | None = None,
) -> None:
    """Sets Django up, once a process. `app`, `owner`: addresses by role; else the environment's, else the embedded server's.

    `settings_of`: the module of settings, where a layer above brings its own; `also`: what only the moment can say.
    """
    import django
    from django.conf import settings

    if settings.configured:
        return
    app, owner = app or os.environ.get("DATABASE_URL"), owner or os.environ.get("DATABASE_OWNER_URL")
    if app is None:
        from makegood.store import embedded

        server = embedded.server(folder)
        app, owner = server.url("makegood_app"), server.url("makegood_owner")
    ours: Any = import_module(settings_of)
    chosen = {name: getattr(ours, name) for name in dir(ours) if name.isupper()} | dict(also or {})
    chosen["DATABASES"] = {"default": ours.database(app), "owner": ours.database(owner or app)}
    chosen["SECRET_KEY"] = chosen["SECRET_KEY"] or app  # the store alone signs nothing; the desk brings its own
    settings.configure(**chosen)
    django.setup()


def close() -> None:
    from django.db import connections

    connections.close_all()


def insist_on_a_plain_role() -> None:
    """Raises `Refused` where the application's role is a superuser, may bypass row security, or owns a table."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT rolsuper, rolbypassrls, EXISTS (
                SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v') AND pg_has_role(r.oid, c.relowner, 'USAGE')
            ) FROM pg_roles r WHERE rolname = current_user
            """
        )
        row = cursor.fetchone()
        faults = [name for name, found in zip(("superuser", "bypass", "owner"), row, strict=True) if found]
    if faults:
        role = connection.settings_dict["USER"]
        raise Refused(
            f"DATABASE_URL: the role {role!r} {' and '.join(ROLE_FAULTS[name] for name in faults)}; "
            "expected a plain role that owns nothing, as `makegood db up` makes it; give the owner's address as DATABASE_OWNER_URL"
        )
