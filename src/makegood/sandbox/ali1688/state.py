"""Everything this sandbox knows: members, apps, orders, refunds, and what is due to happen to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from makegood.sandbox.ali1688.accounts import App, Shop, Token
from makegood.sandbox.ali1688.figures import Figures
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.refund import Refund
from makegood.sandbox.stage.agenda import Happenings
from makegood.sandbox.stage.clock import Clock
from makegood.sandbox.stage.sending import Notice
from makegood.sandbox.stage.world import World

happening = Happenings()
"""What happens here by itself; each part of the trade registers its own words."""

Listener = Callable[["State", str, Refund], None]


def to_nobody(topic: str, member: str, data: Mapping[str, Any]) -> None:
    """Messages while nobody was told where to."""


def no_notices() -> list[Notice]:
    return []


class State(World):
    # Quirk (§1.5, §7.6): numbers of 18 and 19 digits, beyond what a double holds.
    FIRST: ClassVar[Mapping[str, int]] = {"order": 2958424554509660017, "refund": 104265530199611980, "operation": 60556968242, "complaint": 800100200301, "parcel": 10000001, "voucher": 1}  # fmt: skip
    STEP: ClassVar[Mapping[str, int]] = {"order": 1000, "refund": 7}

    def __init__(self, clock: Clock, *, figures: Figures | None = None, seed: int = 1, lag: float = 0.0) -> None:
        super().__init__(clock, happening, seed=seed, lag=lag)
        self.figures = figures or Figures()
        self.shops: dict[str, Shop] = {}
        self.apps: dict[str, App] = {}
        self.codes: dict[str, tuple[str, str, datetime]] = {}
        self.tokens: dict[str, Token] = {}
        self.orders: dict[int, Order] = {}
        self.refunds: dict[int, Refund] = {}
        self._by_order: dict[int, list[Refund]] = defaultdict(list)
        self.penalties: dict[int, Any] = {}
        self.closing: dict[str, dict[str, datetime]] = {}
        self.vouchers: dict[str, int] = {}
        self.instants: list[float] = []
        """When the last calls came, for the limit."""
        self.listeners: list[Listener] = []
        self.announce: Callable[[str, str, Mapping[str, Any]], None] = to_nobody
        self.notices: Callable[[], list[Notice]] = no_notices

    def changed(self, entity: Order | Refund) -> None:
        """Notes a change: the entity's time of change, and a version for lists that lag."""
        entity.modified_at = self.at
        self.version("order" if isinstance(entity, Order) else "refund", entity.id, entity.as_it_is())

    def orders_seen(self, member: str, *, lag: float) -> Iterator[Order]:
        """A member's orders, sold or bought, as a list shows them that lags so many seconds behind."""
        for order in self.orders.values():
            seen = self.seen("order", order.id, order, lag=lag)
            if seen is not None and member in (seen.seller, seen.buyer.member_id):
                yield seen

    def refunds_seen(self, member: str, *, lag: float) -> Iterator[Refund]:
        for refund in self.refunds.values():
            if member in (refund.seller, refund.buyer):
                seen = self.seen("refund", refund.id, refund, lag=lag)
                if seen is not None:
                    yield seen

    def keep(self, refund: Refund) -> None:
        self.refunds[refund.id] = refund
        self._by_order[refund.order_id].append(refund)

    def refunds_of(self, order: Order) -> list[Refund]:
        return self._by_order.get(order.id, [])

    def tell(self, what: str, refund: Refund) -> None:
        """Tells whoever plays a person here that something happened in a refund."""
        for listener in self.listeners:
            listener(self, what, refund)
