"""The made-up things and people of a seeded world: goods, countries with their currency, names. Nobody of these exists."""

from __future__ import annotations

from random import Random
from typing import Any

from makegood.sandbox.aliexpress.amounts import Pair, exponent
from makegood.sandbox.aliexpress.order import Buyer

GOODS = (
    (1005001000000001, "Linen shirt", ("WHITE-M", "WHITE-L", "BLUE-M"), 1890),
    (1005001000000002, "Ceramic mug", ("RED", "GREEN"), 699),
    (1005001000000003, "Desk lamp", ("EU", "US"), 2450),
    (1005001000000004, "Phone case", ("X1", "X2", "X3"), 320),
    (1005001000000005, "Wireless earphones", ("BLACK", "WHITE"), 3999),
    (1005001000000006, "Running shoes", ("39", "41", "43"), 5499),
    (1005001000000007, "Kitchen scale", ("SILVER",), 1275),
    (1005001000000008, "Wool scarf", ("GREY", "RUST"), 1599),
)
COUNTRIES = (
    # country, currency, major units of it for one USD in thousandths, province, city, calling code
    ("US", "USD", 1000, "Oregon", "Salem", "+1"),
    ("BR", "BRL", 5410, "Parana", "Curitiba", "+55"),
    ("ES", "EUR", 921, "Asturias", "Oviedo", "+34"),
    ("FR", "EUR", 921, "Bretagne", "Rennes", "+33"),
    ("IT", "EUR", 921, "Marche", "Ancona", "+39"),
    ("PL", "PLN", 3940, "Lubelskie", "Lublin", "+48"),
    ("JP", "JPY", 149300, "Gifu", "Gifu", "+81"),
    ("MX", "MXN", 18250, "Jalisco", "Zapopan", "+52"),
)
FIRST_NAMES = ("Ana", "Bruno", "Carla", "Dario", "Elena", "Felix", "Greta", "Hugo", "Irene", "Jonas", "Kaori", "Lucas")
LAST_NAMES = (
    "Almeida",
    "Bianchi",
    "Castro",
    "Dubois",
    "Esposito",
    "Ferrer",
    "Garcia",
    "Hall",
    "Ito",
    "Jansen",
    "Kowal",
)
STREETS = ("Elm Road", "Rua Verde", "Calle Mayor", "Via Roma", "Rue Neuve", "Lipowa")
BAD_FAITH = 4
"""Buyers who order and do not pay, again and again, under names of their own and one telephone."""


def a_buyer(random: Random) -> tuple[Buyer, str, int]:
    """A buyer, the currency paid in, and its rate in thousandths."""
    country, currency, thousandths, province, city, code = random.choice(COUNTRIES)
    buyer = Buyer(
        login=f"{country.lower()}{random.randrange(10**9):010d}",
        first_name=random.choice(FIRST_NAMES),
        last_name=random.choice(LAST_NAMES),
        country=country,
        province=province,
        city=city,
        street=f"{random.choice(STREETS)} {random.randint(1, 240)}",
        zip=f"{random.randrange(10**5):05d}",
        phone_country=code,
        phone=f"55501{random.randrange(10**5):05d}",
    )
    return buyer, currency, thousandths


def a_bad_faith_buyer(random: Random) -> Buyer:
    number = random.randrange(BAD_FAITH)
    return Buyer(
        login=f"us000000066{number}",
        first_name=FIRST_NAMES[number],
        last_name="Nopay",
        country="US",
        province="Oregon",
        city="Salem",
        street="Elm Road 6",
        zip="97301",
        phone_country="+1",
        phone="5550100666",
    )


def some_lines(random: Random, currency: str, thousandths: int, *, warehouse: bool = False) -> list[dict[str, Any]]:
    lines = []
    for product_id, name, skus, cents in random.sample(GOODS, random.choices((1, 2, 3), (75, 18, 7))[0]):
        count = random.choices((1, 2, 3), (80, 15, 5))[0]
        amount = priced(cents * count, currency, thousandths)
        line = {"product_id": product_id, "name": name, "sku": random.choice(skus), "count": count, "amount": amount}
        lines.append(line | ({"operator": "WAREHOUSE_SEND_GOODS"} if warehouse else {}))
    return lines


def priced(cents: int, currency: str, thousandths: int) -> Pair:
    """A USD price and what a buyer in that currency pays for it, rounded half up."""
    units = 10 ** exponent(currency)
    return Pair(cents, (cents * thousandths * units + 50_000) // 100_000, currency)
