"""What the sandbox's own pages show of its state, as plain JSON values: the truth, without lag, masks or faults."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from makegood.sandbox.aliexpress.amounts import Pair, major
from makegood.sandbox.aliexpress.issue import Issue
from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.stage.hands import plain


def order_document(order: Order) -> dict[str, Any]:
    fields = asdict(order)
    fields["amount"], fields["refunded"] = asdict(order.amount), asdict(order.refunded)
    document: dict[str, Any] = plain(fields)
    return document


def issue_document(issue: Issue) -> dict[str, Any]:
    document: dict[str, Any] = plain(asdict(issue))
    return document


def told(pair: Pair) -> str:
    """An amount for people: both currencies where they differ."""
    usd = f"{major(pair.usd, 'USD')} USD"
    return usd if pair.currency == "USD" else f"{usd} ({major(pair.local, pair.currency)} {pair.currency})"


def whole(state: State) -> dict[str, Any]:
    return {
        "at": state.at.isoformat(),
        "shops": [plain(asdict(shop)) for shop in state.shops.values()],
        "apps": [plain(asdict(app)) for app in state.apps.values()],
        "orders": [order_document(order) for order in state.orders.values()],
        "issues": [issue_document(issue) for issue in state.issues.values()],
        "tickets": [plain(asdict(ticket)) for ticket in state.tickets.values()],
        "evidence": [plain(asdict(evidence)) for evidence in state.evidence],
        "waiting": [{"at": due.at.isoformat(), "word": due.word} for due in state.agenda.waiting()[:200]],
    }
