"""Cases for the working screens: one of each kind, opened a few hours ago, put on record as a person or a platform tells them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from makegood.core.instants import show
from makegood.store.tenancy import within
from tests.store.making import Scene, scene

CURRENCY = {"ali1688": "CNY", "shopee": "MYR", "wish": "USD", "aliexpress": "USD"}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def ago(hours: float) -> str:
    return show(timezone.now() - timedelta(hours=hours))


def said(hours: float = 5, direction: str = "out", channel: str = "other") -> dict[str, Any]:
    return {"at": ago(hours), "type": "message", "direction": direction, "channel": channel, "text": "..."}


def did(action: str, hours: float = 4, **more: Any) -> dict[str, Any]:
    return {"at": ago(hours), "type": "action_done", "action": action, **more}


def happened(type_: str, hours: float = 4, **more: Any) -> dict[str, Any]:
    return {"at": ago(hours), "type": type_, **more}


def trouble(
    platform: str, kind: str, *events: dict[str, Any], claim: dict[str, Any] | None = None, order: dict[str, Any] | None = None,
    dispute: bool = True, number: int = 1, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """A case file of that kind, opened six hours ago on an order sent and delivered; `claim` and `order` change their fields."""
    now, money = timezone.now(), {"amount": "120.00", "currency": CURRENCY[platform]}
    return {
        "schema": "makegood.case/1",
        "id": f"{platform}:7{number:09d}",
        "platform": platform,
        "kind": kind,
        "order": {
            "id": f"7190000{number:08d}",
            "placed_at": show(now - 20 * DAY),
            "paid_at": show(now - 20 * DAY),
            "shipped_at": show(now - 18 * DAY),
            "delivered_at": show(now - DAY),
            "total": money,
            "lines": [{"sku": "RED-M", "title": "Lamp, red", "quantity": 1, "unit_price": money}],
            "buyer": {"id": f"buyer{number}", "name": "María Pérez", "language": "es"},
            "shipment": {"by": "self", "carrier": "zto", "tracking": "ZT1"},
            **(order or {}),
        },
        "claim": {"by": "buyer", "opened_at": ago(6), "reason": kind, **(claim or {})},
        "events": [*([happened("dispute_opened", 6)] if dispute else []), *events],
        **more,
    }


def put_down(of: Scene, document: dict[str, Any]) -> UUID:
    from makegood.store import intake

    with within(of.organisation):
        case = intake.take_in(of.shop, document, by=document["platform"], at=timezone.now())
    assert case is not None
    return UUID(str(case.pk))


def shop_of(platform: str, name: str = "Two") -> Scene:
    return scene(name, platform)


class Seat:
    """Somebody at the desk with one case: what they see and do there."""

    def __init__(self, client: Client, of: Scene, case: UUID, room: str) -> None:
        self.client, self.of, self.case = client, of, case
        self.address = f"/cases/{case}/{room}/"

    def see(self) -> str:
        answer = self.client.get(self.address)
        assert answer.status_code == 200, answer.status_code
        return text(answer)

    def post(self, where: str, follow: bool = True, **form: Any) -> Any:
        address = where if where.startswith("/") else f"{self.address}{where}"
        return self.client.post(address, form, follow=follow)

    def exhibit(self, kind: str, file: str = "a.jpg", **form: Any) -> str:
        """Through the form of this screen."""
        number = re.search(r'name="number" value="([^"]+)"', self.see())
        given = {
            "kind": kind,
            "file": file,
            "number": number[1] if number else "E-01",
            "origin": "original",
            "by": "seller",
        }
        return text(self.post(f"/cases/{self.case}/exhibits/", page=self.page, **(given | form)))

    def done(self, **form: Any) -> str:
        """Brings the receipt of the step that is shown as under way."""
        action = re.search(r'action="(/actions/[^"]+/done/)"', self.see())
        assert action is not None, "nothing is under way"
        return text(self.post(action[1], page=self.page, **({"done": "yes"} | form)))

    def answer(self, what: str, **form: Any) -> str:
        return text(self.post(f"/cases/{self.case}/answers/", page=self.page, answer=what, **form))

    def tell(self, *events: dict[str, Any]) -> None:
        """What happened elsewhere: on the platform, on another page of the desk."""
        from makegood.store import hearing

        with within(self.of.organisation):
            hearing.tell(hearing.locked(self.case), {"events": list(events)}, by="person:x", at=timezone.now())

    @property
    def page(self) -> str:
        return self.address.rstrip("/").rpartition("/")[2].replace("-", "_")

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        from makegood.store.models import Event

        with within(self.of.organisation):
            rows = Event.objects.filter(case_id=self.case, in_file=True).order_by("at", "id")
            return [(row.type, row.body) for row in rows]

    def next(self) -> str:
        from makegood.store.models import Case

        with within(self.of.organisation):
            return str(Case.objects.get(pk=self.case).next_action)


Sit = Callable[..., Client]


def seated(at_desk: Sit, document: dict[str, Any], room: str, *, role: str = "clerk", of: Scene | None = None) -> Seat:
    """A clerk on that room's screen of a case of that file."""
    shop = of or shop_of(document["platform"])
    return Seat(at_desk(role, of=shop), shop, put_down(shop, document), room)
