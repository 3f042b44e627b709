"""One embedded PostgreSQL for the whole session, for whoever asks for `store`; emptied before each test that does.

Folders that use it import `tests.opened` in their conftest.py: Django is set up while their tests are gathered, and no others'.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from makegood.store import embedded


@pytest.fixture(scope="session")
def server() -> Iterator[embedded.Server]:
    from makegood.store import embedded, opening

    # Not under pytest's own folder: every session that starts meanwhile closes that to the account the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="makegood-test-"))
    folder.chmod(0o711)
    start = (
        "import sys; from pathlib import Path; from makegood.store import embedded; embedded.server(Path(sys.argv[1]))"
    )
    subprocess.run(
        [sys.executable, "-c", start, str(folder / "data")], check=True
    )  # it looks for a free port; here sockets are off
    made = embedded.server(folder / "data")
    yield made
    opening.close()
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def opened(server: embedded.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Server]:
    from django.db import connections

    from makegood.store import schema
    from makegood.store.settings import database

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAKEGOOD_HOME", str(tmp_path_factory.mktemp("home")))
        for alias, role in (("default", "makegood_app"), ("owner", "makegood_owner")):
            connections.settings[alias].update(database(server.url(role)))
        schema.up()
        yield server


@pytest.fixture
def store(opened: embedded.Server) -> embedded.Server:
    """An empty store with its walls up, and an empty desk."""
    emptied()
    return opened


def emptied() -> None:
    """Every row of ours away."""
    from django.apps import apps
    from django.db import connections

    models = [model for model in apps.get_models() if model._meta.app_label not in ("contenttypes", "auth")]
    tables = ", ".join(f'"{model._meta.db_table}"' for model in models)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")
