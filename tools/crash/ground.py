"""Where trials take place: a database for each runner, so that no trial's worker takes another's work."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql

from makegood import assess
from makegood.store import embedded
from makegood.store.opening import close, open_store

FIRST = "crash"
VACUUM = 60.0
"""Seconds that a vacuum of a trial's few rows may take."""


@contextmanager
def prepared(folder: Path, runners: int) -> Iterator[list[str]]:
    """The names of as many databases with the tables of this version. The server is left as it was found."""
    was_running = (folder / "access.json").exists() and embedded.Server(folder, 0, {}).is_running
    server = embedded.server(folder)
    names = [f"{FIRST}_{os.getpid()}_{number}" for number in range(runners)]
    owner = server.url("makegood_owner", "postgres")
    try:
        _cleared(owner)
        _make(owner, names[0])
        open_store(app=server.url("makegood_app", names[0]), owner=server.url("makegood_owner", names[0]))
        from makegood.store import schema

        schema.up()
        close()
        _warm()
        for name in names[1:]:
            _make(owner, name, like=names[0])
        yield names
    finally:
        close()
        for name in names:
            _drop(owner, name)
        if not was_running:
            server.stop()


def _make(owner: str, name: str, like: str = "template1") -> None:
    with psycopg.connect(owner, autocommit=True) as admin:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
        admin.execute(statement)


def _cleared(owner: str) -> None:
    """Databases of runs that were killed themselves."""
    with psycopg.connect(owner, autocommit=True) as admin:
        found = admin.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [FIRST]).fetchall()
    for (name,) in found:
        if not _lives(int(name.split("_")[1])):
            _drop(owner, name)


def _drop(owner: str, name: str) -> None:
    """A vacuum that is at work there may not be ended by the owner; it ends by itself."""
    end = time.monotonic() + VACUUM
    with psycopg.connect(owner, autocommit=True) as admin:
        while True:
            try:
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
                return
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _warm() -> None:
    """Packs and rules are read once, here: a forked worker is at work at once."""
    from tests.store.making import T0, dispute

    assess(dispute(), T0)
    gc.freeze()  # what is here stays: a collection in a fork would copy every page of it


def enter(name: str) -> None:
    """In a runner: all that follows happens in this database."""
    for connection in connections.all():
        connection.settings_dict["NAME"] = name
