"""`python -m makegood.sandbox.naive --port 0 --lag 0.3 --seed 1` serves until it is ended; its first line tells the address."""

from __future__ import annotations

import argparse
import contextlib
import json
from dataclasses import asdict, fields

from makegood.sandbox.naive.faults import Odds
from makegood.sandbox.naive.server import Server


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m makegood.sandbox.naive", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--lag", type=float, default=0.3, help="seconds until a payment is listed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--drops-after", type=float, metavar="SECONDS", help="requests that say `Sent-At` longer ago are not paid"
    )
    for field in fields(Odds):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=float, default=field.default)
    given = parser.parse_args(arguments)
    odds = Odds(**{field.name: getattr(given, field.name) for field in fields(Odds)})
    server = Server(port=given.port, lag=given.lag, seed=given.seed, odds=odds, drops_after=given.drops_after)
    print(json.dumps({"address": server.address, "lag": given.lag, "seed": given.seed} | asdict(odds)), flush=True)
    with server, contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
