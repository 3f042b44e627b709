"""A screenshot that is dropped: looked at from outside only (size, first bytes), never decoded, never shown; its fingerprint is kept.

The vault that seals originals is not part of this installation yet: the file itself stays with whoever has it, and the page says so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from makegood.desk.intake.typed import Fault

MOST = 10_000_000
"""House: bytes of a screenshot."""
_BEGINS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    type: str
    size: int
    digest: str

    def as_evidence(self, number: str, by: str, at: str) -> dict[str, Any]:
        told = {"id": number, "kind": "conversation", "by": by, "at": at, "file": self.name, "origin": "unknown"}
        return {**told, "sha256": self.digest, "size": self.size, "type": self.type}


def looked_at(file: UploadedFile[Any] | None) -> Picture | Fault:
    """What it is, or why it is refused."""
    if file is None or not file.size:
        return Fault(gettext("No file came."), gettext("A screenshot."), gettext("Choose or drop one."))
    if file.size > MOST:
        found = gettext("%(size).1f MB.") % {"size": file.size / 1e6}
        return Fault(found, gettext("At most 10 MB."), gettext("Save it smaller."))
    digest, first = hashlib.sha256(), b""
    for chunk in file.chunks():
        first = first or chunk[:16]
        digest.update(chunk)
    if (kind := _kind(first)) is None:
        return Fault(
            gettext("This file is no picture, whatever its name says."),
            gettext("PNG, JPEG, WebP or GIF."),
            gettext("Take the screenshot anew."),
        )
    name = (file.name or "").replace("\x00", "").rpartition("/")[2][:200] or "screenshot"
    return Picture(name, kind, file.size, digest.hexdigest())


def _kind(first: bytes) -> str | None:
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for begin, kind in _BEGINS.items() if first.startswith(begin)), None)
