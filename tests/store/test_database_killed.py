"""PostgreSQL killed under its writers: a smoke of `tools.prove_database`, which does it hundreds of times."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.prove_database import is_well, play

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture
def place() -> Iterator[Path]:
    """Where the account that runs the server can reach it, whatever pytest does with its own folder."""
    folder = Path(tempfile.mkdtemp(prefix="makegood-killed-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_nothing_acknowledged_is_lost_and_the_record_verifies(place: Path) -> None:
    result = play(place, kills=5, seed=1, writers=2)

    assert is_well(result), result
    assert result["acknowledged"] > 5 and result["records"]["whole"] == 2 and result["events_sealed"] > 10


def test_a_server_that_acknowledges_too_early_is_found_out(place: Path) -> None:
    result = play(place, kills=2, seed=2, writers=1, planted=True)

    assert result["lost"] or result["writers_failed"], result
