"""Everything the AliExpress sandbox knows, behind one lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from makegood.sandbox.aliexpress.accounts import App, Shop, Token
from makegood.sandbox.aliexpress.agenda import happening
from makegood.sandbox.aliexpress.amounts import Pair
from makegood.sandbox.aliexpress.figures import Figures
from makegood.sandbox.aliexpress.issue import Evidence, Issue
from makegood.sandbox.aliexpress.order import Order, Ticket
from makegood.sandbox.stage.clock import Clock
from makegood.sandbox.stage.world import World

Seen = TypeVar("Seen", Order, Issue)
Listener = Callable[["State", str, Issue], None]


def to_nobody(order: Order, status: str) -> None:  # noqa: ARG001
    """Order notices while no callback is set (§7.19: otherwise polling only)."""


class State(World):
    """Orders, disputes and access. Order numbers leave room for their sub-orders'."""

    FIRST = {
        "order": 8190000000000017,
        "issue": 60000000000001,
        "solution": 70000000000001,
        "step": 1,
        "ticket": 500001,
    }
    STEP = {"order": 1000}

    def __init__(self, clock: Clock, *, figures: Figures | None = None, seed: int = 1, lag: float = 0.0) -> None:
        super().__init__(clock, happening, seed=seed, lag=lag)
        self.figures = figures or Figures()
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
        self.listeners: list[Listener] = []
        self.announce: Callable[[Order, str], None] = to_nobody

    def move(self, kind: str, order: int, source: str, to: str, amount: Pair, *, issue: int | None = None) -> None:
        """Money from one account to another, now: USD cents, beside what the buyer's side was told."""
        local = (amount.local, amount.currency)
        self.ledger.move(self.at, kind, order, source, to, amount.usd, "USD", issue=issue, local=local)

    def changed(self, entity: Order | Issue) -> None:
        """Notes a change: the entity's time of change, and a version for lists that lag."""
        entity.modified_at = self.at
        self.version(_kind(entity), entity.id, entity.as_it_is())

    def orders_seen(self, seller_id: int, *, lag: float) -> Iterator[Order]:
        """The shop's orders as a list shows them that lags so many seconds behind."""
        for order in self.orders.values():
            if order.seller_id == seller_id and (seen := self.as_seen(order, lag=lag)) is not None:
                yield seen

    def issues_seen(self, seller_id: int, *, lag: float) -> Iterator[Issue]:
        for issue in self.issues.values():
            if issue.seller_id == seller_id and (seen := self.as_seen(issue, lag=lag)) is not None:
                yield seen

    def as_seen(self, entity: Seen, *, lag: float) -> Seen | None:
        return self.seen(_kind(entity), entity.id, entity, lag=lag)

    def tell(self, what: str, issue: Issue) -> None:
        """Tells whoever plays a person here that something happened in a dispute."""
        for listener in self.listeners:
            listener(self, what, issue)


def _kind(entity: Order | Issue) -> str:
    return "order" if isinstance(entity, Order) else "issue"
