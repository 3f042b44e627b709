"""django-helpdesk beside ours: its package in an environment of its own, its database on the same server, asked in the same run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from makegood.store.embedded import Server

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "build" / "helpdesk"
PACKAGES = ("django-helpdesk==2.6.1", "psycopg[binary]")
DATABASE = "helpdesk"


def measured(server: Server, count: int) -> Iterator[dict[str, Any]]:
    python = _python()
    _database(server)
    environment = os.environ | {"HELPDESK_DATABASE": server.url("makegood_owner", DATABASE), "PYTHONPATH": str(ROOT)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [str(python), "-m", "tools.desk_bench.helpdesk", str(count)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            told = json.loads(line)
            yield told | {"name": f"django-helpdesk, {told['name']}"}
    if process.returncode:
        raise SystemExit(f"django-helpdesk's bench ended with {process.returncode}")


def _python() -> Path:
    python = HOUSE / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOUSE)], check=True)
    if subprocess.run([str(python), "-c", "import helpdesk"], check=False, capture_output=True).returncode:
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def _database(server: Server) -> None:
    with psycopg.connect(server.url("makegood_owner"), autocommit=True) as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        owner.execute(f"CREATE DATABASE {DATABASE}")
