"""Everything the Wish sandbox knows, behind one lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from makegood.sandbox.stage.clock import Clock
from makegood.sandbox.stage.world import World
from makegood.sandbox.wish.accounts import App, Merchant, Token
from makegood.sandbox.wish.dispute import Dispute
from makegood.sandbox.wish.figures import Figures
from makegood.sandbox.wish.happening import happening
from makegood.sandbox.wish.order import Order
from makegood.sandbox.wish.penalty import Penalty
from makegood.sandbox.wish.ticket import Ticket

Entity = Order | Ticket | Penalty
Seen = TypeVar("Seen", Order, Ticket, Penalty)
Listener = Callable[["State", str, Ticket], None]
# The third byte of an id tells people at the page what it is the id of; callers see 24 hex digits.
KINDS = {"order": 0xA0, "ticket": 0xB0, "penalty": 0xC0, "transaction": 0xD0, "job": 0xE0, "dispute": 0xF0}


def to_nobody(topic: str, entity: Entity) -> None:  # noqa: ARG001
    """Webhooks while nothing is subscribed: otherwise polling only."""


class State(World):
    """Orders, tickets, penalties and access."""

    def __init__(self, clock: Clock, *, figures: Figures | None = None, seed: int = 1, lag: float = 0.0) -> None:
        super().__init__(clock, happening, seed=seed, lag=lag)
        self.figures = figures or Figures()
        self.shops: dict[str, Merchant] = {}
        self.apps: dict[str, App] = {}
        self.codes: dict[str, tuple[str, str, datetime, bool]] = {}
        """Code to app, merchant, until when, and whether it was used."""
        self.tokens: dict[str, Token] = {}
        self.orders: dict[str, Order] = {}
        self.transactions: dict[str, list[Order]] = {}
        """What was bought together."""
        self.tickets: dict[str, Ticket] = {}
        self.penalties: dict[str, Penalty] = {}
        self.disputes: dict[str, Dispute] = {}
        self.jobs: dict[str, Any] = {}
        self.next_job_fails = False
        self.subscriptions: dict[str, Any] = {}
        self.base = "http://127.0.0.1"
        """Where callers last reached us."""
        self.listeners: list[Listener] = []
        self.announce: Callable[[str, Entity], None] = to_nobody
        self.gone = ""
        """How every door answers since the platform is gone: 503, 404 or silent; empty while it is there."""
        self.spent: dict[tuple[str, str], tuple[datetime, int]] = {}
        """By merchant and app: when the rate limit's window began, and the calls in it."""

    def object_id(self, kind: str) -> str:
        """24 hex digits: the moment, then what tells it from others of that moment."""
        made, number = int(self.at.timestamp()) & 0xFFFFFFFF, self.number(kind)
        return f"{made:08x}{KINDS.get(kind, 0):02x}{self.seed & 0xFFFF:04x}{number:010x}"

    def move(self, kind: str, order: str, source: str, to: str, cents: int, currency: str, *, issue: str = "") -> None:
        self.ledger.move(self.at, kind, order, source, to, cents, currency, issue=issue or None)

    def changed(self, entity: Entity, *topics: str) -> None:
        """Notes a change: the entity's time of change, a version for lists that lag, and the webhooks it makes."""
        entity.updated_at = self.at
        self.version(type(entity).__name__, entity.id, entity.as_it_is())
        for topic in topics:
            self.announce(topic, entity)

    def listed(self, entities: Iterable[Seen], merchant_id: str, *, lag: float) -> Iterator[Seen]:
        """The merchant's, as a list shows them that lags so many seconds behind."""
        for entity in entities:
            if entity.merchant_id == merchant_id and (seen := self.shown(entity, lag=lag)) is not None:
                yield seen

    def shown(self, entity: Seen, *, lag: float) -> Seen | None:
        return self.seen(type(entity).__name__, entity.id, entity, lag=lag)

    def tell(self, what: str, ticket: Ticket) -> None:
        """Tells whoever plays a person here that something happened in a ticket."""
        for listener in self.listeners:
            listener(self, what, ticket)
