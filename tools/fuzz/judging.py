"""Measures inputs again in quiet: in a process of its own, without instrumentation, the best of three."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools.fuzz.parsers import PARSERS

TIMES = 3


def seconds(read: Callable[[bytes], None], content: bytes) -> float:
    """CPU seconds that the parser takes, whatever it ends with."""
    return min(_once(read, content) for _ in range(TIMES))


def _once(read: Callable[[bytes], None], content: bytes) -> float:
    begun = time.process_time()
    try:
        read(content)
    except BaseException as error:  # noqa: BLE001 - findings are counted elsewhere
        print(f"{type(error).__name__}: {error}"[:200], file=sys.stderr)
    return time.process_time() - begun


if __name__ == "__main__":
    parser = PARSERS[sys.argv[1]].load()
    seconds(parser, b"")  # what is loaded once is no input's time
    for path in map(Path, sys.argv[2:]):
        print(f"{seconds(parser, path.read_bytes()):.3f}", path, flush=True)
