"""Everything the sandbox knows, behind one lock; time passes only here, and what is due happens in order of time."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from threading import RLock
from typing import Any, TypeVar

from makegood.sandbox.aliexpress.accounts import App, Shop, Token
from makegood.sandbox.aliexpress.agenda import HAPPENINGS, Agenda
from makegood.sandbox.aliexpress.clock import Clock
from makegood.sandbox.aliexpress.figures import Figures
from makegood.sandbox.aliexpress.issue import Evidence, Issue
from makegood.sandbox.aliexpress.ledger import Ledger
from makegood.sandbox.aliexpress.order import Order, Ticket

HORIZON = timedelta(hours=1)
"""How far back a lagging list can look; older versions are dropped."""
FIRST = {"order": 8190000000000017, "issue": 60000000000001, "solution": 70000000000001, "step": 1, "ticket": 500001}
STEP = {"order": 1000}
"""Order numbers leave room for their sub-orders'."""
CALLS_KEPT = 5000

Seen = TypeVar("Seen", Order, Issue)
Listener = Callable[["State", str, Issue], None]


def to_nobody(order: Order, status: str) -> None:  # noqa: ARG001
    """Order notices while no callback is set (§7.19: otherwise polling only)."""


class State:
    """Callers hold `lock` around whatever they do, and call `advance` first."""

    def __init__(self, clock: Clock, *, figures: Figures | None = None, seed: int = 1, lag: float = 0.0) -> None:
        self.clock, self.figures, self.lag, self.seed = clock, figures or Figures(), lag, seed
        self.lock = RLock()
        self.at = clock.now()
        self.random = Random(seed)  # noqa: S311 (a made-up world, no secret)
        self.agenda, self.ledger = Agenda(), Ledger()
        self.shops: dict[int, Shop] = {}
        self.apps: dict[str, App] = {}
        self.codes: dict[str, tuple[str, int, datetime]] = {}
        self.tokens: dict[str, Token] = {}
        self.orders: dict[int, Order] = {}
        self.issues: dict[int, Issue] = {}
        self.tickets: dict[int, Ticket] = {}
        self.evidence: list[Evidence] = []
        self.remarks: dict[tuple[int, int], str] = {}
        self.chats: list[dict[str, Any]] = []
        self.calls: list[dict[str, Any]] = []
        self.listeners: list[Listener] = []
        self.real_time: Callable[[], float] = time.time
        self.announce: Callable[[Order, str], None] = to_nobody
        self._next: dict[str, int] = dict(FIRST)
        self._versions: dict[tuple[str, int], list[tuple[datetime, Order | Issue]]] = defaultdict(list)

    def number(self, kind: str) -> int:
        """The next number of that kind."""
        number = self._next.setdefault(kind, 1)
        self._next[kind] = number + STEP.get(kind, 1)
        return number

    def advance(self) -> None:
        """Lets everything happen that is due by now, each at its own instant."""
        self.run_until(self.clock.now())

    def run_until(self, to: datetime) -> None:
        """What was planted in the past happens in the past: each due sets the moment it runs at."""
        while (due := self.agenda.take(to)) is not None:
            self.at = due.at
            HAPPENINGS[due.word](self, due.subject)
        self.at = to

    def wind(self, to: datetime) -> None:
        self.clock.wind(to)
        self.advance()

    def changed(self, entity: Order | Issue) -> None:
        """Notes a change: the entity's time of change, and a version for lists that lag."""
        entity.modified_at = self.at
        kind = "order" if isinstance(entity, Order) else "issue"
        versions = self._versions[kind, entity.id]
        versions.append((self.at, entity.as_it_is()))
        while len(versions) > 1 and versions[1][0] <= self.at - HORIZON:
            versions.pop(0)

    def orders_seen(self, seller_id: int, *, lag: float) -> Iterator[Order]:
        """The shop's orders as a list shows them that lags so many seconds behind."""
        for order in self.orders.values():
            if order.seller_id == seller_id and (seen := self._seen("order", order, lag)) is not None:
                yield seen

    def issues_seen(self, seller_id: int, *, lag: float) -> Iterator[Issue]:
        for issue in self.issues.values():
            if issue.seller_id == seller_id and (seen := self._seen("issue", issue, lag)) is not None:
                yield seen

    def order_seen(self, order: Order, *, lag: float) -> Order | None:
        return self._seen("order", order, lag)

    def issue_seen(self, issue: Issue, *, lag: float) -> Issue | None:
        return self._seen("issue", issue, lag)

    def _seen(self, kind: str, entity: Seen, lag: float) -> Seen | None:
        if lag <= 0:
            return entity
        seen: Seen | None = None
        for at, version in self._versions[kind, entity.id]:
            if at <= self.at - timedelta(seconds=lag) and isinstance(version, type(entity)):
                seen = version
        return seen

    def tell(self, what: str, issue: Issue) -> None:
        """Tells whoever plays a person here that something happened in a dispute."""
        for listener in self.listeners:
            listener(self, what, issue)
