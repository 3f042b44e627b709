"""Platforms' messages."""

from __future__ import annotations

from makegood.connectors import joining
from makegood.connectors.ali1688 import messages as _ali1688  # noqa: F401 - joining imports them later, when nothing is
from makegood.connectors.aliexpress import messages as _aliexpress  # noqa: F401 - instrumented any more
from makegood.connectors.parts import NotUnderstood
from makegood.connectors.shopee import messages as _shopee  # noqa: F401
from makegood.connectors.wish import messages as _wish  # noqa: F401
from tools.fuzz.parsers import FILES


def read(platform: str, content: bytes) -> None:
    parts = []
    for file in content.split(FILES)[:8]:
        name, _, text = file.partition(b"\n")
        try:
            parts += joining.understand(platform, text, name.decode("utf-8", "replace"))
        except NotUnderstood as refusal:
            str(refusal).encode()
    list(joining.join(platform, parts))  # whatever was understood makes case files that the strict reader takes
