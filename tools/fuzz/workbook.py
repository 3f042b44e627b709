"""Mutates an XLSX: the parts within its archive, so that the archive still opens."""

from __future__ import annotations

import io
import random
import re
import zipfile

from tools.fuzz.plain_text import altered

_VALUE = re.compile(r'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)')
_ELEMENT = re.compile(r"<(\w+)[^>]*?(?:/>|>[^<]*</\1>)")
_VALUES = (
    "", "0", "-1", "1", "99999999999999999999", "A1", "A0", "XFD1048576", "A1:XFD1048576", "B2:A1", "s", "b", "e", "d", "str", "inlineStr",
    "1E400", "NaN", "-0.5", "45000.5", "2958466", "#REF!", "TRUE", "2026-11-20T08:00:00", "&#0;", "&amp;", "hidden", "veryHidden", "1904",
)  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One to four changes to one part, or to the list of parts. Raises `BadZipFile` and its like where it is no archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = chance.choice(sorted(parts, key=lambda one: ("sheet" in one, one))) if parts else ""
    if chance.random() < 0.6:
        name = next((one for one in parts if one.startswith("xl/worksheets/sheet")), name)
    if chance.random() < 0.04:
        parts.pop(name, None)
    else:
        text = parts[name].decode("utf-8", "surrogateescape")
        for _ in range(chance.choice((1, 1, 2, 4))):
            text = _changed(text, chance)
        parts[name] = text.encode("utf-8", "surrogateescape")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as book:
        for one, inner in parts.items():
            book.writestr(zipfile.ZipInfo(one), inner)
    return written.getvalue()


def _changed(text: str, chance: random.Random) -> str:
    values, elements = list(_VALUE.finditer(text)), list(_ELEMENT.finditer(text))
    kind = chance.randrange(5)
    if kind <= 2 and values:
        one = chance.choice(values)
        new = chance.choice(_VALUES) if kind < 2 else altered(one[0], chance).encode("utf-8", "ignore").decode()
        return text[: one.start()] + new + text[one.end() :]
    if elements:
        one, other = chance.choice(elements), chance.choice(elements)
        new = other[0] if kind == 3 else ""
        return text[: one.start()] + new + text[one.end() :]
    return text
