"""The page on which a person plays the buyer and Shopee: plain HTML, autoescaped, no script, nothing from elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint

from makegood.sandbox.shopee.acts import ORDER_ACTS, RETURN_ACTS
from makegood.sandbox.shopee.amounts import major
from makegood.sandbox.shopee.claim import SOLUTIONS, Return
from makegood.sandbox.shopee.order import Order
from makegood.sandbox.shopee.planting import STAGES
from makegood.sandbox.shopee.state import State
from makegood.sandbox.shopee.words import in_language
from makegood.sandbox.shopee.world import COMPLAINTS, NEVER_CAME
from makegood.sandbox.stage import pages
from makegood.sandbox.stage.faults import Faults

SHOWN = 40
"""Orders and returns on the page: the ones changed last."""
# Which of an act's parameters the page's one free field fills in.
VALUE_OF = {
    "ask_cancel": "reason",
    "cancel": "reason",
    "adjust": "amount",
    "arrange": "number",
    "counter": "amount",
    "ship_return": "number",
    "judge": "percent",
    "reassess": "reason",
}


def blueprint(state: State, faults: Faults) -> Blueprint:
    def page(language: str) -> dict[str, Any]:
        return {
            "words": in_language(language),
            "stages": list(STAGES),
            "orders": [order_card(state, order) for order in latest(list(state.orders.values()))],
            "returns": [return_card(claim) for claim in latest(list(state.returns.values()))],
            "reasons": sorted({one.reason for one in (*COMPLAINTS, NEVER_CAME)}),
            "solutions": list(SOLUTIONS),
            "order_acts": {who: list(known) for who, known in ORDER_ACTS.items()},
            "return_acts": {who: list(known) for who, known in RETURN_ACTS.items()},
            "value_of": VALUE_OF,
            "points": [f"{one.reference}: {one.violation}, {one.latest}/{one.original}" for one in state.points[-10:]],
        }

    return pages.blueprint(state, faults, page)


def latest(entities: list) -> list:  # type: ignore[type-arg]
    return sorted(entities, key=lambda entity: (entity.updated_at, entity.sn), reverse=True)[:SHOWN]


def shown(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC") if at is not None else ""


def order_card(state: State, order: Order) -> dict[str, object]:
    return {
        "sn": order.sn,
        "status": order.status,
        "logistics": order.logistics,
        "amount": f"{major(order.total, order.currency)} {order.currency}",
        "buyer": f"{order.buyer.name} ({order.buyer.username})",
        "due": shown(order.cancel_due or order.ship_by),
        "lines": [f"{place}. {item.name} {item.model_sku} × {item.quantity}" for place, item in enumerate(order.items)],
        "parcel": f"{order.package} {order.tracking}",
        "log": [f"{shown(event.at)} {event.status} {event.words}" for event in order.events],
        "held": state.ledger.balance(order.sn, "escrow"),
    }


def return_card(claim: Return) -> dict[str, object]:
    due = claim.due or claim.seller_due or claim.ship_due or claim.proof.deadline
    talks = claim.negotiation
    return {
        "sn": claim.sn,
        "order": claim.order_sn,
        "status": claim.status,
        "reason": claim.reason,
        "amount": f"{major(claim.amount, claim.currency)} {claim.currency}",
        "due": shown(due),
        "talks": f"{talks.status} {talks.solution} {major(talks.amount, claim.currency)} {talks.creator}",
        "proof": f"{claim.proof.status} / {claim.compensation.status}",
        "way": claim.way.status,
        "log": [f"{shown(at)} {words}" for at, words in claim.log],
    }
