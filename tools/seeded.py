"""An organisation to look at: four shops, cases of many kinds and clocks about the moment given, and people of every role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from makegood.core.instants import show

PASSWORD = "a password for looking"  # noqa: S105 - of a database that is thrown away
SHOPS = (
    ("aliexpress", "Lumen Outdoor"),
    ("shopee", "Shopee-MY Kitchen"),
    ("wish", "Bright Finds"),
    ("ali1688", "义乌市晨光日用百货有限公司旗舰店（官方直营·杭州仓·华东区售后专线一部）"),
)
ROLES = ("clerk", "lead", "owner", "warehouse", "developer", "read_only")
SAID = {
    "es": "El paquete llegó pero el color no es el que pedí. Quiero una solución.",
    "pt": "Recebi só duas das três peças. Como ficamos?",
    "en": "The lamp arrived with a cracked shade. Photos attached.",
    "ru": "Пришёл другой размер, хочу вернуть деньги.",
    "th": "ได้รับสินค้าผิดสี ขอเปลี่ยนหรือคืนเงิน",
    "zh": "收到的货和图片不一样，请处理。",
}
KINDS = ("not_as_described", "wrong_item", "damaged", "short_shipment")


@dataclass(frozen=True, slots=True)
class Seeded:
    organisation: UUID
    people: Mapping[str, UUID]


_own: dict[tuple[UUID, str], UUID] = {}


def own_case(seeded: Seeded, name: str, *order: str, **more: Any) -> Any:
    """An open case that fits and in which nothing was asked for: one of its own for each name, and the same each time. Inside the organisation."""
    from makegood.store.models import Action, Case

    key, cases = (seeded.organisation, name), Case.objects.select_related("shop", "order")
    if key not in _own:
        free = cases.filter(is_open=True, **more).exclude(pk__in=[*_own.values()])
        if "next_action" not in more:
            free = free.exclude(next_action="wait")  # few are, and a screen of its own shows one
        _own[key] = free.exclude(pk__in=Action.objects.values("case")).order_by(*order or ("due_at", "id"))[0].pk
    return cases.get(pk=_own[key])


def seed(now: datetime, *, cases: int = 84, name: str = "Lumen Trading") -> Seeded:
    """Puts it all on record as case files taken in; the same cases for the same moment."""
    from makegood.store import intake
    from makegood.store.models import Case, Membership, Organisation, Person, Shop
    from makegood.store.tenancy import within

    random = Random(7)
    organisation = Organisation.objects.create(name=name, alone={"USD": "50"}, role_most={"clerk": {"USD": "100"}})
    people = {}
    for role in ROLES:
        person = Person(username=role)
        person.set_password(PASSWORD)
        person.save()
        Membership.objects.create(person=person, organisation=organisation, role=role)
        people[role] = person.pk
    with within(organisation.pk):
        shops = [Shop.objects.create(platform=platform, name=shop, rehearsal=False) for platform, shop in SHOPS]
        shops[1].trouble = "error_auth: Invalid access_token"
        shops[1].save()
        for number in range(cases):
            shop = shops[number % len(shops)]
            intake.take_in(shop.pk, _dispute(random, number, shop.platform, now), by=shop.platform, at=now)
        mine = list(Case.objects.filter(is_open=True).order_by("id")[:cases])
        for place, case in enumerate(mine):
            if place % 5 == 0:
                case.owner_id = people[("clerk", "lead")[place % 2]]
            if place % 11 == 3:
                case.snoozed_until = now + timedelta(hours=2)
            case.save(update_fields=["owner", "snoozed_until"])
    return Seeded(organisation.pk, people)


def _dispute(random: Random, number: int, platform: str, now: datetime) -> dict[str, Any]:
    day, language = timedelta(days=1), random.choice(list(SAID))
    opened = now - timedelta(
        hours=random.choice((1, 5, 20, 40, 70, 96, 110, 116, 118, 119.9)), minutes=random.randrange(60)
    )
    amount = "1234567.89" if number == 17 else f"{random.randrange(300, 9000) / 100:.2f}"
    currency = {"ali1688": "CNY", "shopee": "MYR"}.get(platform, "USD")
    money = {"amount": amount, "currency": currency}
    due = opened + timedelta(hours=120, minutes=random.randrange(120))
    events: list[dict[str, Any]] = [
        {"at": show(opened), "type": "dispute_opened"},
        {"at": show(opened), "type": "message", "direction": "in", "channel": "ae_message", "text": SAID[language]},
    ]
    if number % 4 == 1:
        events.append({"at": show(opened + timedelta(minutes=40)), "type": "order_verified", "finding": "unknown"})
    if number % 8 == 1:
        events.append(
            {"at": show(opened + timedelta(minutes=50)), "type": "message", "direction": "out", "channel": "ae_message",
             "text": "We are sorry. Could you send photos of the item and the parcel?"}
        )  # fmt: skip
    evidence = [{"id": "E1", "kind": "goods_photo", "by": "buyer", "at": show(opened)}] if number % 3 == 0 else []
    return {
        "schema": "makegood.case/1",
        "id": f"{platform}:{60_000_000 + number}",
        "platform": platform,
        "order": {
            "id": f"8190{number:03d}{random.randrange(10**8):08d}",
            "placed_at": show(opened - 20 * day),
            "paid_at": show(opened - 20 * day),
            "shipped_at": show(opened - 18 * day),
            "delivered_at": show(opened - 2 * day),
            "total": money,
            "lines": [{"sku": f"LAMP-{number % 9}", "title": "Camping lantern, warm white", "quantity": 1, "unit_price": money}],
            "buyer": {"id": f"b{number}", "name": "María Pérez", "language": language, "phone": "+34600000000"},
            "ship_to": {"name": "María Pérez", "country": "ES", "city": "Madrid", "line1": "Calle Mayor 1"},
        },
        "claim": {"by": "buyer", "opened_at": show(opened), "reason": KINDS[number % 4], "severity": "minor", "wants": ["refund"],
                  "amount": money, "text": SAID[language]},
        "events": events,
        "evidence": evidence,
        **({"platform_deadlines": [{"kind": "negotiation", "due_at": show(due)}]} if number % 3 == 1 else {}),
    }  # fmt: skip
