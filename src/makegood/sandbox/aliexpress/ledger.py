"""Every movement of money, as a row whose parts add up to nothing: what one account loses, others gain."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from makegood.sandbox.aliexpress.amounts import Pair

ACCOUNTS = ("buyer", "escrow", "seller", "platform")


@dataclass(frozen=True, slots=True)
class Row:
    """`moves` are USD cents by account; `local` is what the buyer's side was told, in the buyer's currency."""

    at: datetime
    kind: str
    order: int
    issue: int | None
    moves: tuple[tuple[str, int], ...]
    local: int
    local_currency: str

    def document(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat(),
            "kind": self.kind,
            "order": str(self.order),
            "issue": None if self.issue is None else str(self.issue),
            "moves": [{"account": account, "amount": amount} for account, amount in self.moves],
            "currency": "USD",
            "local": {"amount": self.local, "currency": self.local_currency},
        }


class Ledger:
    """Rows in the order they happened; nothing is ever taken back, only moved again."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._balances: dict[tuple[int, str], int] = defaultdict(int)

    def move(
        self, at: datetime, kind: str, order: int, source: str, to: str, amount: Pair, *, issue: int | None = None
    ) -> None:
        """One amount from one account to another. Nothing moves for nothing."""
        if amount.usd:
            moves = ((source, -amount.usd), (to, amount.usd))
            self.rows.append(Row(at, kind, order, issue, moves, amount.local, amount.currency))
            for account, cents in moves:
                self._balances[order, account] += cents

    def balance(self, order: int, account: str) -> int:
        return self._balances[order, account]

    def totals(self) -> dict[str, dict[str, Any]]:
        """By order: each account's balance in USD cents, and what went back to the buyer (by kind, in both currencies)."""
        totals: dict[str, dict[str, Any]] = {}
        for row in self.rows:
            total = totals.setdefault(str(row.order), {"currency": "USD", **dict.fromkeys(ACCOUNTS, 0), "returned": []})
            for account, cents in row.moves:
                total[account] += cents
            if row.kind != "paid" and ("buyer", -row.moves[0][1]) in row.moves:
                total["returned"].append(
                    {
                        "kind": row.kind,
                        "issue": None if row.issue is None else str(row.issue),
                        "amount": row.moves[1][1],
                        "local": row.local,
                        "local_currency": row.local_currency,
                    }
                )
        return totals

    def sums(self) -> dict[str, int]:
        """Each account over all orders; together they are 0."""
        sums: dict[str, int] = defaultdict(int)
        for row in self.rows:
            for account, cents in row.moves:
                sums[account] += cents
        return dict(sums)
