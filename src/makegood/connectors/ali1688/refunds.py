"""A 1688 refund and its log of operations, as a claim with what happened to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from makegood.connectors.ali1688.orders import CURRENCY, IS_OVER, refund_id, refund_status
from makegood.connectors.ali1688.times import instant
from makegood.connectors.exact import amount, filled, in_order, joined, needed, spelt, truth, words
from makegood.connectors.parts import At, Document, TroublePart, known
from makegood.core.words import Platform
from makegood.policies.policy import book

# Sheet §3: disputeRequest 3 is return and refund; 1 is a refund at least; then createRefund's words and the log's.
WANTS = {
    "1": ["refund"],
    "3": ["return", "refund"],
    "returnRefund": ["return", "refund"],
    "refund": ["refund"],
    "退货退款": ["return", "refund"],
    "仅退款": ["refund"],
}

# Sheet §3 and §4: whose turn it is, by refund status; silence in the seller's turns agrees or refunds.
TURNS = {
    "waitselleragree": ("respond", "auto_agree"),
    "waitsellerreceive": ("confirm_return", "auto_refund"),
    "waitbuyermodify": ("negotiation", "unknown"),
    "waitbuyersend": ("negotiation", "unknown"),
}
# timeOutOperateType: its values are not published; these two are the system's acts on silence (sheet §3, refundAction).
LAPSES = {"SYSTEM_AGREE_REFUND_PROTOCOL": "auto_agree", "SYSTEM_AGREE_REFUND": "auto_refund"}

ROLES = {"1": "buyer", "2": "seller"}  # operatorRoleId (sheet §2.3); others are system or staff
_LABELS = (
    "退款诉求",
    "申请原因",
    "货品情况",
    "退款货品金额",
    "退款运费金额",
    "退款说明",
    "物流公司",
    "物流单号",
    "说明",
)
_LABEL = re.compile(r"(?:^|\|)(" + "|".join(_LABELS) + r")[：:]")
REFUNDED = "退款成功"  # operateRemark of type 19, in the samples; so is the first of these
RETURN_AGREED = ("确认收货地址", "等待买家退货")


def reason_of(*found: str | None) -> str | None:
    """Our word for the first of the platform's words that the pack knows."""
    reasons = book(Platform.ali1688).reasons
    return next((reasons[word] for word in found if word in reasons), None)


def _flag(at: At, name: str) -> bool | None:
    """A truth value that some calls prefix with `is` and others do not (sheet §2.3)."""
    return truth(filled(at, name, "is" + name[0].upper() + name[1:]))


def _sum(at: At, *names: str) -> Document | None:
    """Goods and carriage together, in yuan from fen; both are asked for apart (a log's two amounts)."""
    return _together(amount(at / name, CURRENCY, minor=2) for name in names)


def _together(sums: Iterable[Document | None]) -> Document | None:
    found = [Decimal(each["amount"]) for each in sums if each is not None]
    return {"amount": f"{sum(found):.2f}", "currency": CURRENCY} if found else None


def read_refund(at: At) -> TroublePart:
    """A refund of a list, of a detail or of a batch by order."""
    key = filled(at, "refundId", "id")
    if refund_id(key) is None:
        raise (at / "refundId").refuse("text that is not empty")
    refund = str(refund_id(key))
    operations = list((at / "refundOperationList").each())
    log = [_operation(each) for each in operations]
    own = _own_events(at)
    told = {event["type"] for event in own}
    events = own + [event for event in log if event and event["type"] not in told & {"dispute_opened", "refund_paid"}]
    claim, applied = _claim(at), _applied(operations)
    if "platform_reason" in claim:
        applied.pop("reason", None)
    return TroublePart(
        id=refund,
        order=needed(at / "orderId"),
        claim=applied | claim,
        events=tuple(in_order(events)),
        evidence=tuple(_vouchers(operations, refund)),
        platform_deadlines=tuple(_deadlines(at)),
        order_facts=known(buyer=known(id=words(filled(at, "buyerMemberId", "buyerLoginId")))),
        shop=known(id=words(filled(at, "sellerMemberId", "sellerLoginId"))),
        method=at.method,
    )


def _claim(at: At) -> Document:
    reason, number_ = words(at / "applyReason"), words(at / "applyReasonId")
    number_ = number_ if number_ not in ("0", "-1") else None
    return known(
        by="buyer",
        opened_at=instant(filled(at, "gmtApply", "gmtCreate")),
        reason=reason_of(reason, number_),
        platform_reason=reason or number_,
        wants=wants_of(at),
        amount=_sum(at, "applyPayment", "applyCarriage"),
    )


def wants_of(at: At) -> list[str] | None:
    """By the flags where the call gives them, else by the request's number, where it is known."""
    if _flag(at, "onlyRefund"):
        return ["refund"]
    if _flag(at, "refundGoods"):
        return ["return", "refund"]
    return WANTS.get(words(at / "disputeRequest") or "")


def _own_events(at: At) -> list[Document]:
    """What the refund itself says: asked for, and done or closed, each with its time."""
    status = needed(at / "status")
    opened, closed = instant(filled(at, "gmtApply", "gmtCreate")), instant(at / "gmtCompleted")
    events = [known(type="dispute_opened", at=opened)] if opened is not None else []
    if refund_status(status) == "refundsuccess" and closed is not None:
        paid = _sum(at, "refundPayment", "refundCarriage")
        events.append(known(type="refund_paid", at=closed, amount=paid))
    elif refund_status(status) in IS_OVER and closed is not None:
        events.append({"type": "action_done", "action": "close", "at": closed, "note": status})
    changed = instant(at / "gmtModified")
    if changed is not None:
        events.append({"type": "platform_notice", "at": changed, "text": status})
    return events


def _deadlines(at: At) -> Iterator[Document]:
    """`gmtTimeOut`, unless the clock is stopped or the refund over; what happens then, as far as it is published."""
    due, act = instant(at / "gmtTimeOut"), words(at / "timeOutOperateType")
    status = refund_status(needed(at / "status"))
    if due is None or status in IS_OVER or _flag(at, "timeOutFreeze"):
        return
    kind, silence = TURNS.get(status or "", ("negotiation", "unknown"))
    on_lapse = silence if act is None else LAPSES.get(act, "unknown")
    yield {"kind": kind, "due_at": due, "on_lapse": on_lapse, "field": "gmtTimeOut"}


# --- the log of operations --------------------------------------------------------------------------------------


def read_log(records: list[At]) -> Iterator[TroublePart]:
    """Operations of one refund or of several; the log names no order."""
    by_refund: dict[str, list[At]] = {}
    for record in records:
        needed(record / "refundId")
        by_refund.setdefault(str(refund_id(record / "refundId")), []).append(record)
    for refund, own in by_refund.items():
        yield TroublePart(
            id=refund,
            order=None,
            claim=_applied(own),
            events=tuple(in_order(event for record in own if (event := _operation(record)))),
            evidence=tuple(_vouchers(own, refund)),
            method=own[0].method,
        )


def facts(at: At) -> dict[str, str]:
    """The facts of one `|`-separated Chinese sentence, by their label; a note may hold the bar itself."""
    sentence = words(filled(at, "discription", "description")) or ""
    marks = list(_LABEL.finditer(sentence))
    if not marks:
        return {}
    ends = [mark.start() for mark in marks[1:]] + [len(sentence.removesuffix("|"))]
    return {mark[1]: sentence[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}


def _kind(record: At) -> str:
    return needed(record / "operateTypeInt")


def _applied(records: list[At]) -> Document:
    """What the buyer asked for, by the log: the newest request's terms, the oldest one's time."""
    asked = [record for record in records if _kind(record) == "1"]
    if not asked:
        return {}
    times = [time for record in asked if (time := instant(record / "gmtCreate"))]
    newest = max(asked, key=lambda record: instant(record / "gmtCreate") or "")
    told = facts(newest)
    return known(
        by="buyer",
        opened_at=min(times, default=None),
        reason=reason_of(told.get("申请原因")),
        platform_reason=told.get("申请原因"),
        wants=WANTS.get(told.get("退款诉求", "")),
        amount=_asked_for(newest, told),
        text=told.get("退款说明"),
    )


def _asked_for(record: At, told: dict[str, str]) -> Document | None:
    """The two amounts of the sentence, which are in yuan."""
    place = f"{record.path}.discription"
    ats = [At(told.get(name), record.method, place) for name in ("退款货品金额", "退款运费金额")]
    return _together(amount(at, CURRENCY) for at in ats)


def _operation(record: At) -> Document | None:
    """One operation as an event, where its kind is known (sheet §3); else the platform's words about it."""
    at, kind = instant(record / "gmtCreate"), _kind(record)
    remark, after = words(record / "operateRemark"), words(record / "afterOperateStatus")
    if at is None:
        return None
    if kind == "1":
        return {"type": "dispute_opened", "at": at}
    if kind == "8" or (kind == "19" and remark == REFUNDED):
        return {"type": "refund_paid", "at": at}
    if kind == "10":
        tracking = words(record / "freightBill") or facts(record).get("物流单号")
        return known(type="return_shipped", at=at, tracking=tracking)
    if kind == "15":
        return known(type="action_done", action="refuse", at=at, note=words(record / "rejectReason") or remark)
    if kind == "19" and (
        refund_status(after) == "waitbuyersend" or any(word in (remark or "") for word in RETURN_AGREED)
    ):
        return {"type": "return_approved", "at": at}
    if kind == "19":
        return known(type="action_done", action="agree", at=at, note=remark)
    return known(type="platform_notice", at=at, text=remark or joined(("operateTypeInt", kind)))


def _vouchers(records: list[At], refund: str) -> Iterator[Document]:
    """Pictures put in with an operation; what they show is not said, so they have no kind."""
    for record in records:
        by = spelt(words(record / "operatorRoleId"), ROLES) or "platform"
        id_ = words(record / "id")
        for place, voucher in enumerate((record / "vouchers").each()):
            file: Any = words(voucher)
            if file is not None:
                name = joined((refund, id_, str(place + 1)), "-")
                yield known(id=name, by=by, file=file, at=instant(record / "gmtCreate"))
