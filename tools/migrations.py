"""Writes the store's next migration from its models: `python -m tools.migrations`; `--check` fails where one is wanting."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.management import call_command

from makegood.store import embedded
from makegood.store.opening import open_store


def main(arguments: list[str]) -> None:
    server = embedded.server(Path("build/migrations-postgres").absolute())
    try:
        open_store(app=server.url("makegood_owner"), owner=server.url("makegood_owner"))
        call_command("makemigrations", "store", *(["--check", "--dry-run"] if "--check" in arguments else []))
    finally:
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
