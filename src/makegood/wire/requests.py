"""What is sent and what comes back, as values that show no secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from makegood.usecases.ports import Pace


@dataclass(frozen=True, slots=True)
class File:
    """A file of a multipart form."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"

    def __repr__(self) -> str:
        return f"File({self.name!r}, {len(self.content)} bytes)"


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Its `repr` gives the verb, host and path only: query, form, body and headers may carry tokens."""

    method: str
    url: str
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        parts = urlsplit(self.url)
        return f"Request({self.method} {parts.hostname}{parts.path})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole. Its `repr` gives no body."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""

    def __repr__(self) -> str:
        return f"Answer({self.status}, {len(self.body)} bytes)"


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose leave a call asks for, and how pressing it is."""

    pace: Pace
    endpoint: str
    urgent: bool = False
    unsaid: timedelta | None = None
    """How long to wait after a 429 that gives no number of seconds; None: nobody is told to."""
    asked: Callable[[Answer], timedelta | None] | None = None
    """How this platform's 429 says how long to wait, where it is not by `Retry-After`."""


Build = Callable[[], Request]
"""Makes the request anew for each sending: it is signed with the moment it is sent at."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each phase of a call may take, and the whole answer. 15 s and 30 s are the platforms' own kits' (AliExpress sheet §1.4)."""

    connect: timedelta = timedelta(seconds=15)
    read: timedelta = timedelta(seconds=30)
    write: timedelta = timedelta(seconds=30)
    pool: timedelta = timedelta(seconds=5)
    whole: timedelta = timedelta(seconds=60)
    """House: a body that drips ends here, however often it drips."""

    @property
    def longest(self) -> timedelta:
        """When no call begun before can still be under way."""
        return self.pool + self.connect + self.write + self.read + self.whole
