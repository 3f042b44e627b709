"""Everything the Shopee sandbox knows, behind one lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from makegood.sandbox.shopee.accounts import Grant, Partner, Shop, Token
from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.claim import Return
from makegood.sandbox.shopee.figures import Figures
from makegood.sandbox.shopee.order import Order
from makegood.sandbox.shopee.serials import serial
from makegood.sandbox.stage.clock import Clock
from makegood.sandbox.stage.world import World

Listener = Callable[["State", str, Return], None]
Announce = Callable[[int, int, dict[str, Any]], None]
"""(push code, shop, data)."""


def to_nobody(code: int, shop_id: int, data: dict[str, Any]) -> None:  # noqa: ARG001
    """Pushes while no callback is set: polling only."""


@dataclass(slots=True)
class Points:
    """A record of penalty points; an appeal that was won lowers `latest` (§4)."""

    shop_id: int
    reference: int
    violation: int
    original: int
    latest: int
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Punishment:
    shop_id: int
    reference: int
    type: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Storm:
    """From `since` to `until` every call (of that shop, where one is named) is too many."""

    since: datetime
    until: datetime
    shop_id: int | None
    status: int


class State(World):
    FIRST = {"order": 1001, "return": 5001, "package": 70001, "points": 764539404640322241, "image": 1}

    def __init__(self, clock: Clock, *, figures: Figures | None = None, seed: int = 1, lag: float = 0.0) -> None:
        super().__init__(clock, happening, seed=seed, lag=lag)
        self.figures = figures or Figures()
        self.shops: dict[int, Shop] = {}
        self.apps: dict[str, Partner] = {}
        self.codes: dict[str, tuple[str, tuple[int, ...], datetime]] = {}
        self.tokens: dict[str, Token] = {}
        self.grants: dict[tuple[str, int], Grant] = {}
        self.orders: dict[str, Order] = {}
        self.returns: dict[str, Return] = {}
        self.points: list[Points] = []
        self.punishments: list[Punishment] = []
        self.images: dict[str, str] = {}
        """Address of an uploaded picture to the return it was put in for."""
        self.stock: dict[tuple[int, int, int], int] = {}
        self.storms: list[Storm] = []
        self.taken: dict[str, list[datetime]] = defaultdict(list)
        """Calls of the last minute, by partner."""
        self.taken_today: dict[tuple[str, str], int] = defaultdict(int)
        self.listeners: list[Listener] = []
        self.announce: Announce = to_nobody
        self.pushing: Any = None
        """The pushes of this state, once there are any (`push.py`)."""

    def serial(self, kind: str, letters: int) -> str:
        return serial(self.at, self.number(kind), letters)

    def move(self, kind: str, order: Order, source: str, to: str, amount: int, *, claim: str | None = None) -> None:
        """Money from one account to another, now, in the shop's currency."""
        self.ledger.move(self.at, kind, order.sn, source, to, amount, order.currency, issue=claim)

    def changed(self, entity: Order | Return) -> None:
        """Notes a change: the time of it, and a version for lists that lag."""
        entity.updated_at = self.at
        self.version(type(entity).__name__, entity.sn, entity.as_it_is())

    def orders_seen(self, shop_id: int, *, lag: float) -> Iterator[Order]:
        """The shop's orders as a list shows them that lags so many seconds behind."""
        for order in self.orders.values():
            if order.shop_id == shop_id and (seen := self.seen("Order", order.sn, order, lag=lag)) is not None:
                yield seen

    def returns_seen(self, shop_id: int, *, lag: float) -> Iterator[Return]:
        for claim in self.returns.values():
            if claim.shop_id == shop_id and (seen := self.seen("Return", claim.sn, claim, lag=lag)) is not None:
                yield seen

    def returns_of(self, order: Order) -> list[Return]:
        return [claim for claim in self.returns.values() if claim.order_sn == order.sn]

    def tell(self, what: str, claim: Return) -> None:
        """Tells whoever plays a person here that something happened in a return."""
        for listener in self.listeners:
            listener(self, what, claim)
