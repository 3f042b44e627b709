"""Writes the next migration of the store or the desk from its models: `python -m tools.migrations`; `--check` fails where one is wanting."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.management import call_command

from makegood.desk.opening import open_desk
from makegood.store import embedded


def main(arguments: list[str]) -> None:
    server = embedded.server(Path("build/migrations-postgres").absolute())
    try:
        open_desk(app=server.url("makegood_owner"), owner=server.url("makegood_owner"))
        call_command("makemigrations", "store", "desk", *(["--check", "--dry-run"] if "--check" in arguments else []))
    finally:
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
