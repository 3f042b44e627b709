"""What we say no to ourselves, in both languages; the code stands where the platform's own would."""

from __future__ import annotations

from makegood.core.text import Text
from makegood.usecases.ports import Refused

# fmt: off
REFUSALS = {
    "makegood.no_api": Text(
        "Wish has no API for this ({what}); do it in the merchant dashboard and bring the receipt",
        "Wish 没有此操作（{what}）的接口，请在商户后台处理并带回凭据"),
    "makegood.gone": Text(
        "Wish does not answer as a platform any more: {what}. It changed hands in 2024, its owner then failed to pay sellers, and its v2 "
        "interface went the same way. Look at the merchant dashboard by hand; treat what Wish still owes you as at risk.",
        "Wish 已不再作为平台应答：{what}。该平台 2024 年易主，其后新东家拖欠卖家货款，v2 接口也是这样停用的。请人工登录商户后台查看，并把 Wish 尚欠的货款视为有风险。"),
    "makegood.missing": Text(
        "{what} is missing; it is needed for this call",
        "缺少 {what}，调用此接口必须提供"),
    "makegood.no_ticket": Text(
        "this case is about no ticket of a buyer ({what}), and a seller cannot open one by API; write in the merchant dashboard",
        "此案件没有买家工单（{what}），卖家无法通过接口新建，请在商户后台联系买家"),
    "makegood.too_long": Text(
        "the message has {what} characters; Wish takes at most 2000",
        "消息有 {what} 个字符，Wish 最多接受 2000 个"),
    "makegood.ticket_state": Text(
        "the ticket is {what}, which does not allow this",
        "工单状态为 {what}，不允许此操作"),
    "makegood.order_state": Text(
        "the order is {what}, which does not allow this",
        "订单状态为 {what}，不允许此操作"),
    "makegood.not_whole": Text(
        "Wish refunds whole orders only: {what}",
        "Wish 只能整单退款：{what}"),
    "makegood.reason": Text(
        "none of the refund reasons that Wish takes for this order now fits; name one as `refund_reason`: {what}",
        "此订单当前可用的退款原因都不相符，请在 refund_reason 中指明一个：{what}"),
    "makegood.carrier": Text(
        "no carrier of that name is accepted: {what}",
        "没有名为 {what} 的可用物流商"),
    "makegood.tracking": Text(
        "a tracking number holds letters and digits only: {what}",
        "运单号只能包含字母和数字：{what}"),
    "makegood.failed": Text(
        "Wish took it and then said that it failed ({what}), without a reason; look at the order in the dashboard before trying again",
        "Wish 受理后返回失败（{what}），未说明原因；重试前请先在商户后台查看订单"),
    "makegood.not_understood": Text(
        "the platform's answer is not of a form it publishes, so nothing was sent: {what}",
        "平台的回复不符合其公布的格式，因此未发送任何内容：{what}"),
}
# fmt: on


def no(code: str, what: object = "") -> Refused:
    return Refused(f"makegood.{code}", REFUSALS[f"makegood.{code}"].filled({"what": what}).en)
