"""Requests timed at the server: the whole application, from the first middleware to the last byte, in this process."""

from __future__ import annotations

import math
import os
import re
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

ROUNDS = int(os.environ.get("DESK_BENCH_ROUNDS", "120"))
WARM = 3


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds by the clock, milliseconds of this process's own work, and statements asked of the database."""

    name: str
    p50: float
    p95: float
    own: float
    queries: int

    def as_json(self) -> dict[str, Any]:
        return {
            name: value if isinstance(value, (str, int)) else round(value, 2) for name, value in asdict(self).items()
        }


def line(told: Mapping[str, Any]) -> str:
    return f"{told['name']:<46} p50 {told['p50']:8.1f}  p95 {told['p95']:8.1f}  own {told['own']:7.1f} ms  {told['queries']:4} queries"


def timed(name: str, ask: Callable[[int], Any], *, expects: Sequence[int] = (200,), rounds: int = ROUNDS) -> Timed:
    """Asks again and again, of something else each time; an answer that is not what was expected ends the bench."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rounds = min(rounds, ROUNDS)
    for number in range(WARM):
        _expected(name, ask(number), expects)
    with CaptureQueriesContext(connection) as asked:
        ask(WARM)
    queries = sum(not re.match(r"BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK", one["sql"]) for one in asked)
    spans, own = [], []
    for number in range(WARM + 1, WARM + 1 + rounds):
        begun, worked = time.perf_counter(), time.process_time()
        response = ask(number)
        spans.append(1000 * (time.perf_counter() - begun))
        own.append(1000 * (time.process_time() - worked))
        _expected(name, response, expects)
    spans.sort()
    return Timed(
        name, statistics.median(spans), spans[math.ceil(0.95 * len(spans)) - 1], statistics.median(own), queries
    )


def _expected(name: str, response: Any, expects: Sequence[int]) -> None:
    if response.status_code not in expects:
        raise SystemExit(
            f"{name}: found {response.status_code}; expected one of {list(expects)}: {response.content[:600]!r}"
        )
