"""`python -m tools.year --seed 1 [--seed 2 …]`: simulated years, each appended to build/prove/year.jsonl; a seed there already is not run again."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from makegood.store import embedded, opening
from tools.year.scale import MONTH, YEAR

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "build" / "prove" / "year.jsonl"
SPARING = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
    "max_wal_size": "4GB", "shared_buffers": "512MB",
}  # fmt: skip
"""The trial is of scheduling, not of the disk; crashes here are of workers."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.year", description=__doc__)
    parser.add_argument("--seed", type=int, action="append", help="may be given several times (default 1 to 5)")
    parser.add_argument("--month", action="store_true", help="the small trial that the tests run")
    parser.add_argument("--again", action="store_true", help="run seeds that stand in the results already")
    parser.add_argument(
        "--server", type=Path, default=ROOT / "build" / "year-postgres", help="folder of the server, made anew"
    )
    options = parser.parse_args()
    scale = MONTH if options.month else YEAR
    name = "month" if options.month else "year"
    for seed in options.seed or range(1, 6):
        if (name, seed) in _known() and not options.again:
            print(f"{name} of seed {seed}: stands in {RESULTS.relative_to(ROOT)}")
            continue
        commit = _commit()  # of the code that runs, not of what is there when it ends
        verdict = _run(seed, scale, options.server.absolute())
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        with RESULTS.open("a") as file:
            file.write(json.dumps({"trial": name, "commit": commit, **verdict}, ensure_ascii=False) + "\n")
        print(json.dumps(verdict, indent=1, ensure_ascii=False), flush=True)


def _run(seed: int, scale: Any, folder: Path) -> dict[str, Any]:
    """On a server of its own, emptied for each seed."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
    server = embedded.server(folder)
    server.stop()
    server = server.start(SPARING)
    try:
        opening.open_store(app=server.url("makegood_app"), owner=server.url("makegood_owner"))
        from django.apps import apps
        from django.db import connections

        from makegood.store import schema

        schema.up()
        tables = ", ".join(f'"{model._meta.db_table}"' for model in apps.get_app_config("store").get_models())
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"TRUNCATE {tables} CASCADE")
        from tools.year.trial import trial

        return trial(seed, scale, server=server.process, say=lambda line: print(line, flush=True))
    finally:
        opening.close()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _known() -> set[tuple[str, int]]:
    if not RESULTS.exists():
        return set()
    return {(one["trial"], one["seed"]) for one in map(json.loads, RESULTS.read_text().splitlines())}


def _commit() -> str:
    done = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
