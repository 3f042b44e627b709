"""Case files."""

from __future__ import annotations

from makegood.core.reading import NotACase, read_text
from tools.fuzz.parsers import Broken


def read(content: bytes) -> None:
    try:
        read_text(content)
    except NotACase as refusal:
        if not refusal.faults or not all(fault.path and fault.found and fault.expected for fault in refusal.faults):
            raise Broken("a refusal that does not say where, what and what else") from None
        str(refusal).encode()
