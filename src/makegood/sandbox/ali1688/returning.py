"""Goods on their way back: the waybill the buyer enters, the scan at our door, the seller's word on what came."""

from __future__ import annotations

from datetime import timedelta

from makegood.sandbox.ali1688.clocks import CLOSES, PAYS, return_due
from makegood.sandbox.ali1688.refund import BUYER, SELLER, Refund
from makegood.sandbox.ali1688.refunding import DONE, OTHER, REFUSES, RETURNS, expect, pay_back, shut, step, waits
from makegood.sandbox.ali1688.refusing import Refused
from makegood.sandbox.ali1688.state import State


def buyer_sends(
    state: State, refund: Refund, *, number: str, courier: str, note: str = "", vouchers: tuple[str, ...] = ()
) -> None:
    expect(refund, "waitbuyersend")
    if len(vouchers) > state.figures.return_vouchers_most:
        raise Refused("5005", f"at most {state.figures.return_vouchers_most} pictures, got {len(vouchers)}")
    refund.freight_bill, refund.courier, refund.returned_at, refund.goods_status = number, courier, state.at, 3
    waits(state, refund, return_due(refund, state.figures), PAYS)
    step(
        state, refund, to="waitsellerreceive", role=BUYER, action="BUYER_SEND_GOODS", kind=RETURNS, remark="买家退货",
        description=f"买家声明退货，等待卖家确认。|物流公司：{courier}|物流单号：{number}|说明：{note}|", vouchers=vouchers, freight_bill=number,
    )  # fmt: skip
    state.tell("sent_back", refund)


def return_signed(state: State, refund: Refund) -> None:
    """The platform sees the scan of the return parcel; for small sums a shorter clock begins (§4)."""
    expect(refund, "waitsellerreceive")
    refund.return_signed_at = refund.return_signed_at or state.at
    waits(state, refund, return_due(refund, state.figures), PAYS)
    state.changed(refund)


def seller_receives(state: State, refund: Refund) -> None:
    """Confirmed in the workbench (§7.12): the money goes back; of an exchange, the new goods go out and it is over."""
    expect(refund, "waitsellerreceive")
    if refund.request == "exchange":
        shut(state, refund, role=SELLER, action="SELLER_RECEIVE_GOODS", kind=OTHER, remark="卖家已收货并寄出换货")
        return
    pay_back(
        state, refund, role=SELLER, action="SELLER_RECEIVE_GOODS", kind=DONE, remark="退款成功", description="卖家同意退货退款协议，退货退款成功"
    )  # fmt: skip


def refuse_goods(state: State, refund: Refund, reason: str, vouchers: tuple[str, ...] = ()) -> None:
    """What came back is not what was sent. The buyer has some days; open (§4) for anything but an exchange."""
    expect(refund, "waitsellerreceive")
    if not vouchers:
        raise Refused("VOUCHER_REQUIRED", f"{refund.key}: refusing what came back needs proof")
    refund.rejected, refund.reject_reason = refund.rejected + 1, reason
    waits(state, refund, state.at + timedelta(days=state.figures.exchange_refused_days), CLOSES)
    step(
        state, refund, to="waitbuyermodify", role=SELLER, action="SELLER_REJECT_REFUND", kind=REFUSES,
        remark="卖家拒绝确认收货，等待买家修改", vouchers=vouchers, reject_reason=reason,
    )  # fmt: skip
    state.tell("refused", refund)
