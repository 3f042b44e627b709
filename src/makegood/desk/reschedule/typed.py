"""The plan as it was typed: day, coupon and message, read strictly, with what there is to say against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from makegood.core.money import CURRENCIES, Money, digits
from makegood.core.text import Text
from makegood.usecases import rescheduling
from makegood.usecases.rescheduling import Remark


@dataclass(frozen=True, slots=True)
class Plan:
    day: date | None
    coupon: Money | None
    text: str
    remarks: list[Remark] = field(default_factory=list)

    @property
    def may_go(self) -> bool:
        return self.day is not None and bool(self.text) and not any(one.blocks for one in self.remarks)


def plan(
    given: Mapping[str, str],
    *,
    today: date,
    ship_by: datetime | None,
    way: Text,
    currency: str | None,
    most: Money | None,
) -> Plan:
    """`most`: what the shop gives by coupon at most."""
    remarks: list[Remark] = []
    day, text = _day(given.get("day", "")), given.get("text", "").strip()
    if day is None:
        remarks.append(_no(f"found {given.get('day') or 'nothing'}; expected a day", "请填写新的发货日期"))
    else:
        remarks += rescheduling.date_remarks(day, today=today, ship_by=ship_by, way=way)
    coupon, fault = _coupon(given.get("coupon", "").strip(), currency, most)
    remarks += [fault] if fault is not None else []
    if not text:
        remarks.append(_no("the message to the buyer is missing", "请填写发给买家的消息"))
    if len(text) > rescheduling.LONGEST:
        most_signs = rescheduling.LONGEST
        remarks.append(
            _no(
                f"the message has {len(text)} signs; {most_signs} at most",
                f"消息共 {len(text)} 字，最多 {most_signs} 字",
            )
        )
    promised = [day.isoformat() if day is not None else "", f"{coupon.amount}" if coupon is not None else ""]
    if text and (unsaid := [one for one in promised if one not in text]):
        left_out = ", ".join(unsaid)
        remarks.append(
            _no(f"the message does not name {left_out}; write it anew", f"消息中没有写明 {left_out}；请重新生成")
        )
    return Plan(day, coupon, text, remarks)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _coupon(text: str, currency: str | None, most: Money | None) -> tuple[Money | None, Remark | None]:
    if not text:
        return None, None
    if currency not in CURRENCIES:
        return None, _no("the order's currency is not on file", "订单币种没有记录")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or amount <= 0 or amount != round(amount, digits(currency)):
        return None, _no(
            f"coupon: found {text}; expected an amount such as 2.00", f"优惠券：填的是 {text}，应为金额，如 2.00"
        )
    coupon = Money(amount, currency)
    if most is not None and coupon.amount > most.amount:
        return coupon, _no(
            f"coupon: {amount} {currency} is above the shop's most, {most.amount} {currency}",
            f"优惠券：{amount} {currency} 超过店铺上限 {most.amount} {currency}",
        )
    return coupon, None


def _no(en: str, zh: str) -> Remark:
    return Remark(Text(en, zh), blocks=True, clause="WISH-UNFUL-3")
