"""`python -m tools.desk_bench [--sizes N …] [--helpdesk]`: the desk, and beside it django-helpdesk, on one server, in one run."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from makegood.store import embedded

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "desk-bench"
SMALL = 60
"""The yardstick: as few cases as fill one page."""
SETTINGS = {"shared_buffers": "1GB", "work_mem": "16MB", "max_wal_size": "8GB", "checkpoint_timeout": "30min"}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.desk_bench", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[SMALL, 10_000], metavar="N", help="open cases, smallest first"
    )
    parser.add_argument(
        "--helpdesk", action="store_true", help="django-helpdesk beside it, from its package, with as many tickets"
    )
    options = parser.parse_args(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    server = _server()
    try:
        with (FOLDER / "results.jsonl").open("a") as file:
            for told in _run(server, sorted(options.sizes), options.helpdesk):
                print(json.dumps(told), file=file, flush=True)
    finally:
        from makegood.store import opening

        opening.close()
        server.stop()
    return 0


def _server() -> embedded.Server:
    server = embedded.server(FOLDER / "postgres")
    server.stop()
    return server.start(SETTINGS)


def _run(server: embedded.Server, sizes: list[int], helpdesk: bool) -> Iterator[dict[str, Any]]:
    from makegood.desk.opening import open_desk

    os.environ["MAKEGOOD_HOME"] = str(FOLDER)
    open_desk(app=server.url("makegood_app"), owner=server.url("makegood_owner"))
    from makegood.store import schema
    from tools.desk_bench import beside, crowd, ours
    from tools.desk_bench.timing import line

    schema.up()
    _emptied()
    here = crowd.founded()
    busy = crowd.one_busy(server)
    for size in sizes:
        made, seconds = crowd.grown(server, here, size)
        print(f"\n{size:,} open cases ({made:,} made in {seconds:.0f} s); load {os.getloadavg()[0]:.1f}", flush=True)
        for one in ours.measured(here, busy):
            print(f"  {line(one.as_json())}", flush=True)
            yield {"of": "makegood", "size": size, "load": os.getloadavg()[0], **one.as_json()}
        if helpdesk and size > SMALL:
            for told in beside.measured(server, size):
                print(f"  {line(told)}", flush=True)
                yield {"of": "django-helpdesk", "size": size, "load": os.getloadavg()[0], **told}


def _emptied() -> None:
    from django.apps import apps
    from django.db import connections

    tables = ", ".join(
        f'"{one._meta.db_table}"' for one in apps.get_models() if one._meta.app_label not in ("contenttypes", "auth")
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
