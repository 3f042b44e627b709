"""What a buyer asks for: checked as createRefund checks it, put on its clock or paid at once, changed, taken back (§2.3, §4)."""

from __future__ import annotations

from datetime import timedelta

from makegood.sandbox.ali1688.amounts import shown
from makegood.sandbox.ali1688.clocks import answer_due, is_instant
from makegood.sandbox.ali1688.order import Order
from makegood.sandbox.ali1688.reasons import BY_ID, Reason
from makegood.sandbox.ali1688.refund import BUYER, SYSTEM, Refund, Request
from makegood.sandbox.ali1688.refunding import (
    APPLIES,
    DONE,
    OTHER,
    expect,
    pay_back,
    shut,
    step,
    waits,
)
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.standing import SENT, SUCCESS, UNSENT
from makegood.sandbox.ali1688.state import State

WANTS = {"refund": "仅退款", "returnRefund": "退货退款", "exchange": "换货"}
GOODS = {1: "未收到货", 2: "已收到货", 3: "已退货"}


def apply(
    state: State,
    order: Order,
    sub_ids: tuple[int, ...],
    *,
    request: Request,
    payment: int,
    carriage: int,
    reason: Reason,
    note: str,
    received: bool,
    vouchers: tuple[str, ...] = (),
    strict: bool = True,
    temper: str = "",
    fair_percent: int = 100,
    no_reason: bool = False,
) -> Refund:
    """The buyer asks. `strict` keeps to what createRefund checks, whose codes these are (README of the samples, 50xx)."""
    lines = [line for line in order.lines if not sub_ids or line.sub_id in sub_ids]
    type = 2 if order.status == SUCCESS else 1
    most = sum(line.amount - line.refunded for line in lines)
    if not lines or len(lines) < len(sub_ids):
        raise Refused("5001", f"order {order.id} has no such lines")
    if order.status not in (UNSENT, SENT, SUCCESS) or (type == 2 and not _in_time(state, order)):
        raise Refused("5010", f"order {order.id} is {order.status}; nothing can be asked for")
    if any(one.is_open and set(one.lines) & {line.sub_id for line in lines} for one in state.refunds_of(order)):
        raise Refused("5010", "a refund of these lines is under way")
    if strict:
        _checked(state, order, request, payment, carriage, most, reason, note, received, vouchers)
    refund = Refund(
        id=state.number("refund"),
        order_id=order.id,
        seller=order.seller,
        buyer=order.buyer.member_id,
        lines=tuple(line.sub_id for line in lines),
        type=type,
        request=request,
        goods_status=2 if received else 1,
        payment=payment,
        carriage=carriage,
        most=most,
        reason_id=reason.id,
        reason=reason.zh,
        note=note,
        status="waitselleragree",
        applied_at=state.at,
        modified_at=state.at,
        vouchers=vouchers,
        temper=temper,
        fair_percent=fair_percent,
        no_reason=no_reason,
    )
    state.keep(refund)
    _asked(state, refund, "BUYER_APPLY_REFUND", "买家申请退款协议，等待卖家确认")
    if is_instant(order, refund, state.figures):
        # Quirk (§4, §7.9): paid at once; the seller is told, not asked.
        refund.instant = "lightning"
        pay_back(
            state,
            refund,
            role=SYSTEM,
            action="SYSTEM_AGREE_REFUND",
            kind=DONE,
            remark="退款成功",
            description="极速退款",
        )
    else:
        waits(state, refund, *answer_due(order, refund, state.at, state.figures))
        state.changed(refund)
        state.tell("opened", refund)
    return refund


def _in_time(state: State, order: Order) -> bool:
    """Open (§4): 15 days after success."""
    return order.ended_at is not None and state.at <= order.ended_at + timedelta(days=state.figures.aftersale_days)


def _checked(
    state: State, order: Order, request: Request, payment: int, carriage: int, most: int,
    reason: Reason, note: str, received: bool, vouchers: tuple[str, ...],
) -> None:  # fmt: skip
    """Quirk (§7.13): proof as the reason wants it, whole goods money before shipping, return only of what has come."""
    if reason.id not in BY_ID:
        raise Refused("5004", f"reason {reason.id} is none of this order's")
    if received and not order.is_shipped:
        raise Refused("5003", "goods that were not sent cannot have come")
    if request != "refund" and not received:
        raise Refused("5010", "goods are sent back once they were received")
    if reason.voucher and not 1 <= len(vouchers) <= state.figures.vouchers_most:
        raise Refused("5005", f"this reason needs 1 to {state.figures.vouchers_most} pictures, got {len(vouchers)}")
    if unknown := [voucher for voucher in vouchers if voucher not in state.vouchers]:
        raise Refused("5005", f"{unknown[0]} was not uploaded here")
    if not 0 <= carriage <= order.shipping_fee - order.carriage_refunded or (carriage and not reason.carriage):
        raise Refused("5006", f"carriage {carriage}, paid {order.shipping_fee}")
    if not 0 < payment <= most or (not order.is_shipped and payment != most):
        # Quirk (§4): before shipping the goods part must equal what was paid.
        raise Refused("5011", f"applyPayment {payment}, at most {most}")
    if not 2 <= len(note) <= 150:
        raise Refused("5012", f"the description has {len(note)} characters, expected 2 to 150")


def _asked(state: State, refund: Refund, action: str, remark: str) -> None:
    """Quirk (§2.3): the log's sentence is cut by bars, and its sums are yuan, though the members beside it are fen."""
    facts = [
        f"退款诉求：{WANTS[refund.request]}",
        f"申请原因：{refund.reason}",
        f"货品情况：{GOODS[refund.goods_status]}",
        f"退款货品金额：{shown(refund.payment)}",
        f"退款运费金额：{shown(refund.carriage)}",
        f"退款说明：{refund.note}",
    ]
    step(
        state, refund, to="waitselleragree", role=BUYER, action=action, kind=APPLIES, remark=remark,
        description="|".join(facts), vouchers=refund.vouchers,
    )  # fmt: skip


def modify(state: State, refund: Refund, *, payment: int, carriage: int, note: str) -> None:
    """The buyer asks for something else, of their own accord or after a refusal; the seller's clock begins anew."""
    expect(refund, "waitselleragree", "waitbuyermodify")
    if not 0 < payment <= refund.most:
        raise Refused("5011", f"applyPayment {payment}, at most {refund.most}")
    refund.payment, refund.carriage, refund.note = payment, carriage, note or refund.note
    order = state.orders[refund.order_id]
    waits(state, refund, *answer_due(order, refund, state.at, state.figures))
    _asked(state, refund, "BUYER_MODIFY_REFUND_PROTOCOL", "买家修改退款协议，等待卖家确认")
    state.tell("opened", refund)


def withdraw(state: State, refund: Refund) -> None:
    expect(refund, "waitselleragree", "waitbuyermodify", "waitbuyersend")
    shut(state, refund, role=BUYER, action="BUYER_CANCEL_REFUND_CLOSE", kind=OTHER, remark="买家撤销退款")


def receipt_closes(state: State, refund: Refund) -> None:
    """The buyer confirms the goods after all (§3, BUYER_RECEIVE_CLOSE)."""
    expect(refund, "waitselleragree", "waitbuyermodify")
    shut(state, refund, role=BUYER, action="BUYER_RECEIVE_CLOSE", kind=OTHER, remark="买家确认收货，退款关闭")
