"""A new date for an order not fulfilled: whether the cause calls for one, whether the date holds, and what is told the buyer."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files

from makegood.core.text import Text

CAUSES = {
    "out_of_stock": Text("Out of stock", "缺货"),
    "logistics_delay": Text("Logistics delay", "物流延误"),
    "policy_change": Text("Policy change", "政策变动"),
    "quality": Text("Quality", "质量问题"),
    "other": Text("What the buyer says", "买家所述其他原因"),
}
"""The causes an unfulfilled order's case records (WISH-UNFUL-1)."""
NEW_PLAN = frozenset({"out_of_stock", "logistics_delay"})
"""Of these a new date or a coupon is negotiated (WISH-UNFUL-3)."""
CANCELS = frozenset({"policy_change", "quality"})
"""Of these the order is cancelled and refunded (WISH-UNFUL-4)."""
FARTHEST = timedelta(days=180)
"""House: a date beyond is a slip of the pen."""
LONGEST = 2000
"""Signs of a reply in a Wish ticket (platforms/wish.md §2, Tickets)."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What there is to say of a date. `blocks`: it cannot be promised."""

    text: Text
    blocks: bool
    clause: str


def cause_remark(cause: str | None) -> Remark | None:
    """Whether the cause recorded calls for a new date at all."""
    if cause in NEW_PLAN:
        return None
    if cause in CANCELS:
        name = CAUSES[cause]
        text = Text(
            f"{name.en}: the clause calls for cancelling and refunding, not for a new date",
            f"{name.zh}：按条款应取消并退款，而不是改期",
        )
        return Remark(text, blocks=True, clause="WISH-UNFUL-4")
    text = Text(
        "the cause is not recorded as delay or shortage; ask the buyer and decide by the circumstances",
        "原因未登记为延误或缺货；请先问明买家，再按情况决定",
    )
    return Remark(text, blocks=cause is None, clause="WISH-UNFUL-1" if cause is None else "WISH-UNFUL-2")


def date_remarks(day: date, *, today: date, ship_by: datetime | None, way: Text) -> list[Remark]:
    """`ship_by`: the platform's own shipping clock; `way`: what the pack says of rescheduling there."""
    if day <= today:
        return [Remark(Text(f"{day} is not ahead", f"{day} 不是将来的日期"), blocks=True, clause="WISH-UNFUL-3")]
    if day - today > FARTHEST:
        text = Text(f"{day} is more than {FARTHEST.days} days ahead", f"{day} 距今超过 {FARTHEST.days} 天")
        return [Remark(text, blocks=True, clause="WISH-UNFUL-3")]
    if ship_by is not None and day > ship_by.astimezone(UTC).date():
        text = Text(
            f"later than the ship-by clock ({ship_by:%Y-%m-%d %H:%M} UTC), which runs on. {way.en}",
            f"晚于发货时限（{ship_by:%Y-%m-%d %H:%M} UTC），该时限照常计时。{way.zh}",
        )
        return [Remark(text, blocks=False, clause="ALL-2")]
    return []


@cache
def _told() -> dict[str, dict[str, str]]:
    table = tomllib.loads(files("makegood.usecases").joinpath("rescheduling.toml").read_text("utf-8"))
    return {str(name): dict(texts) for name, texts in table["message"].items()}


def languages() -> frozenset[str]:
    return frozenset(_told())


def message(language: str | None, *, cause: str | None, day: date, order: str, coupon: str = "") -> tuple[str, str]:
    """The text for the buyer, and the language it is in: theirs where we hold it, otherwise English."""
    primary = (language or "").lower().partition("-")[0]
    held = primary if primary in _told() else "en"
    texts = _told()[held]
    why = texts.get(cause or "", texts["other"])
    said = [texts["opening"].format(order=order), why, texts["date"].format(day=day.isoformat())]
    if coupon:
        said.append(texts["coupon"].format(coupon=coupon))
    return (" " if held != "zh" else "").join([*said, texts["closing"]]), held
