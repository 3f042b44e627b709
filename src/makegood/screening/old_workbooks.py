"""XLS, read in a process of its own: no file of another's may end ours, or fill its memory."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from makegood.screening import old_process
from makegood.screening.bounds import BLANK, SPARSE
from makegood.screening.columns import TableRefused

MEMORY = 1 << 30
"""Bytes that the process may take, its own and calamine's."""
SECONDS, BYTES_A_SECOND = 10, 1 << 20
"""Processor time it may take, and the size of file that is given another second."""


@dataclass(frozen=True, slots=True)
class OldSheet:
    """A sheet as calamine's own would be: rows and places count from 0."""

    name: str
    start: tuple[int, int] | None
    merged_cell_ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None
    rows: list[list[Any]]

    def iter_rows(self) -> Iterator[list[Any]]:
        """Every row, a list of its own each time: what reads them fills merged cells in."""
        return (list(row) for row in self.rows)


def sheets(path: Path) -> list[OldSheet]:
    """The sheets shown that have something in them. Raises `TableRefused` where the file cannot be read within its limits."""
    seconds = SECONDS + path.stat().st_size // BYTES_A_SECOND
    limits = (MEMORY, seconds, BLANK, SPARSE)
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-P", old_process.__file__, str(path.absolute()), *map(str, limits)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise TableRefused(
            f"{path}: not readable as XLS within {MEMORY >> 20:,} MB of memory and {seconds} seconds; save it as XLSX, or as CSV UTF-8"
        )
    told = pickle.loads(done.stdout)  # noqa: S301 - written by our own process
    if told == "password":
        raise TableRefused(f"{path}: protected by a password; save it without one")
    if isinstance(told, str):
        raise TableRefused(f"{path}: not readable as XLS {told}; save it again, or as CSV UTF-8")
    return [OldSheet(*one) for one in told]
