"""A ticket for Shopee, part by part: what each holds, which is missing (SHP-WRONG-5), and the fields to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.core.case import Line, Received
from makegood.core.situation import Situation
from makegood.core.text import Text
from makegood.core.words import EvidenceKind, Want
from makegood.rules.shp_wrong import ticket_lacks

NAMES = {
    "claim.received": Text("Wrong item: what arrived", "错发商品（实际收到）"),
    "order.lines": Text("Right item: what was ordered", "正确商品（订单所购）"),
    "order.buyer": Text("Buyer", "买家"),
    "claim.wants": Text("Solution wanted", "希望的解决方案"),
    "evidence:conversation": Text("The whole conversation", "完整沟通记录"),
    "evidence:goods_photo": Text("Photo of the wrong item", "错发商品照片"),
}
WANTS = {
    Want.refund: Text("refund", "退款"),
    Want.return_: Text("return and refund", "退货退款"),
    Want.reship: Text("reship the right item", "补发正确商品"),
    Want.coupon: Text("voucher", "优惠券"),
    Want.cancel: Text("cancel the order", "取消订单"),
    Want.explanation: Text("explanation", "解释说明"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a complete ticket, as it is copied. `value` None: missing."""

    path: str
    name: Text
    value: Text | None


def parts(situation: Situation) -> list[Part]:
    """Every part, in the ticket's order, with what is on file of it."""
    lacking = set(ticket_lacks(situation))
    held = {
        "claim.received": _same(_items(situation.claim.received)),
        "order.lines": _same(_items(situation.order.lines)),
        "order.buyer": _same(_buyer(situation)),
        "claim.wants": _wants(situation),
        "evidence:conversation": _same(_pieces(situation, EvidenceKind.conversation)),
        "evidence:goods_photo": _same(_pieces(situation, EvidenceKind.goods_photo)),
    }
    return [Part(path, name, None if path in lacking else held[path]) for path, name in NAMES.items()]


def fields(situation: Situation) -> list[Part]:
    """What is copied into the platform's form, field by field: the subject, what happened, and each part."""
    order = situation.order.id or ""
    happened = Text(
        f"Order {order}: the buyer received another item than was ordered. We checked the order and ask for the solution below.",
        f"订单 {order}：买家收到的商品与所购不符。我方已核对订单，请按以下方案处理。",
    )
    subject = Text(f"Wrong item sent, order {order}", f"发错货，订单 {order}")
    return [
        Part("subject", Text("Subject", "主题"), subject),
        Part("happened", Text("What happened", "情况说明"), happened),
        *parts(situation),
    ]


def _same(text: str) -> Text:
    return Text(text, text)


def _items(items: Sequence[Line | Received]) -> str:
    told = []
    for one in items:
        title = getattr(one, "title", None)
        name = " ".join(part for part in (one.sku, title) if part)
        told.append(f"{name or '?'} × {one.quantity or 1}")
    return "; ".join(told)


def _buyer(situation: Situation) -> str:
    buyer = situation.order.buyer
    return (buyer.id or buyer.name or "") if buyer is not None else ""


def _wants(situation: Situation) -> Text:
    wants = [WANTS[want] for want in situation.claim.wants]
    if not wants:  # what was agreed stands in for what was asked
        return Text("as agreed with the buyer", "按与买家的约定处理")
    return Text(", ".join(one.en for one in wants), "、".join(one.zh for one in wants))


def _pieces(situation: Situation, kind: EvidenceKind) -> str:
    return "; ".join(" ".join(part for part in (one.id, one.file) if part) for one in situation.holds(kind))
