"""What a run weighs: memory and processor time of this process and of PostgreSQL's, and the size of the database."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connections

MB = 1 << 20


def own() -> float:
    """This process's memory now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / MB


def server(process: int) -> float:
    """PostgreSQL's memory now, in MB: each page counted once, shared ones by their share (Pss)."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            if process in (parent, int(status.parent.name)):
                total += _pss(status.parent / "smaps_rollup")
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
    return total / 1024


def _pss(rollup: Path) -> int:
    return next(int(line.split()[1]) for line in rollup.read_text().splitlines() if line.startswith("Pss:"))


def spent(process: int | None) -> tuple[float, float]:
    """Seconds of processor time so far: this process's, and those of PostgreSQL with all its children, gone or running."""
    return time.process_time(), sum(_ticks(process)) / os.sysconf("SC_CLK_TCK") if process else 0.0


def _ticks(process: int) -> Iterator[int]:
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        if int(status.parent.name) == process:
            yield sum(int(one) for one in fields[11:15])
        elif int(fields[1]) == process:
            yield sum(int(one) for one in fields[11:13])


def database() -> float:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return float(cursor.fetchone()[0]) / MB
