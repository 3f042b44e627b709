"""Which encoding a file of text is in, and a UTF-8 copy of it where it is another: UTF-16 says so itself, GB18030 is told apart."""

from __future__ import annotations

import codecs
import itertools
from collections.abc import Iterator
from pathlib import Path

CHUNK = 1 << 24
GB18030, UTF16 = "gb18030", "utf-16"
_SAMPLE = 100_000
_USUAL = 0.5


def other_encoding(path: Path) -> str | None:
    """UTF-16 where the file begins with its mark, GB18030 where it certainly is that; None: it is read as UTF-8."""
    with path.open("rb") as file:
        mark = file.read(2)
    if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return UTF16 if _decodes(path, UTF16) else None
    return GB18030 if is_gb18030(path) else None


def is_gb18030(path: Path) -> bool:
    """Not UTF-8, strictly GB18030, and reading as usual Chinese: a file of one broken row, or of Latin letters, is not taken for it."""
    if _decodes(path, "utf-8") or not _decodes(path, GB18030) or _mostly_utf8(path):
        return False
    signs = (sign for text in _decoded(path, GB18030) for sign in text if not sign.isascii())
    sample = list(itertools.islice(signs, _SAMPLE))
    return sum(map(_is_usual, sample)) > _USUAL * len(sample)


def as_utf8(path: Path, copy: Path, encoding: str) -> Path:
    """Writes the file to `copy` in UTF-8, its line ends kept."""
    with copy.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_decoded(path, encoding))
    return copy


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
    yield b""


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    for chunk in _chunks(path):
        yield decoder.decode(chunk, final=not chunk)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        for _ in _decoded(path, encoding):
            pass
    except UnicodeError:  # UTF-16 cut off in the middle is no decoding error
        return False
    return True


def _mostly_utf8(path: Path) -> bool:
    """Whether most of the lines that are not plain ASCII are UTF-8."""
    good = bad = 0
    with path.open("rb") as file:
        for line in file:
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
    return good > bad


def _is_usual(sign: str) -> bool:
    """In GB 2312, the common Chinese signs and punctuation."""
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
