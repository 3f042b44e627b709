"""`makegood desk`: the desk in the browser, with the tables it needs set up first; runs until told to stop."""

from __future__ import annotations

import argparse
import os
import sys

from makegood.cli import shared_store

PORT = 8400


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="makegood desk", description="The desk in the browser.")
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"default {PORT}")
    parser.add_argument(
        "--here",
        action="store_true",
        help="this machine only, which is the default; without MAKEGOOD_HOSTS there is no other",
    )
    parser.add_argument("--threads", type=int, default=4, metavar="N", help="requests answered at once (default 4)")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default 1)")
    options = parser.parse_args(arguments)
    status = shared_store.run(_set_up, desk=True, tables=False)
    return status or _serve(options)


def _set_up() -> int:
    from makegood.store import opening, schema

    schema.up()
    opening.insist_on_a_plain_role()
    return 0


def _serve(options: argparse.Namespace) -> int:
    try:
        from granian import Granian
        from granian.constants import Interfaces
    except ModuleNotFoundError as reason:
        print(f"this command needs the desk: install makegood[desk] ({reason.name} is missing)", file=sys.stderr)
        return 1
    away = bool(os.environ.get("MAKEGOOD_HOSTS")) and not options.here
    print(f"http://localhost:{options.port}/", flush=True)  # passkeys work at this name, not at 127.0.0.1
    Granian(
        "makegood.desk.wsgi:application",
        address="0.0.0.0" if away else "127.0.0.1",  # noqa: S104 - behind the proxy that MAKEGOOD_HOSTS stands for
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        log_access=False,
    ).serve()
    return 0
