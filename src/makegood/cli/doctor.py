"""`makegood doctor --json`: looks at database, walls, workers, clock, keys, record and disk, and says what to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from makegood.cli import shared_store

if TYPE_CHECKING:
    from makegood.store.doctor import Check


def run(arguments: list[str]) -> int:
    """0: all is well. 1: something is not; each says what to do."""
    parser = argparse.ArgumentParser(
        prog="makegood doctor", description="What works here, what does not, and what to do."
    )
    parser.add_argument("--json", action="store_true", help="a line for each check")
    options = parser.parse_args(arguments)
    try:
        from makegood.store import opening
    except ModuleNotFoundError as reason:
        print(f"{shared_store.STORE_MISSING} ({reason.name} is missing)", file=sys.stderr)
        return 1
    try:
        return max([_shown(check, as_json=options.json) for check in _checks()], default=0)
    finally:
        opening.close()


def _checks() -> Iterator[Check]:
    from makegood.store import opening
    from makegood.store.embedded import NoServer

    try:
        opening.open_store()
    except (NoServer, ValueError) as reason:
        from makegood.core.text import Text
        from makegood.store.doctor import Check

        do = Text("install makegood[store], or give DATABASE_URL", "请安装 makegood[store]，或设置 DATABASE_URL")
        yield Check("database", False, Text(str(reason), str(reason)), do)
        return
    from makegood.store.doctor import examine

    yield from examine(datetime.now(UTC))


def _shown(check: Check, *, as_json: bool) -> int:
    if as_json:
        shared_store.printed(check.as_json())
    else:
        print(f"{'✓' if check.well else '✗'} {check.name:<10} {check.found.zh} · {check.found.en}")
        if not check.well and check.do is not None:
            print(f"  → {check.do.zh} · {check.do.en}")
    return 0 if check.well else 1
