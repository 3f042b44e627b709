"""`python -m tools.pace_of_work [sweeps|actions|month|noop] … [--actions N]`: on the server of DATABASE_URL, or one started for it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from makegood.store import opening
from tools.pace_of_work.server import open_separately

ROOT = Path(__file__).parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.pace_of_work", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="sweeps, actions, month, noop (default: all)")
    parser.add_argument("--actions", type=int, default=5_000, help="how many are sent in each round (default 5,000)")
    options = parser.parse_args()
    server = open_separately(ROOT / "build" / "pace-postgres")
    try:
        parts = _parts(options.actions)
        if unknown := set(options.parts) - set(parts):
            parser.error(f"found {', '.join(sorted(unknown))}; expected {', '.join(parts)}")
        for name in options.parts or parts:
            for line in parts[name]():
                print(line, flush=True)
    finally:
        opening.close()
        if server is not None:
            server.stop()


def _parts(count: int) -> dict[str, Callable[[], Iterator[str]]]:
    from tools.pace_of_work import actions, month, noop, sweeps

    return {
        "noop": noop.report, "month": month.report, "sweeps": sweeps.report, "actions": lambda: actions.report(count),
    }  # fmt: skip


if __name__ == "__main__":
    main()
