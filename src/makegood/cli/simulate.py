"""`makegood simulate`: a month of a shop on each platform's sandbox: pulled, approved, sent; in the end both ledgers are compared."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from makegood.cli import shared_store
from makegood.core.instants import NotAnInstant, parse
from makegood.core.words import Platform


def run(arguments: list[str]) -> int:
    """0: played to its end, and the ledgers agree to the cent. 1: they do not; each difference is printed."""
    parser = argparse.ArgumentParser(
        prog="makegood simulate",
        description="Play a shop's month on each platform's sandbox, with a database, a worker and a made-up clerk. It needs nothing and leaves nothing.",
    )
    parser.add_argument(
        "platforms", nargs="*", metavar="PLATFORM", help=f"{', '.join(Platform)}; all four where none is named"
    )
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--orders-per-day", type=int, default=20, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", default="2026-10-01T00:00:00Z", metavar="TIME")
    parser.add_argument(
        "--here", action="store_true", help="in this installation's database, instead of one of its own"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.platforms) - set(Platform)):
        parser.error(f"found {', '.join(unknown)}; expected one or more of {', '.join(Platform)}")
    options.platforms = options.platforms or list(Platform)
    try:
        options.start = parse(options.start)
    except NotAnInstant as reason:
        parser.error(f"--start: {reason}")
    if options.here:
        return shared_store.run(lambda: _play(options))
    with tempfile.TemporaryDirectory(prefix="makegood-") as folder:
        return _in_its_own(Path(folder), options)


def _in_its_own(folder: Path, options: argparse.Namespace) -> int:
    from makegood.store import embedded, opening

    folder.chmod(0o711)  # the server's account passes through it to its own
    server = embedded.server(folder / "postgres")
    try:
        opening.open_store(app=server.url("makegood_app"), owner=server.url("makegood_owner"))
        from makegood.store import schema

        schema.up()
        return _play(options)
    finally:
        opening.close()
        server.stop()


def _play(options: argparse.Namespace) -> int:
    """One shop after the other; each report as it is there."""
    differences = 0
    for platform in options.platforms:
        report = _month(str(platform), options)
        differences += len(report["ledgers"]["differences"])
        shared_store.printed(report) if options.json else print("\n".join(_lines(report)), end="\n\n")
    return 1 if differences else 0


def _month(platform: str, options: argparse.Namespace) -> dict[str, Any]:
    from makegood.rehearsal.month import Month
    from makegood.rehearsal.sandboxes import running

    with running(platform, now=options.start, seed=options.seed) as sandbox:
        month = Month(sandbox, options.seed, options.start, options.days, options.orders_per_day)
        if not options.json:
            month.progress = lambda line: print(f"{platform}  {line}", file=sys.stderr)
        return month.run()


def _lines(report: dict[str, Any]) -> list[str]:
    lines = []
    for name, value in report.items():
        if name == "ledgers":
            continue
        if isinstance(value, dict):
            lines.append(f"{name}:")
            lines += [f"  {count:>6}  {key}" for key, count in sorted(value.items(), key=lambda one: str(one[0]))]
        else:
            lines.append(f"{name}: {value}")
    both = report["ledgers"]
    lines.append(f"ledgers: {both['agreed']} agree to the cent, {len(both['differences'])} differ")
    lines += [
        f"  {one['order']} {one['what']}: ours {one['ours']}, theirs {one['theirs']}"
        for one in both["differences"][:20]
    ]
    return lines
