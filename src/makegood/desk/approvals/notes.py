"""What to know before a yes: what may still go back, what the case says now, what is missing; from what is on file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from makegood.desk.approvals.rows import Note
from makegood.desk.templatetags.desk import money
from makegood.store.ledger import major
from makegood.store.models import Action, Order


def notes_on(action: Action) -> list[Note]:
    """What stops it first."""
    found = [*_money(action), *_case(action.case.assessment or {}, action), *_around(action)]
    return sorted(found, key=lambda one: not one.stops)


def _money(action: Action) -> Iterator[Note]:
    """The guard that releasing asks as well (`store/actions.py`), said ahead."""
    if not (action.moves and action.money):
        return
    order = action.order
    if order is None:
        yield _stop("The case names no order, so what was paid is unknown", "案件没有订单，无法知道已付金额")
    elif order.paid is None:
        yield _stop(
            "What was paid is not on file; pull or import the order first", "已付金额没有记录，请先同步或导入订单"
        )
    else:
        yield _left(action, order, order.paid)


def _left(action: Action, order: Order, paid: int) -> Note:
    still = max(0, paid - max(order.released, order.refunded) - order.in_flight)
    shown, of = (money(major(units, action.currency or "")) for units in (still, paid))
    if (action.money or 0) > still:
        return _stop(
            f"Only {shown} of the {of} paid may still go back", f"该订单已付 {of}，仅剩 {shown} 可退，超出部分不能批准"
        )
    return _note(f"{shown} of the {of} paid may still go back", f"该订单已付 {of}，尚可退 {shown}")


def _case(answer: Mapping[str, Any], action: Action) -> Iterator[Note]:
    for one in answer.get("blocked", []):
        if one["action"] == action.kind:
            yield Note({"en": f"Blocked: {one['why']['en']}", "zh": f"受阻：{one['why']['zh']}"})
    step = (answer.get("next") or {}).get("action")
    if step and step != action.kind:
        yield _note("The case has moved on: its next step is another now", "案件已有变化：当前下一步已不是这一步")
    if missing := len((answer.get("evidence") or {}).get("missing", [])):
        yield _note(f"Evidence still missing: {missing}", f"仍缺凭证 {missing} 项")


def _around(action: Action) -> Iterator[Note]:
    history = ((action.order.facts if action.order else {}).get("buyer") or {}).get("history") or {}
    if disputes := history.get("disputes"):
        orders = history.get("orders", "?")
        yield _note(f"This buyer: {disputes} disputes in {orders} orders", f"该买家：{orders} 单中有 {disputes} 起纠纷")
    if action.shop.rehearsal:
        yield _note("The shop rehearses: nothing is sent to the platform", "店铺处于演练模式：不会向平台发送")


def _note(en: str, zh: str) -> Note:
    return Note({"en": en, "zh": zh})


def _stop(en: str, zh: str) -> Note:
    return Note({"en": en, "zh": zh}, stops=True)
