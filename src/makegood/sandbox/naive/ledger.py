"""What the naive platform paid, and what it lists of it: a payment is listed only once the read lag has passed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any


@dataclass(frozen=True, slots=True)
class Refund:
    """One payment. `amount` is in minor units; `seconds` is the server's clock when it was paid."""

    id: str
    order: str
    line: str
    amount: int
    currency: str
    seconds: float


class Ledger:
    """Every payment, in order. It asks no question: a second POST is a second payment."""

    def __init__(self, *, lag: float) -> None:
        self.lag = lag
        self._refunds: list[Refund] = []
        self._by_order: dict[str, list[Refund]] = defaultdict(list)
        self._lock = Lock()

    def pay(self, order: str, line: str, amount: int, currency: str, *, at: float) -> Refund:
        with self._lock:
            refund = Refund(f"R{len(self._refunds) + 1:08d}", order, line, amount, currency, at)
            self._refunds.append(refund)
            self._by_order[order].append(refund)
        return refund

    def listed(self, order: str, *, at: float) -> list[Refund]:
        """The order's payments as a reader sees them now."""
        with self._lock:
            return [refund for refund in self._by_order.get(order, ()) if refund.seconds + self.lag <= at]

    def report(self) -> dict[str, Any]:
        """The truth, without lag: every payment, and the sum and count by order, line and currency."""
        with self._lock:
            refunds = list(self._refunds)
        paid: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for refund in refunds:
            paid[refund.order, refund.line, refund.currency].append(refund.amount)
        totals = [
            {"order": order, "line": line, "currency": currency, "amount": sum(amounts), "times": len(amounts)}
            for (order, line, currency), amounts in paid.items()
        ]
        return {"refunds": [asdict(refund) for refund in refunds], "totals": totals}
