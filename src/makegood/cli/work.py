"""`makegood work`: takes what is due until told to stop; any number of these may run, on any number of machines."""

from __future__ import annotations

import argparse
import logging
import signal
import threading

from makegood.cli import shared_store


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="makegood work", description="Send, pull, warn and seal what is due.")
    parser.add_argument("--threads", type=int, default=2, metavar="N", help="loops in this process (default 2)")
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    return shared_store.run(lambda: _work(options))


def _work(options: argparse.Namespace) -> int:
    from makegood.store.wiring import worker
    from makegood.store.workers import run_threads, wait_for

    if options.once:
        print(worker().until_idle())
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threads = run_threads(worker, options.threads, stop)
    stop.wait()
    wait_for(threads)
    return 0
