"""The PostgreSQL server that is worked on: one started on its own, reached by DATABASE_URL alone; and pgbench on it as the yardstick."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import psycopg

from makegood.store import embedded, opening

YARDSTICK = "pace_of_work_yardstick"


def open_separately(folder: Path) -> embedded.Server | None:
    """The server that DATABASE_URL names; without it one is made in `folder`, with a server's own settings and a real disk."""
    server = None
    if "DATABASE_URL" not in os.environ:
        if folder.exists():
            embedded.server(folder).stop()
            shutil.rmtree(folder)
        server = embedded.server(folder)
        os.environ["DATABASE_URL"] = server.url("makegood_app")
        os.environ["DATABASE_OWNER_URL"] = server.url("makegood_owner")
    opening.open_store()
    from makegood.store import schema

    schema.up()
    return server


def emptied() -> None:
    """Empties the store, where nothing stands in it but what this bench has put there."""
    from django.apps import apps
    from django.db import connections
    from django.db.models import Q

    from makegood.store.models import Organisation

    ours = Q(name="One") | Q(name__startswith="Rehearsal ")
    if strangers := Organisation.objects.exclude(ours).values_list("name", flat=True)[:1]:
        raise SystemExit(
            f"DATABASE_URL: found the organisation {strangers[0]!r}; expected an empty store, for this bench empties it"
        )
    tables = ", ".join(f'"{model._meta.db_table}"' for model in apps.get_app_config("store").get_models())
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


def pgbench(clients: int, seconds: int) -> float:
    """Simple updates a second (pgbench -N), in a database of its own on the same server."""
    from urllib.parse import urlsplit, urlunsplit

    url = os.environ["DATABASE_OWNER_URL"]
    there = urlunsplit(urlsplit(url)._replace(path=f"/{YARDSTICK}"))
    with psycopg.connect(url, autocommit=True) as owner:
        if owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [YARDSTICK]).fetchone() is None:
            owner.execute(f"CREATE DATABASE {YARDSTICK}")
            _pgbench("-i", "-q", "-s", "5", there)
    said = _pgbench("-N", "-c", str(clients), "-j", str(clients), "-T", str(seconds), there)
    found = re.search(r"tps = ([\d.]+)", said)
    if found is None:
        raise RuntimeError(f"pgbench: found {said[-300:]!r}; expected a line `tps = …`")
    return float(found[1])


def _pgbench(*arguments: str) -> str:
    done = embedded.run_tool("pgbench", arguments, {})
    if done.returncode:
        raise RuntimeError(f"pgbench {' '.join(arguments[:-1])}: {done.stderr.decode()[-300:]}")
    return done.stdout.decode()
