"""What a seeded shop sells, and who buys there. All made up."""

from __future__ import annotations

from random import Random
from typing import Any

from makegood.sandbox.wish.order import Buyer, Product

GOODS = (
    ("5c0000000000000000000001", "Linen shirt", (("white", "M"), ("white", "L"), ("blue", "M")), 1890),
    ("5c0000000000000000000002", "Enamel mug", (("red", ""), ("green", "")), 699),
    ("5c0000000000000000000003", "Camping lantern", (("warm white", ""), ("cold white", "")), 1450),
    ("5c0000000000000000000004", "Phone case", (("clear", "X1"), ("clear", "X2"), ("black", "X2")), 320),
    ("5c0000000000000000000005", "Running shoes", (("grey", "39"), ("grey", "41"), ("grey", "43")), 3499),
    ("5c0000000000000000000006", "Kitchen scale", (("silver", ""),), 1275),
    ("5c0000000000000000000007", "Wool scarf", (("grey", ""), ("rust", "")), 999),
)
COUNTRIES = (
    # code, name, locale, state, city, calling code
    ("US", "United States", "en-US", "Oregon", "Salem", "1"),
    ("GB", "United Kingdom", "en-GB", "Kent", "Dover", "44"),
    ("BR", "Brazil", "pt-BR", "Parana", "Curitiba", "55"),
    ("MX", "Mexico", "es-MX", "Jalisco", "Zapopan", "52"),
    ("FR", "France", "fr-FR", "Bretagne", "Rennes", "33"),
    ("IT", "Italy", "it-IT", "Marche", "Ancona", "39"),
    ("DE", "Germany", "de-DE", "Hessen", "Kassel", "49"),
    ("JP", "Japan", "ja-JP", "Gifu", "Gifu", "81"),
)
FIRST_NAMES = ("Ana", "Bruno", "Carla", "Dario", "Elena", "Felix", "Greta", "Hugo", "Irene", "Jonas", "Kaori", "Lucas")
LAST_NAMES = ("Almeida", "Bianchi", "Castro", "Dubois", "Esposito", "Ferrer", "Garcia", "Hall", "Ito", "Jansen")
STREETS = ("Elm Road", "Rua Verde", "Calle Mayor", "Via Roma", "Rue Neuve", "Lindenweg")
PROGRAMMES = ((), (), (), ("WISH_EXPRESS",), ("CONFIRMED_DELIVERY_POLICY",), ("ADVANCED_LOGISTICS",))


def a_buyer(random: Random) -> Buyer:
    country, name, locale, state, city, code = random.choice(COUNTRIES)
    return Buyer(
        id=f"5b{random.getrandbits(88):022x}",
        name=f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}",
        locale=locale,
        country=country,
        country_name=name,
        state=state,
        city=city,
        street=f"{random.choice(STREETS)} {random.randint(1, 240)}",
        zip=f"{random.randrange(10**5):05d}",
        phone=f"55501{random.randrange(10**5):05d}",
        phone_country=code,
    )


def a_product(random: Random) -> tuple[Product, int]:
    """Something of the shop, and what it costs a piece, in cents."""
    id, name, variations, cents = random.choice(GOODS)
    place = random.randrange(len(variations))
    color, size = variations[place]
    sku = "-".join(part for part in (name.split()[-1], color, size) if part).upper().replace(" ", "_")
    return Product(id, f"{id[:22]}{place + 1:02x}", sku, name, color, size), cents


def some_lines(random: Random) -> list[dict[str, Any]]:
    """The lines of one purchase: mostly one, now and then several; each becomes an order of its own."""
    lines = []
    for _ in range(random.choices((1, 2, 3), (84, 12, 4))[0]):
        product, cents = a_product(random)
        quantity = random.choices((1, 2, 3), (85, 11, 4))[0]
        shipping = random.choice((0, 100, 199, 299))
        types = random.choice(PROGRAMMES)
        lines.append({"product": product, "quantity": quantity, "price": cents, "shipping": shipping, "types": types})
    return lines
