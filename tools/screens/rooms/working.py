"""The small working screens, each on cases put down for it: before, with something missing, under way, and at their end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from makegood.core.instants import show
from tools.seeded import Seeded

CURRENCY = {"ali1688": "CNY", "shopee": "MYR", "wish": "USD"}
LONG = "超长商品标题：户外露营灯 复古马灯 可充电 暖光三档调节 防水 IPX4 带挂钩 便携 家用应急照明灯 大号 军绿色"


def _ago(hours: float) -> str:
    return show(datetime.now(UTC) - timedelta(hours=hours))


def _put_down(platform: str, kind: str, number: int, **more: Any) -> Callable[[Seeded], str]:
    """The page of a case of that kind, opened six hours ago; `room` says which page."""

    def address(_: Seeded) -> str:
        from makegood.store import intake
        from makegood.store.models import Shop

        shop = Shop.objects.get(platform=platform)
        told = _trouble(platform, kind, number, **{name: one for name, one in more.items() if name != "room"})
        case = intake.take_in(shop.pk, told, by=platform, at=datetime.now(UTC))
        assert case is not None
        return f"/cases/{case.pk}/{more['room']}/"

    return address


def _trouble(
    platform: str, kind: str, number: int, events: tuple[dict[str, Any], ...] = (), claim: dict[str, Any] | None = None,
    order: dict[str, Any] | None = None, dispute: bool = True, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    money = {"amount": "1234567.89" if number % 10 == 9 else "128.00", "currency": CURRENCY[platform]}
    opening = [{"at": _ago(6), "type": "dispute_opened"}] if dispute else []
    return {
        "schema": "makegood.case/1",
        "id": f"{platform}:88{number:06d}",
        "platform": platform,
        "kind": kind,
        "order": {
            "id": f"4019{number:012d}",
            "placed_at": _ago(400),
            "paid_at": _ago(400),
            "shipped_at": _ago(360),
            "delivered_at": _ago(20),
            "total": money,
            "lines": [{"sku": "LAMP-RED", "title": LONG, "quantity": 1, "unit_price": money}],
            "buyer": {"id": "tb_maria88", "name": "María Pérez", "language": "es"},
            "shipment": {"by": "self", "carrier": "zto", "tracking": "78912345678901"},
            **(order or {}),
        },
        "claim": {"by": "buyer", "opened_at": _ago(6), "reason": kind, **(claim or {})},
        "events": [*opening, *events],
        **more,
    }


def _event(type_: str, hours: float = 4, **more: Any) -> dict[str, Any]:
    return {"at": _ago(hours), "type": type_, **more}


TERMS = {
    "address": "浙江省义乌市稠城街道城中北路 88 号 3 幢 2 楼退货组", "recipient": "王收货", "phone": "13800000000",
    "freight_bearer": "buyer", "freight_form": "prepaid", "days": 7, "goods_condition": "包装完好，吊牌未剪",
}  # fmt: skip
WECHAT = {
    "id": "E-01",
    "kind": "return_terms_confirmed",
    "by": "buyer",
    "at": _ago(2),
    "file": "微信截图.png",
    "reading": {"channel": "wechat"},
}
CHECKED = (
    _event("order_verified", finding="ours"),
    _event("message", direction="out", channel="shopee_chat", text="…"),
)
HELD = [
    {"id": "E-01", "kind": "goods_photo", "by": "buyer", "file": "wrong.jpg"},
    {"id": "E-02", "kind": "conversation", "by": "seller", "file": "chat.txt"},
]
WHOLE = {"received": [{"sku": "LAMP-BLUE", "quantity": 1}], "wants": ["reship"]}
FORWARDED = {
    "id": "E-01",
    "kind": "carrier_statement",
    "by": "carrier",
    "at": _ago(2),
    "file": "中通证明.jpg",
    "origin": "forwarded",
    "reading": {"stamped": True, "carrier": "ZTO"},
}
UNSENT = {"shipped_at": None, "delivered_at": None, "placed_at": _ago(30), "paid_at": _ago(29), "shipment": None}

PAGES = {
    "return-terms": _put_down("ali1688", "return", 1, room="return-terms"),
    "return-terms-sent": _put_down("ali1688", "return", 9, room="return-terms", events=(_event("return_terms_proposed", terms=TERMS),), evidence=[WECHAT]),
    "tracking": _put_down("ali1688", "tracking_correction", 3, room="tracking", dispute=False),
    "ticket": _put_down("shopee", "wrong_item", 4, room="ticket", events=CHECKED, claim={}),
    "ticket-filed": _put_down("shopee", "wrong_item", 5, room="ticket", events=(*CHECKED, _event("ticket_submitted", 2)), claim=WHOLE, evidence=HELD),
    "ticket-approved": _put_down("shopee", "wrong_item", 6, room="ticket", events=(*CHECKED, _event("ticket_submitted", 2), _event("ticket_answered", 1, verdict="approved")), claim=WHOLE, evidence=HELD),
    "appeal": _put_down("ali1688", "penalty", 7, room="appeal", events=(_event("penalty_executed"),), claim={"ground": "carrier_fault"}, evidence=[FORWARDED], dispute=False),
    "reschedule": _put_down("wish", "unfulfilled_order", 8, room="reschedule", claim={"reason": "out_of_stock"}, order=UNSENT, dispute=False),
    "not-for-this": _put_down("wish", "damaged", 10, room="ticket"),
    "topics": "/topics/",
    "topic": "/topics/listing-products/",
    "topic-without-facts": "/topics/trademarks/",
}  # fmt: skip
DOINGS = {
    "return-terms-missing": (PAGES["return-terms"], ["click form[action$='/send/'] .btn-primary"], ".alert-error"),
    "tracking-checked": (PAGES["tracking"], ["click input[name=tracking]", "E", "B", "0", "0", "0", "7", "1", "7", "5", "9", "4", "H", "K"], "#remarks p"),
    "ticket-refused": (PAGES["ticket"], ["click form[action$='/file/'] .btn-primary"], ".alert-error"),
    "appeal-refused": (PAGES["appeal"], ["click form[action$='/put-in/'] .btn-primary"], ".alert-error"),
}  # fmt: skip
STATUSES = {"not-for-this": 409}
