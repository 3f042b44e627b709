"""The page on which a person plays the buyer, the platform and the dashboard: plain HTML, autoescaped, no script, nothing from elsewhere."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import Blueprint

from makegood.sandbox.stage import pages
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.wish.acts import DISPUTE_ACTS, ORDER_ACTS, PENALTY_ACTS, TICKET_ACTS
from makegood.sandbox.wish.admin import GONE
from makegood.sandbox.wish.dispute import Dispute
from makegood.sandbox.wish.order import Order
from makegood.sandbox.wish.penalty import Penalty
from makegood.sandbox.wish.planting import STAGES
from makegood.sandbox.wish.reasons import TICKET_REASONS
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.ticket import Ticket
from makegood.sandbox.wish.words import in_language

SHOWN = 40
"""Of each kind on the page: the ones changed last."""
# Which of an act's parameters the page's one free field fills in.
VALUE_OF = {"ship": "number", "reply": "message", "decide": "refund", "again": "text"}
TIME = "%Y-%m-%d %H:%M UTC"

Changed = TypeVar("Changed", Order, Ticket, Penalty)


def blueprint(state: State, faults: Faults) -> Blueprint:
    def page(language: str) -> dict[str, Any]:
        return {
            "words": in_language(language),
            "gone": state.gone,
            "ways_gone": GONE[1:],
            "stages": list(STAGES),
            "orders": [order_card(order) for order in latest(list(state.orders.values()))],
            "tickets": [ticket_card(ticket) for ticket in latest(list(state.tickets.values()))],
            "penalties": [penalty_card(penalty) for penalty in latest(list(state.penalties.values()))],
            "disputes": [dispute_card(dispute) for dispute in reversed(list(state.disputes.values())[-SHOWN:])],
            "reasons": [(key, words[language == "zh"]) for key, words in TICKET_REASONS.items()],
            "order_acts": {who: list(known) for who, known in ORDER_ACTS.items()},
            "ticket_acts": {who: list(known) for who, known in TICKET_ACTS.items()},
            "penalty_acts": {who: list(known) for who, known in PENALTY_ACTS.items()},
            "dispute_acts": {who: list(known) for who, known in DISPUTE_ACTS.items()},
            "value_of": VALUE_OF,
        }

    return pages.blueprint(state, faults, page)


def latest(entities: list[Changed]) -> list[Changed]:
    return sorted(entities, key=lambda entity: (entity.updated_at, entity.id), reverse=True)[:SHOWN]


def usd(cents: int) -> str:
    return f"{cents / 100:.2f} USD"


def order_card(order: Order) -> dict[str, object]:
    return {
        "id": order.id,
        "state": order.state,
        "processing": f"{order.processing_source} {order.processing_status}".strip(),
        "amount": usd(order.total),
        "buyer": f"{order.buyer.name} ({order.buyer.country})",
        "due": order.ship_by.strftime(TIME) if order.ship_by and order.state == "APPROVED" else "",
        "line": f"{order.product.name}, {order.product.sku} × {order.quantity}",
        "parcels": [f"{tracking.provider} {tracking.number}" for tracking in order.tracking],
        "log": [f"{at:%Y-%m-%d %H:%M} {name}" for name, at in order.records]
        + [f"{r.at:%Y-%m-%d %H:%M} {r.source} {r.reason} {usd(r.cents)}" for r in order.refunds],
        "is_refunded": bool(order.refunds),
    }


def ticket_card(ticket: Ticket) -> dict[str, object]:
    return {
        "id": ticket.id,
        "state": ticket.state,
        "subject": f"{ticket.subject} {ticket.refund_reason}",
        "buyer": ticket.buyer_name,
        "due": ticket.answer_by.strftime(TIME) if ticket.answer_by else "",
        "orders": list(ticket.orders),
        "replies": [f"{reply.at:%Y-%m-%d %H:%M} {reply.sender}: {reply.message}" for reply in ticket.replies],
    }


def penalty_card(penalty: Penalty) -> dict[str, object]:
    told = f"{penalty.about} {penalty.about_id}: {penalty.reason} {usd(penalty.cents)}"
    return {"id": penalty.id, "told": told, "is_reversed": penalty.reversed_at is not None}


def dispute_card(dispute: Dispute) -> dict[str, object]:
    told = f"{dispute.about} {dispute.about_id}: {dispute.state}, {dispute.rejections}"
    return {"id": dispute.id, "told": told}
