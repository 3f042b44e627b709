"""Every movement of money, as a row whose parts add up to nothing: what one account loses, another gains."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

ACCOUNTS = ("buyer", "escrow", "seller", "platform")


@dataclass(frozen=True, slots=True)
class Row:
    """`moves` are minor units of `currency` by account; `local` is what the buyer's side was told, in the buyer's currency."""

    at: datetime
    kind: str
    order: str
    issue: str | None
    currency: str
    moves: tuple[tuple[str, int], ...]
    local: int
    local_currency: str

    def document(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat(),
            "kind": self.kind,
            "order": self.order,
            "issue": self.issue,
            "moves": [{"account": account, "amount": amount} for account, amount in self.moves],
            "currency": self.currency,
            "local": {"amount": self.local, "currency": self.local_currency},
        }


class Ledger:
    """Rows in the order they happened; nothing is ever taken back, only moved again."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._balances: dict[tuple[str, str], int] = defaultdict(int)

    def move(
        self, at: datetime, kind: str, order: object, source: str, to: str, amount: int, currency: str, *,
        issue: object = None, local: tuple[int, str] | None = None,
    ) -> None:  # fmt: skip
        """One amount of minor units from one account to another. Nothing moves for nothing."""
        if unknown := {source, to} - {*ACCOUNTS}:
            raise ValueError(f"ledger: {', '.join(unknown)}, expected one of {', '.join(ACCOUNTS)}")
        if amount:
            moves = ((source, -amount), (to, amount))
            number = None if issue is None else str(issue)
            self.rows.append(Row(at, kind, str(order), number, currency, moves, *(local or (amount, currency))))
            for account, units in moves:
                self._balances[str(order), account] += units

    def balance(self, order: object, account: str) -> int:
        return self._balances[str(order), account]

    def totals(self) -> dict[str, dict[str, Any]]:
        """By order: each account's balance, and what went back to the buyer (by kind, in both currencies)."""
        totals: dict[str, dict[str, Any]] = {}
        for row in self.rows:
            fresh = {"currency": row.currency, **dict.fromkeys(ACCOUNTS, 0), "returned": []}
            total = totals.setdefault(row.order, fresh)
            for account, units in row.moves:
                total[account] += units
            if row.kind != "paid" and row.moves[1][0] == "buyer":
                total["returned"].append(
                    {
                        "kind": row.kind,
                        "issue": row.issue,
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
            for account, units in row.moves:
                sums[account] += units
        return dict(sums)

    def document(self) -> dict[str, Any]:
        """Every row, the totals by order, the sums by account: a client's own ledger must agree with these to the cent."""
        return {"rows": [row.document() for row in self.rows], "totals": self.totals(), "sums": self.sums()}
