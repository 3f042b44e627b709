"""`python -m makegood.sandbox.aliexpress --port 0 --now 2026-10-01T00:00:00Z` serves on loopback; its first line is JSON."""

from __future__ import annotations

import argparse
import contextlib
import json
import threading
import time
from datetime import UTC, datetime, timedelta

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from makegood.sandbox.aliexpress import oauth
from makegood.sandbox.aliexpress.app import APP, SHOP, START, Sandbox, create_app
from makegood.sandbox.aliexpress.figures import Figures
from makegood.sandbox.aliexpress.push import send_http
from makegood.sandbox.aliexpress.times import instant
from makegood.sandbox.aliexpress.world import populate

BEAT = 0.1
"""Real seconds between looks at what is due, so that a running clock and its notices need no caller."""


class Quiet(WSGIRequestHandler):
    """Keeps connections; writes no line a request. `/_sandbox/calls` tells what arrived."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:
        pass


def main(arguments: list[str] | None = None) -> None:
    given = parsed(arguments)
    now = datetime.fromtimestamp(time.time(), UTC) if given.now == "now" else instant(given.now)
    figures = Figures(real_timestamps=given.real_timestamps)
    start = now - timedelta(days=given.populate)
    app = create_app(now=start, rate=0, seed=given.seed, lag=given.lag, figures=figures)
    sandbox: Sandbox = app.extensions["sandbox"]
    state = sandbox.state
    if given.populate:
        populate(
            state,
            SHOP.seller_id,
            seed=given.seed,
            start=state.at,
            days=given.populate + given.ahead,
            orders_per_day=given.orders_per_day,
            answered_until=now,
        )
        state.wind(now)
    state.clock.run(given.rate)
    token = oauth.document(state, oauth.new_token(state, APP, SHOP.seller_id))
    server = served(app, given.port)
    about = {
        "address": f"http://127.0.0.1:{server.server_port}",
        "app_key": APP.key,
        "app_secret": APP.secret,
        "seller_id": SHOP.seller_id,
        "access_token": token["access_token"],
        "refresh_token": token["refresh_token"],
        "now": now.isoformat(),
    }
    threading.Thread(target=beat, args=(sandbox,), daemon=True).start()
    print(json.dumps(about), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    sandbox.ended.set()


def served(app: Flask, port: int) -> BaseWSGIServer:
    """A server on loopback, a thread a connection; a held connection does not keep it from ending."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True  # type: ignore[attr-defined]
    return server


def beat(sandbox: Sandbox) -> None:
    while not sandbox.ended.wait(BEAT):
        sandbox.push.deliver_due(send_http)


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m makegood.sandbox.aliexpress", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--now", default=START.isoformat(), help="where the sandbox's clock starts; or the word now")
    parser.add_argument("--rate", type=float, default=0.0, help="sandbox seconds per real second; 0 stands still")
    parser.add_argument("--real-timestamps", action="store_true", help="judge calls' timestamps by the real clock")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lag", type=float, default=0.0, help="seconds of sandbox time until lists show a change")
    parser.add_argument("--populate", type=int, default=0, metavar="DAYS", help="days of a seeded shop before --now")
    parser.add_argument("--ahead", type=int, default=0, metavar="DAYS", help="days of new orders after --now")
    parser.add_argument("--orders-per-day", type=int, default=20)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
