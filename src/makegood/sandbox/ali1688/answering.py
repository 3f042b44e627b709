"""How a request is answered: in the workbench, by the one call there is, or by silence (§2.3, §4)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.ali1688.clocks import AGREES as AGREES_RETURN
from makegood.sandbox.ali1688.clocks import CLOSES, PAYS
from makegood.sandbox.ali1688.refund import BUYER, SELLER, SYSTEM, Refund
from makegood.sandbox.ali1688.refunding import AGREES, DONE, OTHER, REFUSES, expect, pay_back, shut, step, waits
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.staff import ask_in
from makegood.sandbox.ali1688.state import State, happening


def agree_money(state: State, refund: Refund, *, role: int = SELLER) -> None:
    """Done in the workbench: no source gives a seller a call for it (§2.3, §7.12)."""
    expect(refund, "waitselleragree")
    if refund.returns:
        raise Refused("REFUND_TYPE_ERROR", f"{refund.key} asks to return goods; agree to the return instead")
    by_silence = role == SYSTEM
    action, kind = ("SYSTEM_AGREE_REFUND", DONE) if by_silence else ("SELLER_AGREE_REFUND", AGREES)
    words = "卖家超时未处理，仅退款成功" if by_silence else "卖家同意仅退款协议，仅退款成功"
    pay_back(state, refund, role=role, action=action, kind=kind, remark="退款成功", description=words)


def agree_return(state: State, refund: Refund, address: dict[str, str], note: str = "", *, role: int = SELLER) -> None:
    """Quirk (§7.11): only of a request that includes a return, and only while it waits; the buyer sees the address."""
    expect(refund, "waitselleragree")
    if not refund.returns:
        raise Refused("REFUND_TYPE_ERROR", f"{refund.key} returns nothing; its money is agreed to in the workbench")
    refund.address = address
    refund.due_at = None
    told = ",".join(address[name] for name in ("fullName", "mobilePhone", "address") if address.get(name))
    action, remark = {
        SELLER: ("SELLER_AGREE_REFUND_PROCOTOL", "确认收货地址"),
        SYSTEM: ("SYSTEM_AGREE_REFUND_PROTOCOL", "卖家超时未处理，系统同意，等待买家退货"),
    }[role]
    due = state.at + timedelta(days=state.figures.buyer_return_days)
    waits(state, refund, due, CLOSES)
    step(
        state, refund, to="waitbuyersend", role=role, action=action, kind=AGREES, remark=remark,
        description=f"卖家确认收货地址：{told}" + (f"|说明：{note}" if note else ""), address=address.get("address", ""),
    )  # fmt: skip
    state.tell("return_agreed", refund)


def refuse(state: State, refund: Refund, reason: str, vouchers: tuple[str, ...] = ()) -> None:
    """Quirk (§2.3, §7.13): goods marked as sent that "never came": a refusal needs proof."""
    expect(refund, "waitselleragree")
    order = state.orders[refund.order_id]
    if order.is_shipped and refund.goods_status == 1 and not vouchers:
        raise Refused(
            "VOUCHER_REQUIRED", f"{refund.key}: the goods are marked as sent and have not come; proof is needed"
        )
    refund.rejected, refund.reject_reason = refund.rejected + 1, reason
    figures = state.figures
    length = figures.exchange_refused_days if refund.request == "exchange" else figures.modify_days
    waits(state, refund, state.at + timedelta(days=length), CLOSES)
    step(
        state, refund, to="waitbuyermodify", role=SELLER, action="SELLER_REJECT_REFUND_PROCOTOL", kind=REFUSES,
        remark="卖家拒绝协议，等待买家修改", vouchers=vouchers, reject_reason=reason,
    )  # fmt: skip
    state.tell("refused", refund)


# --- silence ----------------------------------------------------------------------------------------------------


@happening("refund_lapses")
def refund_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Quirk (§7.10): silence agrees, pays, or closes; a clock that stands still does nothing."""
    refund = state.refunds[subject[0]]
    if not refund.is_open or refund.frozen_at is not None or refund.due_at != state.at:
        return
    if refund.status == "waitselleragree" and refund.due_act == PAYS:
        agree_money(state, refund, role=SYSTEM)
    elif refund.status == "waitselleragree" and refund.due_act == AGREES_RETURN:
        # Quirk (§4): the default return address is sent out.
        agree_return(state, refund, state.shops[refund.seller].address.told, role=SYSTEM)
    elif refund.status == "waitsellerreceive" and refund.request == "exchange":
        # Quirk (§4): ten days over, the buyer may call the staff in.
        ask_in(state, refund, BUYER, "换货超时未处理")
    elif refund.status == "waitsellerreceive":
        pay_back(state, refund, role=SYSTEM, action="SYSTEM_AGREE_REFUND", kind=DONE, remark="退款成功", description="卖家超时未确认收货，退款成功")  # fmt: skip
    else:
        shut(
            state, refund, role=SYSTEM, action="CRM_APPLY_TIMEOUT_CLOSE", kind=OTHER, remark="买家超时未处理，退款关闭"
        )
