"""`python -m makegood.rehearsal.kept FILE`: the AliExpress sandbox at the real time of day, its whole world kept in a file.

What was done in it yesterday is there today, whoever stopped it and how; so a rehearsal started again goes on.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from makegood.sandbox.aliexpress import oauth
from makegood.sandbox.aliexpress.agenda import happening
from makegood.sandbox.aliexpress.app import APP, SHOP, Sandbox, create_app
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.world import populate
from makegood.sandbox.stage.serving import served
from makegood.sandbox.stage.starting import beat

NOT_KEPT = frozenset({"lock", "clock", "real_time", "announce", "calls"})
"""What belongs to a running process, and the log of its calls."""
EVERY = 20.0
"""Seconds between two keepings: what a kill -9 takes."""
LAG = 2.0
"""Seconds until lists show a change, as the platform's do."""


class Packer(pickle.Pickler):
    """A counter is kept by where it stands: Python no longer packs one by itself."""

    def reducer_override(self, told: Any) -> Any:
        return (count, (int(repr(told)[6:-1]),)) if isinstance(told, count) else NotImplemented


def main(arguments: list[str] | None = None) -> None:
    given = _parsed(arguments)
    now = datetime.fromtimestamp(time.time(), UTC)
    begun = given.file.exists()
    start = now - timedelta(days=given.days)
    app = create_app(now=start, rate=0, seed=given.seed, lag=LAG)
    sandbox: Sandbox = app.extensions["sandbox"]
    if begun:
        restore(sandbox.state, given.file)
    else:
        _begin(sandbox.state, now, given)
    sandbox.state.wind(now)
    sandbox.state.clock.run(1.0)
    token = oauth.document(sandbox.state, oauth.new_token(sandbox.state, APP, SHOP.seller_id))
    keep(sandbox.state, given.file)
    server = served(app, given.port)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    for target in (lambda: beat(sandbox.push, sandbox.ended), lambda: _keep_on(sandbox, given.file)):
        threading.Thread(target=target, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    print(json.dumps({"address": address, "app_key": APP.key, "app_secret": APP.secret, **token}), flush=True)
    server.serve_forever()
    sandbox.ended.set()
    keep(sandbox.state, given.file)


def _begin(state: State, now: datetime, given: argparse.Namespace) -> None:
    """A month behind, whose disputes a seller answered, and a month ahead, whose disputes wait for us."""
    populate(
        state,
        SHOP.seller_id,
        seed=given.seed,
        start=state.at,
        days=given.days + given.ahead,
        orders_per_day=given.orders_per_day,
        answered_until=now - timedelta(days=given.unanswered),
    )


def keep(state: State, file: Path) -> None:
    """The world as it stands, in one piece or not at all."""
    packed = io.BytesIO()
    with state.lock:
        state.advance()
        Packer(packed).dump({name: value for name, value in vars(state).items() if name not in NOT_KEPT})
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_bytes(packed.getvalue())
    fresh.replace(file)


def restore(state: State, file: Path) -> None:
    """The world as it was kept; its clock stands where it was. The file is one we wrote, in a folder only we may write."""
    with state.lock:
        vars(state).update(pickle.loads(file.read_bytes()))  # noqa: S301
        state.agenda.happenings = happening  # as this version has them
        state.clock.wind(state.at)


def _keep_on(sandbox: Sandbox, file: Path) -> None:
    while not sandbox.ended.wait(EVERY):
        keep(sandbox.state, file)


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m makegood.rehearsal.kept", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=30, help="behind now")
    parser.add_argument("--ahead", type=int, default=30, help="of new orders")
    parser.add_argument("--unanswered", type=float, default=4.5, help="days back from which disputes wait for us")
    parser.add_argument("--orders-per-day", type=int, default=8)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
