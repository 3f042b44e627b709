"""The built styles, scripts and icons, under names that change with their content, so that a browser may keep them for ever."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PREFIX = "/static/"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, as it is and as most browsers take it."""

    path: str
    type: str
    plain: bytes
    packed: bytes


@cache
def assets() -> dict[str, Asset]:
    """Every asset by its plain name."""
    found = {}
    for file in files("makegood.desk").joinpath("static", "desk").iterdir():
        stem, dot, ending = file.name.rpartition(".")
        if (kind := TYPES.get(dot + ending)) is None:
            continue
        plain = file.read_bytes()
        stamp = hashlib.sha256(plain).hexdigest()[:10]
        found[file.name] = Asset(f"{PREFIX}{stem}.{stamp}.{ending}", kind, plain, gzip.compress(plain, 9, mtime=0))
    return found


@cache
def by_path() -> dict[str, Asset]:
    return {one.path: one for one in assets().values()}


def address(name: str) -> str:
    """Where the asset of that name is had. Raises `KeyError` where none was built."""
    return assets()[name].path
