"""What the use cases need of the outside: a platform to read and to act on. Each connector fits this port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from makegood.core.money import Money
from makegood.core.words import Action


class Unavailable(Exception):
    """Nothing was sent: the platform could not be reached, or asks us to wait."""

    def __init__(self, why: str, *, wait: timedelta | None = None) -> None:
        super().__init__(why)
        self.wait = wait
        """How long the platform asks us to wait; None where it does not say."""


class Unanswered(Exception):
    """It was sent, and nothing tells whether it was done."""


class Refused(Exception):
    """The platform answered no. `code` and `words` are its own."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"{code}: {words}")
        self.code, self.words = code, words


class SignInNeeded(Refused):
    """The platform no longer takes the shop's token, and renewing it is not possible: a person must authorise again."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to be done on the platform, in the contract's words.

    `details` are the action's own: `remedy`, `text`, `tracking`, `carrier`, `solution`, `evidence` … as the assessment and
    the person who approved gave them. `dispute` is the platform's id of the trouble, where it is about one.
    """

    id: str
    action: Action
    order: str | None = None
    dispute: str | None = None
    money: Money | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    first_sent_at: datetime | None = None
    """When an attempt of it was first sent; what the platform lists from before was not its doing."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform's word that an act was done: its own reference (None where it gives none) and what it said."""

    reference: str | None
    words: Mapping[str, Any] = field(default_factory=dict)


class Sight(StrEnum):
    """What looking showed."""

    done = "done"
    not_done = "not_done"
    cannot_tell = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Look:
    sight: Sight
    receipt: Receipt | None = None
    why: str = ""
    """For the person who must look, where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Verb:
    """How one action is done through the platform's API.

    `settle` is how long after a sending nobody may believe the platform's lists: the call's time-out and the read lag.
    `endpoint` is the class of calls it is paced with.
    """

    action: Action
    endpoint: str
    settle: timedelta


class Unreadable(Exception):
    """Something the platform answered that is not of a form it publishes; kept, shown, never guessed at."""

    def __init__(self, method: str, why: str, body: Any = None) -> None:
        super().__init__(f"{method}: {why}")
        self.method, self.why, self.body = method, why, body


@dataclass(frozen=True, slots=True)
class Pulled:
    """One case file as the platform tells it now, and when it last changed there (None: it does not say)."""

    case: dict[str, Any]
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Knock:
    """One request of a platform at our door: header names in lower case, the body byte for byte.

    A platform's `hooking.py` says whether it is genuine, which shop it is about (`account`), and what it tells.
    """

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Tokens:
    """A shop's tokens. A `refresh_until` of None: the platform cannot renew them."""

    access: str
    refresh: str
    access_until: datetime
    refresh_until: datetime | None

    def __repr__(self) -> str:  # never in a log
        return f"Tokens(access_until={self.access_until!s}, refresh_until={self.refresh_until!s})"


class Vault(Protocol):
    """Where a connector gets the shop's access token; renewing happens once, however many callers find it stale."""

    def access(self) -> str: ...
    def renew(self, stale: str) -> str:
        """A token that is not `stale`. Raises `SignInNeeded`."""
        ...


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast one class of calls may be made: calls a second, and how many at once. In any window of t seconds at most `burst + per_second · t`.

    A connector's `connecting.py` gives `RATES` by class, where its platform's sheet gives a reason to; `whole_app`: all
    shops of an app share it.
    """

    per_second: float = 5.0
    burst: float = 10.0
    whole_app: bool = False


class Pace(Protocol):
    """Asks for leave to make one call; waits its turn, shared with every other worker of the same app and shop."""

    def take(self, endpoint: str, *, urgent: bool) -> None:
        """Returns when the call may be made. Raises `Unavailable` where the wait would be too long, or the circuit is open."""
        ...

    def asked_to_wait(self, endpoint: str, wait: timedelta) -> None:
        """The platform said to wait: nobody calls this class of endpoints until then."""
        ...

    def outcome(self, endpoint: str, *, well: bool) -> None:
        """Whether the platform answered at all; feeds the circuit breaker."""
        ...


class Connection(Protocol):
    """One shop on one platform. Raises `Unavailable`, `Unanswered`, `Refused` (or `SignInNeeded`), and nothing else.

    That an act happens once is the Action's work, not the connection's: one call, no retry. A platform whose interface does
    a part of some action only has `takes(act) -> bool` beside these: whether this very act has a call.
    """

    @property
    def verbs(self) -> Mapping[Action, Verb]:
        """The actions that have an API here; every other one is assisted."""
        ...

    def pull(self, *, since: datetime | None, urgent: bool = False) -> Iterator[Pulled | Unreadable]:
        """All that changed since then (None: all that can be seen), each as a case file with every fact the platform tells."""
        ...

    def perform(self, act: Act, *, urgent: bool = False) -> Receipt: ...

    def look(self, act: Act, *, taken: frozenset[str] = frozenset()) -> Look:
        """Whether an attempt of `act` was done, by the platform's own lists. `taken`: references that are other acts' receipts."""
        ...
