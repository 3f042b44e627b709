"""One embedded PostgreSQL for the whole session; emptied before each test that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket

from makegood.store import embedded, opening
from makegood.store.settings import database

# Django is set up while tests are gathered, so that they may import models; which server it is shows when one is asked for.
opening.open_store(app="postgresql://nobody@127.0.0.1:1/none", owner="postgresql://nobody@127.0.0.1:1/none")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Server]:
    folder: Path = tmp_path_factory.mktemp("postgres")
    for parent in (folder, folder.parent, folder.parent.parent):  # the server's account must reach its own folder
        parent.chmod(parent.stat().st_mode | 0o011)
    pytest_socket.enable_socket()  # it looks for a free port of loopback
    made = embedded.server(folder / "data")
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield made
    opening.close()
    made.stop()


@pytest.fixture(scope="session")
def opened(server: embedded.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Server]:
    from django.db import connections

    from makegood.store import schema

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAKEGOOD_HOME", str(tmp_path_factory.mktemp("home")))
        for alias, role in (("default", "makegood_app"), ("owner", "makegood_owner")):
            connections.settings[alias].update(database(server.url(role)))
        schema.up()
        yield server


@pytest.fixture
def store(opened: embedded.Server) -> embedded.Server:
    """An empty store with its walls up."""
    from django.apps import apps
    from django.db import connections

    tables = ", ".join(f'"{model._meta.db_table}"' for model in apps.get_app_config("store").get_models())
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")
    return opened
