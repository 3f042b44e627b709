"""`python -m tools.screens [PAGE …]`: the desk on loopback with a seeded organisation, photographed into docs/screens.

Each page is taken 1440 and 390 pixels wide, light and dark, in both languages: single pictures in the folder of the run, for looking
closely, and one contact sheet in docs/screens. Says what a browser complained about, and then fails.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from makegood.store import embedded
from tools.screens.camera import Camera, chromium
from tools.screens.known import shots
from tools.seeded import Seeded

SHEETS = Path("docs/screens")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.screens", description=__doc__)
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    parser.add_argument("--port", type=int, default=8497)
    parser.add_argument("--folder", type=Path, default=Path("build/screens"), help="of the database and the pictures")
    parser.add_argument("--sheets", type=Path, default=SHEETS, help=f"default {SHEETS}")
    given = parser.parse_args(arguments)
    with desk(given.folder.absolute(), given.port) as (address, seeded):
        asked = shots(seeded, given.pages or None)
        with chromium() as browser:
            camera = Camera(browser, address)
            for shot in asked:
                camera.sheet(shot, given.folder / "pictures", given.sheets)
        complaints = camera.complaints
    for one in complaints:
        print(one)
    print(f"{len(asked)} sheets in {given.sheets}; {len(complaints)} complaints")
    return 1 if complaints or not asked else 0


@contextmanager
def desk(folder: Path, port: int) -> Iterator[tuple[str, Seeded]]:
    """A desk on a fresh database with a seeded organisation: its address, and who sits there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    folder.chmod(0o711)
    server = embedded.server(folder / "postgres")
    os.environ |= {
        "DATABASE_URL": server.url("makegood_app"),
        "DATABASE_OWNER_URL": server.url("makegood_owner"),
        "MAKEGOOD_HOME": str(folder),
    }
    address = f"http://localhost:{port}"
    try:
        seeded = _seed()
        command = [sys.executable, "-m", "makegood", "desk", "--port", str(port)]
        with (folder / "desk.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
            try:
                _wait(address)
                yield address, seeded
            finally:
                process.terminate()
                process.wait(20)
    finally:
        server.stop()


def _seed() -> Seeded:
    from makegood.desk.opening import open_desk

    open_desk()
    from makegood.store import schema
    from tools.seeded import seed

    schema.up()
    return seed(datetime.now(UTC))


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/accounts/login/", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the desk does not answer; see desk.log")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
