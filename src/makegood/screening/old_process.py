"""Reads an XLS in a process of its own, run by `old_workbooks`: what it may take is limited before the file is opened.

An XLS cannot be measured without reading it whole, and calamine ends the process it runs in when memory is refused.
"""

from __future__ import annotations

import pickle
import resource
import sys
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

CELL = 6
"""Bytes that a cell takes at the least in the file, one of many in a record."""


def main(path: str, memory: int, seconds: int, blank: int, sparse: int) -> Any:
    """The sheets shown that have something in them, each (name, start, merged, rows); a text says why there are none."""
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        bounded = most if hard == resource.RLIM_INFINITY else min(most, hard)  # who runs us may be bound already
        resource.setrlimit(limit, (bounded, bounded))
    try:
        with CalamineWorkbook.from_path(path) as book:
            shown = [
                number
                for number, sheet in enumerate(book.sheets_metadata)
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
            sheets = [book.get_sheet_by_index(number) for number in shown]
    except PasswordError:
        return "password"
    except (CalamineError, OSError) as reason:
        return f"({reason})"
    laid_out, most = sum(one.total_height * one.width for one in sheets), Path(path).stat().st_size // CELL
    if laid_out > blank + sparse * most:
        return f"(at most {most:,} cells, spread over {laid_out:,}; delete what stands far below or beside the table)"
    return [
        (one.name, one.start, one.merged_cell_ranges, list(one.iter_rows())) for one in sheets if one.start is not None
    ]


if __name__ == "__main__":
    pickle.dump(main(sys.argv[1], *map(int, sys.argv[2:])), sys.stdout.buffer)
