"""Reads an answer's body within bounds: of bytes on the line, of bytes unpacked, of time."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

MOST_BYTES = 16 * 1024 * 1024
"""House: of a body, packed or unpacked. A page of 50 orders is some 200 KB."""


class NotWhole(Exception):
    """The body is cut short, packed wrongly, or beyond bounds."""


def read(chunks: Iterator[bytes], encoding: str, *, most: int, in_time: Callable[[], bool]) -> bytes:
    """The whole body, unpacked. Raises `NotWhole`.

    Unpacking stops at the bound, so a few KB that would unpack to gigabytes never do.
    """
    unpack = _unpacker(encoding)
    whole = bytearray()
    for chunk in chunks:
        if not in_time():
            raise NotWhole("the answer took too long to arrive")
        whole += unpack(chunk, most + 1 - len(whole))
        if len(whole) > most:
            raise NotWhole(f"the answer is larger than {most} bytes")
    unpack(b"", 0)
    return bytes(whole)


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    word = encoding.strip().lower()
    if word in ("", "identity"):
        return lambda chunk, _: chunk
    if word not in ("gzip", "x-gzip"):
        raise NotWhole(f"the answer is packed as {word[:20]!r}, which was not asked for")
    return _Gzip().feed


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def feed(self, chunk: bytes, left: int) -> bytes:
        """The chunk unpacked, at most `left` bytes of it; an empty chunk asks whether the body is whole."""
        if not chunk:
            if not self._inner.eof:
                raise NotWhole("the packed answer is cut short")
            return b""
        if self._inner.eof:
            raise NotWhole("the packed answer goes on after its end")
        try:
            out = self._inner.decompress(chunk, max(left, 1))
        except zlib.error:
            raise NotWhole("the answer is not packed as it says") from None
        if self._inner.unused_data:
            raise NotWhole("the packed answer goes on after its end")
        return out
