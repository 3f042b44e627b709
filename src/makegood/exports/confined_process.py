"""The process that reads one export, run by `store/confined.py`: it binds itself before the file is opened, and answers in JSON lines."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

SHOWN = 15
"""Rows of a preview, beside those that could not be taken."""
TROUBLED = 60
REFUSED = 2_000
CELL = 200
HEADERS = 400
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def main(arguments: list[str]) -> None:
    """`SECONDS MEMORY OUTPUT`, in the folder that holds the job."""
    _bind(*map(int, arguments))
    job = json.loads(Path("job.json").read_text(encoding="utf-8"))
    answers = {"look": look, "cases": cases, "result": result}[job["do"]](job)
    with Path("answer.jsonl").open("w", encoding="utf-8") as out:
        for answer in answers:
            out.write(json.dumps(_clean(answer), ensure_ascii=False) + "\n")


def _clean(value: Any) -> Any:
    """Text that a database and a page can hold: without NUL and half characters."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(one) for name, one in value.items()}
    return value


def _bind(seconds: int, memory: int, output: int) -> None:
    try:
        import resource
    except ModuleNotFoundError:  # Windows has no such limits: there the time alone ends it
        return
    for name, most in (("CPU", seconds), ("AS", memory), ("FSIZE", output), ("CORE", 0), ("NOFILE", 256)):
        number = getattr(resource, f"RLIMIT_{name}")
        _, hard = resource.getrlimit(number)
        bounded = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(number, (bounded, bounded))


# --- what may be asked ----------------------------------------------------------------------------------------


def look(job: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What the file is: its columns, its first rows, what could not be taken and why. `refused`: it cannot be read as it stands."""
    from makegood.screening.columns import TableRefused
    from makegood.screening.naming import fingerprint

    try:
        read, naming = _read(job)
    except TableRefused as reason:
        headers = _headers(Path(job["file"]))
        yield {"refused": str(reason), "headers": headers, "fingerprint": fingerprint(headers) if headers else None}
        return
    known = read.known
    troubled = {one.row for one in read.refused}
    yield {
        "kind": read.kind,
        "headers": list(known.headers[:HEADERS]),
        "fingerprint": fingerprint(known.headers),
        "columns": {column: known.headers[place] for column, place in known.places.items()},
        "places": dict(known.places),
        "suggested": dict(known.suggested),
        "mapping": known.origin,
        "mapped": {column: known.header(column) for row in naming.rows for column in row.mapped},
        "platform": known.platform,
        "notes": list(read.notes),
        "refused_rows": [
            {"row": one.row, "column": one.column, "found": one.found[:CELL], "why": one.why}
            for one in read.refused[:REFUSED]
        ],
        "refused_count": len(read.refused),
        "cases": len(read.cases),
        "rows": list(_preview(job, troubled)),
    }


def cases(job: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each case file with the order or return that it is of, as the file's rows name it."""
    read, _ = _read(job)
    for one in read.cases:
        yield {"key": one["id"].partition(":")[2], "case": one}


def result(job: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The file's rows as they stand, with what became of each in a column of its own: as CSV, a line an answer."""
    words: Mapping[str, str] = job["words"]
    read, _ = _read(job)
    outcomes = dict(zip((one["id"].partition(":")[2] for one in read.cases), job["outcomes"], strict=False))
    known = read.known
    refused = {one.row: one.why[job["language"]] for one in reversed(read.refused)}
    names = _names(job)
    yield {"line": _csv([*known.headers, job["column"]])}
    for row, cells in _rows(job):
        said = refused.get(row) or words.get(outcomes.get(names.get(row, ""), ""), "")
        yield {"line": _csv([*cells, said])}


# --- reading --------------------------------------------------------------------------------------------------


def _read(job: Mapping[str, Any]) -> Any:
    from makegood.exports import read_export

    naming = _naming(job)
    read = read_export(
        job["file"], platform=job.get("platform"), zone=job.get("zone"), mapping=naming, currency=job.get("currency")
    )
    return read, naming


def _naming(job: Mapping[str, Any]) -> Any:
    from makegood.screening.naming import Naming

    return Naming(dict(job.get("mapping") or {}), dict(job.get("memory") or {}))


def _rows(job: Mapping[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """Every row with all its cells as they stand."""
    import duckdb

    from makegood.screening.lines import opened

    with duckdb.connect(":memory:") as connection:
        table, _ = opened(connection, Path.cwd(), Path(job["file"]), _naming(job))
        cells = ", ".join(f"{cell} as c{place}" for place, cell in enumerate(table.cells))
        found = connection.execute(f"select row, {cells} from ({table.numbered}) order by row")  # noqa: S608 - our own names
        while batch := found.fetchmany(10_000):
            for row, *values in batch:
                yield int(row), ["" if one is None else str(one) for one in values]
        for one in table.refusals:
            yield one.row, [one.found]


def _preview(job: Mapping[str, Any], troubled: set[int]) -> Iterator[dict[str, Any]]:
    shown = in_trouble = 0
    for row, cells in _rows(job):
        if row in troubled:
            in_trouble += 1
            if in_trouble > TROUBLED:
                continue
        else:
            shown += 1
            if shown > SHOWN:
                continue
        yield {"row": row, "cells": [cell[:CELL] for cell in cells[:HEADERS]]}


def _names(job: Mapping[str, Any]) -> dict[int, str]:
    """Which order or return each row is of."""
    from makegood.exports.rows import name_of, read_rows

    found = read_rows(Path(job["file"]), _naming(job), job.get("zone"))
    return {row.number: name for row in found.rows if (name := name_of(row, found.known)) is not None}


def _headers(path: Path) -> list[str]:
    """The fullest of the first rows, for a person to name its columns; nothing where the file holds no table at all."""
    try:
        rows = list(_first_rows(path))
    except Exception:  # whatever it is that cannot be read has been said already
        return []
    fullest = max(rows, key=lambda cells: sum(bool(cell.strip()) for cell in cells), default=[])
    return [cell.strip()[:CELL] for cell in fullest[:HEADERS]]


def _first_rows(path: Path) -> Iterator[list[str]]:
    from itertools import islice

    from makegood.screening import decoding, headings, workbooks
    from makegood.screening.tables import HEADER_WITHIN, form

    if form(path) == "workbook":
        for sheet in workbooks._sheets(path)[:1]:
            yield from ([workbooks.text(cell) for cell in row] for row in islice(sheet.iter_rows(), HEADER_WITHIN))
        return
    encoding = decoding.other_encoding(path)
    text = decoding.as_utf8(path, Path("first.csv"), encoding) if encoding else path
    best: list[list[str]] = []
    for mark in headings.DELIMITERS:
        rows = [cells or [] for cells in islice(headings.records(text, mark), HEADER_WITHIN)]
        if max(map(len, rows), default=0) > max(map(len, best), default=0):
            best = rows
    yield from best


def _csv(cells: list[str]) -> str:
    """One line of CSV; what Excel would take for a formula stands as text."""
    import io

    out = io.StringIO()
    guarded = [f"'{cell}" if cell.startswith(FORMULA) and not _is_number(cell) else cell for cell in cells]
    csv.writer(out, lineterminator="\r\n").writerow(guarded)
    return out.getvalue()


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).replace(",", "").isdigit()


if __name__ == "__main__":
    main(sys.argv[1:])
