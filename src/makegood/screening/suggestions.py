"""Headers that seem to be a column by their meaning, which no source confirms: offered to a person, never assigned."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping, Sequence
from functools import cache
from importlib.resources import files

from makegood.screening.kinds import MONEY
from makegood.screening.known import plain, told_currency


def suggested(headers: Sequence[str], taken: Container[int], columns: Sequence[str]) -> dict[str, str]:
    """Column to the first header left over that seems to be it, for the columns asked for."""
    found: dict[str, str] = {}
    for place, header in enumerate(headers):
        if place in taken:
            continue
        for column in _meanings(header):
            if column in columns:
                found.setdefault(column, header.strip())
    return {column: found[column] for column in columns if column in found}


def _meanings(header: str) -> tuple[str, ...]:
    found = _words().get(plain(header), ())
    parted = told_currency(header)
    return found or (tuple(column for column in _words().get(parted[0], ()) if column in MONEY) if parted else ())


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads(files(__package__).joinpath("suggestions.toml").read_text(encoding="utf-8"))
    words: dict[str, tuple[str, ...]] = {}
    for entry in data["market"]:
        for column, headers in entry["headers"].items():
            for header in map(plain, headers):
                words[header] = tuple(dict.fromkeys((*words.get(header, ()), column)))
    return words
