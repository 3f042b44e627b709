"""Starts a sandbox from the shell: the options all of them take, the line of JSON they begin with, and a server until it is stopped."""

from __future__ import annotations

import argparse
import contextlib
import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from makegood.sandbox.stage.instants import instant
from makegood.sandbox.stage.sending import Push, send_http
from makegood.sandbox.stage.serving import BEAT, served

START = datetime(2026, 10, 1, tzinfo=UTC)


def parser(platform: str, description: str | None) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog=f"python -m makegood.sandbox.{platform}", description=description)
    made.add_argument("--port", type=int, default=0, help="0 takes any free port")
    made.add_argument("--now", default=START.isoformat(), help="where the sandbox's clock starts; or the word now")
    made.add_argument("--rate", type=float, default=0.0, help="sandbox seconds per real second; 0 stands still")
    made.add_argument("--real-timestamps", action="store_true", help="judge calls' timestamps by the real clock")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--lag", type=float, default=0.0, help="seconds of sandbox time until lists show a change")
    made.add_argument("--populate", type=int, default=0, metavar="DAYS", help="days of a seeded shop before --now")
    made.add_argument("--ahead", type=int, default=0, metavar="DAYS", help="days of new orders after --now")
    made.add_argument("--orders-per-day", type=int, default=20)
    return made


def starts_at(given: str) -> datetime:
    """`--now` as an instant."""
    return datetime.fromtimestamp(time.time(), UTC) if given == "now" else instant(given)


def serve(
    app: Flask, port: int, about: Callable[[], dict[str, Any]], ended: threading.Event, push: Push | None = None
) -> None:
    """Prints `{address, **about}` as one line once it can be called, and serves until it is interrupted."""
    server = served(app, port)
    told = {"address": f"http://127.0.0.1:{server.server_port}", **about()}
    if push is not None:
        threading.Thread(target=beat, args=(push, ended), daemon=True).start()
    print(json.dumps(told), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    ended.set()


def beat(push: Push, ended: threading.Event) -> None:
    while not ended.wait(BEAT):
        push.deliver_due(send_http)
