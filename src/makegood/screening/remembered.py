"""The file in which mappings of headers are kept, each under the header row it was given for."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from makegood.screening.kinds import KINDS
from makegood.screening.naming import fingerprint

SCHEMA = "makegood.mappings/1"


class MappingsDamaged(ValueError):
    """The file of remembered mappings cannot be read; the message says what was found, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """One header row, as it was written, and the columns that were named for it."""

    headers: tuple[str, ...]
    columns: Mapping[str, str]


def load(path: Path) -> dict[str, Remembered]:
    """What is remembered, by fingerprint; nothing where there is no file. Raises `MappingsDamaged`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as reason:
        raise _damaged(path, f"is not readable as text ({reason})") from None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as reason:
        raise _damaged(path, f"is no JSON ({reason})") from None
    return _checked(path, document)


def columns(memory: Mapping[str, Remembered]) -> dict[str, Mapping[str, str]]:
    """Only the columns, by fingerprint."""
    return {mark: one.columns for mark, one in memory.items()}


def remember(path: Path, rows: Iterable[tuple[str, ...]], given: Mapping[str, str], known: Collection[str]) -> None:
    """Keeps a mapping for each of these header rows; what another command named beyond the columns this one knows stays."""
    memory = load(path)
    for headers in rows:
        mark = fingerprint(headers)
        earlier = memory[mark].columns if mark in memory else {}
        kept = {
            column: header for column, header in earlier.items() if column not in known and header not in given.values()
        }
        memory[mark] = Remembered(headers, kept | dict(given))
    _write(path, memory)


def forget(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Drops what is remembered for these header rows; others stay."""
    memory = load(path)
    for headers in rows:
        memory.pop(fingerprint(headers), None)
    _write(path, memory)


def _checked(path: Path, document: Any) -> dict[str, Remembered]:
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise _damaged(path, f'has no "schema": "{SCHEMA}"')
    entries = document.get("mappings")
    if not isinstance(entries, dict):
        raise _damaged(path, "has no object of mappings")
    return {mark: _entry(path, mark, entry) for mark, entry in entries.items()}


def _entry(path: Path, mark: str, entry: Any) -> Remembered:
    where = f"mappings.{mark}"
    headers, named = (entry.get("headers"), entry.get("columns")) if isinstance(entry, dict) else (None, None)
    if not isinstance(headers, list) or not all(isinstance(header, str) for header in headers):
        raise _damaged(path, f"has no list of texts at {where}.headers")
    if not isinstance(named, dict) or not all(isinstance(header, str) for header in named.values()):
        raise _damaged(path, f"has no object of texts at {where}.columns")
    unknown = [column for column in named if column not in KINDS]
    if unknown:
        raise _damaged(path, f"names the column {unknown[0]!r} at {where}.columns, which there is not")
    if fingerprint(headers) != mark:
        raise _damaged(path, f"gives headers at {where} that are not those the mapping was made for")
    return Remembered(tuple(headers), named)


def _damaged(path: Path, what: str) -> MappingsDamaged:
    return MappingsDamaged(
        f"{path}: this file of remembered mappings {what}; expected what makegood wrote. It was left as it is: "
        "put it right, delete it, or name another with --remember FILE"
    )


def _write(path: Path, memory: Mapping[str, Remembered]) -> None:
    """The whole file in one move: a reader never meets half of it."""
    document = {
        "schema": SCHEMA,
        "mappings": {
            mark: {"headers": list(one.headers), "columns": dict(one.columns)} for mark, one in sorted(memory.items())
        },
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
