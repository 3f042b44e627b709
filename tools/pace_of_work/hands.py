"""One worker process of the rehearsed month: at each instant it is told, it works until nothing is due, and says how much that was."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

from makegood.store import opening

opening.open_store()

from makegood.rehearsal.month import Free, Wound  # noqa: E402
from makegood.store.wiring import connections, worker  # noqa: E402


def main() -> None:
    clock = Wound(datetime.min.replace(tzinfo=UTC))
    hands = worker(clock, connections(clock, lambda _app, _shop: Free()))
    print("ready", flush=True)
    for line in sys.stdin:
        clock.at = datetime.fromisoformat(line.strip())
        print(hands.until_idle(), time.process_time(), flush=True)


if __name__ == "__main__":
    main()
