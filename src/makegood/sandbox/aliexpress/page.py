"""The page on which a person plays the buyer and the platform: plain HTML, autoescaped, no script, nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from makegood.sandbox.aliexpress.acts import ISSUE_ACTS, ORDER_ACTS
from makegood.sandbox.aliexpress.documents import told
from makegood.sandbox.aliexpress.issue import Issue
from makegood.sandbox.aliexpress.order import Order
from makegood.sandbox.aliexpress.planting import STAGES
from makegood.sandbox.aliexpress.reasons import REASONS
from makegood.sandbox.aliexpress.standing import due_of
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.words import in_language
from makegood.sandbox.stage import pages
from makegood.sandbox.stage.faults import Faults

SHOWN = 40
"""Orders and disputes on the page: the ones changed last."""
# Which of an act's parameters the page's one free field fills in.
VALUE_OF = {
    "ask_cancel": "reason",
    "event": "code",
    "relabel": "number",
    "hold": "reason",
    "decide": "decision",
    "counter": "amount",
    "ship_return": "number",
    "offer": "amount",
    "judge": "amount",
    "ask_evidence": "hours",
    "object_return": "content",
    "give_address": "address",
    "coupon": "amount",
}


def blueprint(state: State, faults: Faults) -> Blueprint:
    def page(language: str) -> dict[str, Any]:
        return {
            "words": in_language(language),
            "stages": list(STAGES),
            "orders": [order_card(state, order) for order in latest(list(state.orders.values()))],
            "issues": [issue_card(issue, language) for issue in latest(list(state.issues.values()))],
            "reasons": [(key, getattr(reason, language)) for key, reason in REASONS.items()],
            "order_acts": {who: list(known) for who, known in ORDER_ACTS.items()},
            "issue_acts": {who: list(known) for who, known in ISSUE_ACTS.items()},
            "value_of": VALUE_OF,
        }

    return pages.blueprint(state, faults, page)


def latest(entities: list) -> list:  # type: ignore[type-arg]
    return sorted(entities, key=lambda entity: (entity.modified_at, entity.id), reverse=True)[:SHOWN]


def order_card(state: State, order: Order) -> dict[str, object]:
    due = due_of(order)
    return {
        "id": order.id,
        "status": order.status,
        "issue_status": order.issue_status,
        "amount": told(order.amount),
        "buyer": f"{order.buyer.first_name} {order.buyer.last_name} ({order.buyer.country})",
        "due": due.strftime("%Y-%m-%d %H:%M UTC") if due else "",
        "lines": [f"{line.index}. {line.name} × {line.count}" for line in order.lines],
        "parcels": [" → ".join([*(b[2] for b in s.before), s.number]) for s in order.shipments],
        "log": [f"{at:%Y-%m-%d %H:%M} {action} {memo}" for at, action, _, memo in order.log],
        "held": state.ledger.balance(order.id, "escrow"),
    }


def issue_card(issue: Issue, language: str) -> dict[str, object]:
    return {
        "id": issue.id,
        "order": issue.order_id,
        "status": issue.status,
        "detail": issue.detail_status,
        "reason": getattr(REASONS[issue.reason], language),
        "due": issue.timeout_at.strftime("%Y-%m-%d %H:%M UTC") if issue.timeout_at else "",
        "timeout_type": issue.timeout_type,
        "solutions": [f"{s.id} {s.owner} {s.type} {told(s.amount)}: {s.status}" for s in issue.solutions],
        "steps": [f"{s.at:%Y-%m-%d %H:%M} {s.by} {s.action} {s.content}" for s in issue.steps],
    }
