"""The page on which a person plays everybody but the API: plain HTML, autoescaped, no script, nothing from elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint

from makegood.sandbox.ali1688.acts import ORDER_ACTS, REFUND_ACTS
from makegood.sandbox.ali1688.amounts import shown
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.planting import STAGES
from makegood.sandbox.ali1688.reasons import REASONS
from makegood.sandbox.ali1688.refund import Refund
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.words import in_language
from makegood.sandbox.ali1688.workbench import holds_deposit
from makegood.sandbox.stage import pages
from makegood.sandbox.stage.faults import Faults

SHOWN = 40
"""Orders and refunds on the page: the ones changed last."""
# Which of an act's parameters the page's one free field fills in.
VALUE_OF = {
    "scan": "action",
    "ship": "number",
    "change_number": "number",
    "modify": "amount",
    "send_back": "number",
    "refuse": "reason",
    "refuse_goods": "reason",
    "decide": "amount",
}


def blueprint(state: State, faults: Faults) -> Blueprint:
    return pages.blueprint(state, faults, lambda language: _shown(state, language))


def _shown(state: State, language: str) -> dict[str, Any]:
    return {
        "words": in_language(language),
        "stages": list(STAGES),
        "requests": ("refund", "returnRefund", "exchange"),
        "orders": [_order(state, order) for order in _latest(list(state.orders.values()))],
        "refunds": [_refund(refund) for refund in _latest(list(state.refunds.values()))],
        "reasons": [(key, getattr(reason, language)) for key, reason in REASONS.items()],
        "order_acts": {who: list(known) for who, known in ORDER_ACTS.items()},
        "refund_acts": {who: list(known) for who, known in REFUND_ACTS.items()},
        "value_of": VALUE_OF,
        "penalties": [f"{one.id}: {one.order_id} {shown(one.amount)} {one.status} {one.ground}" for one in state.penalties.values()][-SHOWN:],
        "deposit": {shop.login: holds_deposit(state, shop.member_id)[:5] for shop in state.shops.values()},
    }  # fmt: skip


def _utc(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC") if at else ""


def _latest(entities: list[Any]) -> list[Any]:
    return sorted(entities, key=lambda entity: (entity.modified_at, entity.id), reverse=True)[:SHOWN]


def _order(state: State, order: Order) -> dict[str, object]:
    return {
        "id": order.id,
        "status": order.status,
        "amount": shown(order.amount),
        "buyer": f"{order.buyer.name} ({order.buyer.login})",
        "due": _utc(order.confirm_at),
        "lines": [f"{line.sub_id}: {line.name} {line.cargo} × {line.quantity}" for line in order.lines],
        "parcels": [" → ".join([*(b[2] for b in one.before), one.number or "-"]) + f" {one.status}" for one in order.parcels],
        "log": [f"{_utc(at)} {action} {by}" for at, action, by in order.log],
        "held": shown(state.ledger.balance(order.id, "escrow")),
    }  # fmt: skip


def _refund(refund: Refund) -> dict[str, object]:
    return {
        "id": refund.id,
        "key": refund.key,
        "order": refund.order_id,
        "status": refund.status,
        "request": refund.request,
        "reason": refund.reason,
        "amount": shown(refund.asked),
        "due": _utc(refund.due_at),
        "act": refund.due_act,
        "is_frozen": refund.frozen_at is not None,
        "steps": [f"{_utc(one.at)} {one.login} {one.remark} {one.description}" for one in refund.operations],
    }
