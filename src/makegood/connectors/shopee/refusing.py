"""What we say no to ourselves, before anything is sent, in both languages; the code stands where the platform's own would."""

from __future__ import annotations

from makegood.core.text import Text
from makegood.usecases.ports import Refused

# fmt: off
REFUSALS = {
    "makegood.no_api": Text(
        "Shopee has no API for this ({what}); do it in Seller Centre and bring the receipt",
        "Shopee 没有此操作（{what}）的接口，请在卖家中心处理并带回凭据"),
    "makegood.missing": Text(
        "{what} is missing; it is needed for this call",
        "缺少 {what}，调用此接口必须提供"),
    "makegood.which_shop": Text(
        "which shop is it? The partner has leave for {what}; name it as `shop_id` in the shop's options",
        "是哪家店铺？合作方已获授权的店铺：{what}；请在店铺设置的 shop_id 中指明"),
    "makegood.status": Text(
        "the return is {what}; this can be done only to one that is REQUESTED. Read it again",
        "退货单状态为 {what}；仅 REQUESTED 状态可以这样处理，请重新读取"),
    "makegood.goods_stay": Text(
        "the buyer asks for a return with refund, and confirming would refund {what} with no goods coming back; say so with solution REFUND, or offer RETURN_REFUND",
        "买家申请退货退款；同意会直接退款 {what} 且不退货。如确实如此请注明 solution 为 REFUND，否则请提出 RETURN_REFUND 方案"),
    "makegood.amount_changed": Text(
        "the amount is not what was approved: the return now asks {what}; read it and approve anew",
        "金额与审批时不符：退货单现为 {what}；请重新读取并重新审批"),
    "makegood.currency": Text(
        "the return is in {what}; the approved amount is not",
        "退货单币种为 {what}，与审批金额的币种不符"),
    "makegood.limits": Text(
        "outside what the return allows: {what}",
        "超出该退货单允许的范围：{what}"),
    "makegood.not_offered": Text(
        "the return does not allow this solution now ({what})",
        "该退货单目前不允许这种方案（{what}）"),
    "makegood.no_cancel_request": Text(
        "the order is {what}, not IN_CANCEL: there is no cancellation to answer",
        "订单状态为 {what}，并非 IN_CANCEL：没有待处理的取消申请"),
    "makegood.shipped": Text(
        "the order is {what}; a seller may cancel only before shipping",
        "订单状态为 {what}；卖家只能在发货前取消"),
    "makegood.cancel_reason": Text(
        "why is it cancelled? Name cancel_reason, one of {what}; the reason counts towards the shop's points",
        "取消原因是什么？请填写 cancel_reason：{what}；原因会影响店铺罚分"),
    "makegood.dispute_reason": Text(
        "which reason? This return takes the dispute reasons {what}; name one as dispute_reason",
        "争议原因是哪个？该退货单可用的原因编号：{what}；请在 dispute_reason 中指明"),
    "makegood.modules": Text(
        "which picture is for which part? This reason asks for: {what}; give `modules`, the pieces of evidence by number",
        "哪张图片属于哪一项？该原因要求：{what}；请在 modules 中按编号填写凭证"),
    "makegood.no_proof_asked": Text(
        "Shopee asks for no proof on this return ({what}); pictures go in with a dispute",
        "Shopee 没有要求该退货单举证（{what}）；图片请随争议一起提交"),
    "makegood.not_understood": Text(
        "the platform's answer is not of a form it publishes, so nothing was sent: {what}",
        "平台的回复不符合其公布的格式，因此未发送任何内容：{what}"),
    "makegood.picture": Text(
        "the picture cannot be put in: {what}; expected JPEG or PNG of at most 10 MB, at most 3 for each part",
        "图片无法提交：{what}；需为不超过 10 MB 的 JPEG 或 PNG，每项最多 3 张"),
}
# fmt: on


def no(code: str, what: object = "") -> Refused:
    return Refused(f"makegood.{code}", REFUSALS[f"makegood.{code}"].filled({"what": what}).en)
