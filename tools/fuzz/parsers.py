"""The parsers under test, by name; each is imported only when it is wanted, so that a broken one stops no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module

FILES = b"\x00"
"""Divides the files of one input, each a line with its name and its content: an order and its troubles come in several."""


class Broken(AssertionError):
    """A reading that says something that cannot be so."""


@dataclass(frozen=True, slots=True)
class Parser:
    """`form` is the structure that inputs are mutated by, `most` the greatest input tried, in bytes."""

    module: str
    form: str
    most: int
    function: str = "read"
    first: tuple[str, ...] = ()

    def load(self) -> Callable[[bytes], None]:
        """Reads one input; raises only what is unexpected."""
        read = getattr(import_module(f"tools.fuzz.under_test.{self.module}"), self.function)
        return partial(read, *self.first)


PLATFORMS = ("aliexpress", "ali1688", "shopee", "wish")
PARSERS = {
    "case": Parser("case", "json", 1 << 16),
    **{platform: Parser("messages", "files", 1 << 16, first=(platform,)) for platform in PLATFORMS},
    "conversation": Parser("conversation", "text", 1 << 18),
    "csv": Parser("tables", "table", 1 << 16, "csv"),
    "xlsx": Parser("tables", "archive", 1 << 17, "xlsx"),
    "jsonl": Parser("tables", "lines", 1 << 16, "jsonl"),
}
