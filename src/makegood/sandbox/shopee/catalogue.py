"""The made-up things and people of a seeded world: goods, buyers, places. Nobody of these exists."""

from __future__ import annotations

from random import Random

from makegood.sandbox.shopee.amounts import digits
from makegood.sandbox.shopee.order import Buyer, Item

GOODS = (
    (800062001, "Linen shirt", "SHIRT", ("WHITE-M", "WHITE-L", "BLUE-M"), 1890),
    (800062002, "Ceramic mug", "MUG", ("RED", "GREEN"), 699),
    (800062003, "Desk lamp", "LAMP", ("WARM", "COLD"), 2450),
    (800062004, "Phone case", "CASE", ("X1", "X2", "X3"), 320),
    (800062005, "Wireless earphones", "EARPHONES", ("BLACK", "WHITE"), 3999),
    (800062006, "Running shoes", "SHOES", ("39", "41", "43"), 5499),
    (800062007, "Kitchen scale", "SCALE", ("SILVER",), 1275),
)
PLACES = {
    "SG": ("", "Singapore"),
    "MY": ("Selangor", "Klang"),
    "PH": ("Laguna", "Calamba City"),
    "TH": ("Chiang Mai", "Chiang Mai"),
    "VN": ("Da Nang", "Hai Chau"),
    "ID": ("Jawa Barat", "Bandung"),
    "TW": ("", "Taichung"),
    "BR": ("Parana", "Curitiba"),
    "MX": ("Jalisco", "Zapopan"),
    "CL": ("Maule", "Talca"),
}
NAMES = ("Aisha", "Budi", "Chloe", "Dara", "Ethan", "Farah", "Grace", "Hana", "Ian", "Joy", "Kai", "Lina")
FAMILIES = ("Tan", "Lim", "Ng", "Rahman", "Santos", "Wong", "Chua", "Putri", "Cruz", "Lee")
STREETS = ("Orchid Lane", "Palm Grove", "Harbour Road", "Hill View", "Garden Crescent")
BAD_FAITH = 4
"""Buyers who order and do not pay, again and again."""


def a_buyer(random: Random, region: str, *, bad_faith: bool = False) -> Buyer:
    number = random.randrange(BAD_FAITH) if bad_faith else random.randrange(10**8)
    name = f"{random.choice(NAMES)} {random.choice(FAMILIES)}"
    state, city = PLACES[region]
    username = f"nopay{number}" if bad_faith else f"{name.split()[0].lower()}{number}"
    return Buyer(
        user_id=66_600_000 + number if bad_faith else 100_000_000 + number,
        username=username,
        name=name,
        phone=f"65550{random.randrange(10**5):05d}",
        region=region,
        state=state,
        city=city,
        full_address=f"{random.randint(1, 240)} {random.choice(STREETS)}",
        zipcode=f"{random.randrange(10**6):06d}",
        email=f"{username}@example.test",
    )


def some_items(random: Random, currency: str) -> list[Item]:
    """Prices are cents' figures; a currency without decimals has a thousandfold of whole units."""
    times = 1 if digits(currency) else 1000
    items = []
    for item_id, name, sku, variations, cents in random.sample(GOODS, random.choices((1, 2, 3), (75, 18, 7))[0]):
        place = random.randrange(len(variations))
        items.append(
            Item(
                item_id=item_id,
                model_id=item_id * 10 + place,
                name=name,
                item_sku=sku,
                model_sku=f"{sku}-{variations[place]}",
                quantity=random.choices((1, 2, 3), (80, 15, 5))[0],
                price=cents * times,
                is_bundle=random.random() < 0.03,
            )
        )
    return items
