"""Why buyers ask for money (§3): each with what createRefund wants to see. Two are known from the documents; the others are *open*."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """`voucher`: pictures are needed. `carriage`: freight may be refunded with it."""

    id: int
    zh: str
    en: str
    voucher: bool
    carriage: bool


REASONS = {
    "not_as_described": Reason(20021, "颜色/图案/款式不符", "colour, pattern or style differs", True, True),  # §3
    "changed_mind": Reason(
        20004, "不想买了/等不及/拍错", "not wanted any more", False, True
    ),  # §3: the words; open: the number
    "agreed": Reason(
        20028, "不想买了，已与卖家协商一致", "not wanted, agreed with the seller", False, True
    ),  # sample of Q7
    "damaged": Reason(20022, "商品破损/污渍", "broken or stained", True, True),  # open, as all below
    "quality": Reason(20023, "质量问题", "bad quality", True, True),
    "wrong_item": Reason(20024, "卖家发错货", "another item came", True, True),
    "short": Reason(20025, "少货/漏发", "pieces are missing", True, True),
    "not_received": Reason(20026, "未收到货", "never came", False, True),
    "late": Reason(20027, "未按约定时间发货", "not sent in the time promised", False, True),
}
BY_ID = {reason.id: reason for reason in REASONS.values()}
