"""What a penalty or a verdict can be appealed on: each ground judged, the evidence demanded and what became of it, the form to copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from makegood.core.case import Evidence
from makegood.core.situation import Situation
from makegood.core.text import Text
from makegood.core.words import EventType, Ground, Kind, Platform
from makegood.policies.policy import say
from makegood.rules.b2b_appeal import INADMISSIBLE, ground_of

E = EventType
LONGEST = 2000
"""House: signs of a statement; Wish's ticket reply takes no more (platforms/wish.md §2, Tickets)."""
NAMES = {
    Ground.carrier_fault: Text("The courier's doing, not ours", "快递原因，非商家意愿"),
    Ground.settled_after_penalty: Text("Both sides agreed after the penalty", "处罚执行后双方已协商一致"),
    Ground.price_too_low: Text("Price set too low by a campaign", "活动价格设置过低"),
    Ground.clerk_error: Text("A clerk's error in the price", "客服操作失误致价格过低"),
    Ground.discontinued: Text("Goods out of production", "商品停产"),
    Ground.out_of_stock: Text("Goods short of stock", "库存不足"),
    Ground.custom_listing_wrong_guarantee: Text(
        "Made-to-order listing with the wrong dispatch guarantee", "定制商品设错发货保障"
    ),
    Ground.other: Text("Another ground", "其他理由"),
}


class Chance(StrEnum):
    """What the clause says of a ground."""

    admissible = "admissible"
    never = "never"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class Judged:
    """A ground that could be chosen."""

    ground: Ground
    name: Text
    chance: Chance
    clause: str
    why: Text
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence on file. `fault`: the clause and why it cannot carry the appeal; None where it can."""

    id: str
    kind: str
    file: str
    fault: tuple[str, Text] | None


@dataclass(frozen=True, slots=True)
class Field:
    name: Text
    value: Text


def has_grounds(situation: Situation) -> bool:
    """Only 1688's dispatch penalties have a list of grounds (B2B-APPEAL-2)."""
    return situation.platform is Platform.ali1688 and situation.kind is Kind.penalty


def grounds(situation: Situation) -> list[Judged]:
    """Every ground with its chance; those that can count come first."""
    if not has_grounds(situation):
        return []
    chosen = ground_of(situation)
    found = [_judged(ground, is_chosen=ground is chosen) for ground in Ground]
    return sorted(found, key=lambda one: list(Chance).index(one.chance) if one.chance is not Chance.never else 9)


def _judged(ground: Ground, *, is_chosen: bool) -> Judged:
    if ground in INADMISSIBLE:
        why = say(f"ground.{ground}", {})
        return Judged(ground, NAMES[ground], Chance.never, "B2B-APPEAL-2", why, is_chosen)
    if ground is Ground.carrier_fault:
        why = Text(
            "Counts, with the courier's own stamped statement in the original.", "可申诉，须有快递公司盖章证明原件。"
        )
        return Judged(ground, NAMES[ground], Chance.admissible, "B2B-APPEAL-3", why, is_chosen)
    why = Text("The list is open: nobody says whether this ground counts.", "清单未穷尽：该理由是否受理未知。")
    return Judged(ground, NAMES[ground], Chance.unknown, "B2B-APPEAL-2", why, is_chosen)


def exhibits(situation: Situation, rejected: list[Mapping[str, Any]]) -> list[Exhibit]:
    """Each piece on file. `rejected`: the assessment's, with clause and why."""
    faults = {one["id"]: (one["clause"], Text(one["why"]["en"], one["why"]["zh"])) for one in rejected}
    return [_exhibit(piece, place, faults) for place, piece in enumerate(situation.evidence)]


def _exhibit(piece: Evidence, place: int, faults: Mapping[str, tuple[str, Text]]) -> Exhibit:
    name = piece.id or f"evidence[{place}]"
    fault = faults.get(name) or faults.get(f"{piece.kind}[{place}]")
    return Exhibit(name, str(piece.kind or ""), piece.file or "", fault)


def statement(situation: Situation) -> Text:
    """A first draft of what we say, of facts on file only; a person goes on from there."""
    order, proof = situation.order.id or "", _proof(situation)
    en = [f"We appeal in the matter of order {order}." if order else "We appeal."]
    zh = [f"就订单 {order} 提出申诉。" if order else "特此提出申诉。"]
    for instant, named_en, named_zh in _dates(situation):
        en.append(f"{named_en} on {instant:%Y-%m-%d %H:%M} UTC.")
        zh.append(f"{named_zh}：{instant:%Y-%m-%d %H:%M}（UTC）。")
    chosen = ground_of(situation) if has_grounds(situation) else None
    if chosen is not None:
        en.append(f"Ground: {NAMES[chosen].en}.")
        zh.append(f"理由：{NAMES[chosen].zh}。")
    if proof:
        en.append(f"Evidence attached: {proof}.")
        zh.append(f"附证据：{proof}。")
    return Text(" ".join(en), "".join(zh))


def _dates(situation: Situation) -> list[tuple[Any, str, str]]:
    order, struck = situation.order, situation.last(E.penalty_executed, E.judged)
    told = [
        (order.placed_at, "Order placed", "下单时间"),
        (order.shipped_at, "Shipped", "发货时间"),
        (order.delivered_at, "Delivered", "签收时间"),
        (struck.at if struck is not None else None, "Decided against us", "处罚/判定时间"),
    ]
    return [(instant, en, zh) for instant, en, zh in told if instant is not None]


def _proof(situation: Situation) -> str:
    return ", ".join(piece.id for piece in situation.evidence if piece.id)


def form(situation: Situation, text: Text, carried: list[Exhibit]) -> list[Field]:
    """The appeal as it is copied into the platform's page: whose, on what ground, what we say, which exhibits."""
    order = situation.order.id or ""
    shipment = situation.order.shipment
    number = (shipment.tracking or "") if shipment is not None else ""
    chosen = ground_of(situation) if has_grounds(situation) else None
    names = "; ".join(" ".join(part for part in (one.id, one.file) if part) for one in carried)
    told = [
        (Text("Order", "订单号"), Text(order, order)),
        (Text("Tracking number", "运单号"), Text(number, number)),
        (Text("Ground", "申诉理由"), NAMES[chosen] if chosen is not None else Text("", "")),
        (Text("Statement", "申诉说明"), text),
        (Text("Exhibits", "证据材料"), Text(names, names)),
    ]
    return [Field(name, value) for name, value in told if value.en]
