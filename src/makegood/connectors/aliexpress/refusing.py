"""What we say no to ourselves, before anything is sent, in both languages; the code stands where the platform's own would."""

from __future__ import annotations

from makegood.core.text import Text
from makegood.usecases.ports import Refused

# fmt: off
REFUSALS = {
    "makegood.no_api": Text(
        "AliExpress has no API for this ({what}); do it in the seller centre and bring the receipt",
        "速卖通没有此操作（{what}）的接口，请在卖家后台处理并带回凭据"),
    "makegood.no_cancel_request": Text(
        "the order is {what}, not IN_CANCEL: a seller may close it by API only where the buyer asked; use the seller centre",
        "订单状态为 {what}，并非 IN_CANCEL：仅当买家申请取消时才可通过接口关闭，请到卖家后台处理"),
    "makegood.missing": Text(
        "{what} is missing; it is needed for this call",
        "缺少 {what}，调用此接口必须提供"),
    "makegood.no_solution": Text(
        "the issue holds no open solution to agree to that fits ({what}); read the issue again",
        "纠纷中没有可接受且相符的方案（{what}），请重新读取纠纷"),
    "makegood.solution_changed": Text(
        "the solution is not what was approved: found {what}; read the issue and approve anew",
        "方案与审批时不符：现为 {what}；请重新读取纠纷并重新审批"),
    "makegood.currency": Text(
        "the issue's amounts are in {what}; the approved amount is in none of these",
        "纠纷金额的币种为 {what}，与审批金额的币种不符"),
    "makegood.too_much": Text(
        "more than the issue allows: at most {what}",
        "超过该纠纷可退的最高金额：{what}"),
    "makegood.service": Text(
        "no logistics service of that name: found {what}; take one of the platform's list",
        "没有该物流服务：{what}；请从平台的物流服务列表中选择"),
    "makegood.tracking": Text(
        "the number does not have the form this service publishes: {what}",
        "运单号不符合该物流服务公布的格式：{what}"),
    "makegood.which_number": Text(
        "which number is to be replaced? The order lists: {what}; name one as `replaces`",
        "要替换哪个运单号？订单现有：{what}；请在 replaces 中指明"),
    "makegood.not_understood": Text(
        "the platform's answer is not of a form it publishes, so nothing was sent: {what}",
        "平台的回复不符合其公布的格式，因此未发送任何内容：{what}"),
    "makegood.picture": Text(
        "the picture cannot be put in: {what}; expected JPEG or PNG of at most 2 MB",
        "图片无法提交：{what}；需为不超过 2 MB 的 JPEG 或 PNG"),
}
# fmt: on


def no(code: str, what: object = "") -> Refused:
    return Refused(f"makegood.{code}", REFUSALS[f"makegood.{code}"].filled({"what": what}).en)
