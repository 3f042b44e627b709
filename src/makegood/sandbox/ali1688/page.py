"""The page on which a person plays everybody but the API: plain HTML, autoescaped, no script, nothing from elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template, request

from makegood.sandbox.ali1688.acts import ORDER_ACTS, REFUND_ACTS
from makegood.sandbox.ali1688.amounts import shown
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.planting import STAGES
from makegood.sandbox.ali1688.reasons import REASONS
from makegood.sandbox.ali1688.refund import Refund
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.ali1688.words import in_language
from makegood.sandbox.ali1688.workbench import holds_deposit
from makegood.sandbox.stage.faults import Faults, Kind

SHOWN = 40
"""Orders and refunds on the page: the ones changed last."""
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
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


def pages(state: State, faults: Faults) -> Blueprint:
    made = Blueprint("page", __name__, url_prefix="/_sandbox")
    style = (Path(__file__).parent / "static" / "page.css").read_text()

    @made.get("/")
    @made.get("/page")
    def index() -> Response:
        language = "zh" if request.args.get("lang") == "zh" else "en"
        with state.lock:
            state.advance()
            text = render_template("index.html", **_shown(state, faults, language))
        response = Response(text, content_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @made.get("/page.css")
    def stylesheet() -> Response:
        return Response(style, content_type="text/css; charset=utf-8")

    return made


def _shown(state: State, faults: Faults, language: str) -> dict[str, Any]:
    return {
        "words": in_language(language),
        "language": language,
        "other": "en" if language == "zh" else "zh",
        "at": _utc(state.at),
        "problem": request.args.get("problem", ""),
        "stages": list(STAGES),
        "requests": ("refund", "returnRefund", "exchange"),
        "kinds": list(Kind),
        "faults": [fault.document() for fault in faults.all()],
        "orders": [_order(state, order) for order in _latest(list(state.orders.values()))],
        "refunds": [_refund(refund) for refund in _latest(list(state.refunds.values()))],
        "reasons": [(key, getattr(reason, language)) for key, reason in REASONS.items()],
        "order_acts": {who: list(known) for who, known in ORDER_ACTS.items()},
        "refund_acts": {who: list(known) for who, known in REFUND_ACTS.items()},
        "value_of": VALUE_OF,
        "ledger": state.ledger.sums(),
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
