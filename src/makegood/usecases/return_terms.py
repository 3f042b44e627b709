"""The terms of a return, line by line: what was typed read strictly, what is missing named, and the text for Wangwang (B2B-TERMS)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from makegood.core.case import Terms
from makegood.core.text import Text
from makegood.core.words import FreightBearer, FreightForm, Term
from makegood.rules.settling import REQUIRED_TERMS

LONGEST = 500
"""House: signs of one term."""
MOST_DAYS = 365
"""House: a return agreed for longer than a year is a slip of the pen."""

BEARERS = {FreightBearer.seller: Text("the seller", "卖家承担"), FreightBearer.buyer: Text("the buyer", "买家承担")}
FORMS = {FreightForm.collect: Text("freight collect", "到付"), FreightForm.prepaid: Text("prepaid", "先付（寄付）")}
NAMES = {
    Term.address: Text("Return address", "退货地址"),
    Term.recipient: Text("Recipient", "收货人"),
    Term.phone: Text("Recipient's phone", "收货人电话"),
    Term.freight_bearer: Text("Who bears the freight", "运费承担方"),
    Term.freight_form: Text("How the freight is paid", "运费支付方式"),
    Term.carrier_demand: Text("Demand as to the carrier", "快递要求"),
    Term.days: Text("Days to return within", "退货时限（天）"),
    Term.goods_condition: Text("Condition of the goods", "货品状态（包装、吊牌）"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One term. `value`: as it is written in a form; `fault`: what is wrong with it, None where nothing is."""

    term: Term
    name: Text
    value: str
    required: bool
    fault: Text | None


def lines(typed: Mapping[str, str]) -> list[Line]:
    """Every term as typed, in the agreement's order; what is missing or not understood says so."""
    return [_line(term, str(typed.get(term) or "").strip()) for term in Term]


def _line(term: Term, value: str) -> Line:
    required = term in REQUIRED_TERMS
    return Line(term, NAMES[term], value, required, _fault(term, value) if value or required else None)


def _fault(term: Term, value: str) -> Text | None:
    if not value:
        return Text("missing", "缺少此项")
    if len(value) > LONGEST:
        return Text(f"{len(value)} signs; {LONGEST} at most", f"共 {len(value)} 字，最多 {LONGEST} 字")
    if term is Term.days and not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_DAYS):
        return Text(f"found {value}; expected a whole number of days", f"填的是 {value}，应为整数天数")
    if term is Term.freight_bearer and value not in set(FreightBearer):
        return Text(f"found {value}; expected seller or buyer", f"填的是 {value}，应为卖家或买家")
    if term is Term.freight_form and value not in set(FreightForm):
        return Text(f"found {value}; expected collect or prepaid", f"填的是 {value}，应为到付或先付")
    return None


def agreed(read: list[Line]) -> dict[str, Any]:
    """The terms as the case file holds them, of lines without a fault; no demand as to the carrier is null."""
    return {str(one.term): int(one.value) if one.term is Term.days else one.value for one in read if one.value}


def as_typed(terms: Terms | None) -> dict[str, str]:
    """Terms on file as a form shows them."""
    if terms is None:
        return {}
    return {str(term): str(value) for term in Term if (value := getattr(terms, term)) is not None}


def text(terms: Mapping[str, Any], order: str | None) -> Text:
    """What is sent on Wangwang, with the words that ask for a clear yes there."""
    about_en = f" for order {order}" if order else ""
    about_zh = f"（订单 {order}）" if order else ""
    en = [f"Return agreement{about_en}, before anything is sent back:"]
    zh = [f"退货约定{about_zh}，寄回前请先确认："]
    for place, term in enumerate(Term, 1):
        value = _worded(term, terms.get(term))
        en.append(f"{place}. {NAMES[term].en}: {value.en}")
        zh.append(f"{place}. {NAMES[term].zh}：{value.zh}")
    en.append("Please confirm here on Wangwang that you agree; then send the goods.")
    zh.append("以上如无异议，请在旺旺上回复“同意”，确认后再寄出。")
    return Text("\n".join(en), "\n".join(zh))


def _worded(term: Term, value: Any) -> Text:
    if value is None:
        return Text("none", "无")
    if term is Term.freight_bearer:
        return BEARERS[FreightBearer(value)]
    if term is Term.freight_form:
        return FORMS[FreightForm(value)]
    return Text(f"{value} days", f"{value} 天") if term is Term.days else Text(str(value), str(value))


NOT_TO_CONFIRM = Text(
    "the terms are not waiting to be confirmed: they are incomplete, or the buyer was asked already",
    "当前不需要请买家确认：条款尚不完整，或已请买家确认",
)
