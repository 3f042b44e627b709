"""One worker process of the bench: opens the store by DATABASE_URL, waits for the word, sends until nothing is due, says what it spent."""

from __future__ import annotations

import sys
import time
from uuid import UUID

from makegood.store import opening

opening.open_store()

from tests.store.making import InMemory  # noqa: E402

from makegood.store.sending import SEND, sender  # noqa: E402
from makegood.store.workers import Worker, database_clock  # noqa: E402


def main(call: float) -> None:
    stub = InMemory(on_call=lambda: time.sleep(call))

    def connect(_organisation: UUID, _shop: UUID) -> InMemory:
        return stub

    worker = Worker({SEND: sender(connect, database_clock)})
    database_clock()  # connected
    print("ready", flush=True)
    sys.stdin.readline()
    begun, spent = time.time(), time.process_time()
    done = worker.until_idle()
    print(done, begun, time.time(), time.process_time() - spent, flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]))
