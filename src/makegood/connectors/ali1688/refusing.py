"""What we say no to ourselves, before anything is sent, in both languages; the code stands where the platform's own would."""

from __future__ import annotations

from makegood.core.text import Text
from makegood.usecases.ports import Refused

# fmt: off
REFUSALS = {
    "makegood.no_api": Text(
        "1688 gives a seller no call for this ({what}); do it in the workbench and bring the receipt",
        "1688 没有为卖家提供此操作（{what}）的接口，请在卖家工作台处理并带回凭据"),
    "makegood.money_only": Text(
        "{what} asks for money alone; only agreeing to a return has a call: agree in after-sale management and bring the receipt",
        "{what} 为仅退款，只有同意退货才有接口：请在售后管理里同意并带回凭据"),
    "makegood.not_waiting": Text(
        "the refund is {what}, not waitselleragree: there is nothing to agree to now; read it again",
        "退款状态为 {what}，并非 waitselleragree：现在没有可同意的申请，请重新读取"),
    "makegood.not_unpaid": Text(
        "the order is {what}, not waitbuyerpay: the call is known to close unpaid orders only; use the workbench",
        "订单状态为 {what}，并非 waitbuyerpay：接口只确认可关闭未付款订单，请到工作台处理"),
    "makegood.changed": Text(
        "the buyer's request is not what was approved: found {what}; read the refund and approve anew",
        "买家的申请与审批时不符：现为 {what}；请重新读取退款单并重新审批"),
    "makegood.address": Text(
        "a return address needs address, recipient and telephone: found {what}; put it into the terms, or into the shop's options as return_address",
        "退货地址须有地址、收货人和电话：现有 {what}；请写入退货条件，或在店铺选项 return_address 中设置"),
    "makegood.missing": Text(
        "{what} is missing; it is needed for this call",
        "缺少 {what}，调用此接口必须提供"),
    "makegood.not_found": Text(
        "the platform lists no refund {what} for this shop",
        "平台没有列出本店的退款单 {what}"),
    "makegood.not_understood": Text(
        "the platform's answer is not of a form it publishes, so nothing was sent: {what}",
        "平台的回复不符合其公布的格式，因此未发送任何内容：{what}"),
}
# fmt: on


def no(code: str, what: object = "") -> Refused:
    return Refused(f"makegood.{code}", REFUSALS[f"makegood.{code}"].filled({"what": what}).en)
