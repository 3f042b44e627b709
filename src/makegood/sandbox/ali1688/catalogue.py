"""The made-up things and people of a seeded world. Nobody of these exists."""

from __future__ import annotations

from random import Random
from typing import Any

from makegood.sandbox.ali1688.order import Buyer

GOODS = (
    # product, name, variants, fen a piece, pieces of an order
    (610000000101, "陶瓷马克杯", ("RED", "GREEN", "WHITE"), 850, (6, 24, 48)),
    (610000000102, "亚麻衬衫", ("WHITE-M", "WHITE-L", "BLUE-M"), 4200, (2, 5, 10)),
    (610000000103, "LED 台灯", ("EU", "US"), 3650, (1, 4, 8)),
    (610000000104, "手机壳", ("X1", "X2", "X3"), 320, (20, 50, 100)),
    (610000000105, "蓝牙耳机", ("BLACK", "WHITE"), 5890, (1, 3, 6)),
    (610000000106, "跑鞋", ("39", "41", "43"), 7900, (1, 2, 4)),
    (610000000107, "厨房秤", ("SILVER",), 2175, (2, 6, 12)),
    (610000000108, "羊毛围巾", ("GREY", "RUST"), 2890, (2, 5, 10)),
)
PLACES = (
    ("浙江省", "义乌市", "稠江街道", "城店南路", "322000"),
    ("广东省", "深圳市", "宝安区", "西乡街道", "518101"),
    ("福建省", "泉州市", "晋江市", "陈埭镇", "362211"),
    ("江苏省", "苏州市", "吴中区", "木渎镇", "215101"),
    ("山东省", "青岛市", "城阳区", "流亭街道", "266108"),
)
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", ("伟", "芳", "娜", "敏", "静", "磊", "军", "洋", "勇", "艳")
BAD_FAITH = 4
"""Buyers who order and do not pay, again and again, under names of their own and one telephone."""


def a_buyer(random: Random) -> Buyer:
    number = random.randrange(10**9)
    province, city, area, town, zip = random.choice(PLACES)
    return Buyer(
        member_id=f"b2b-2{number:09d}",
        login=f"采购{number % 10**6:06d}",
        name=random.choice(SURNAMES) + random.choice(GIVEN),
        mobile=f"1300000{random.randrange(10**4):04d}",
        province=province,
        city=city,
        area=area,
        town=town,
        address=f"创业路{random.randint(1, 240)}号",
        zip=zip,
        is_plus=random.random() < 0.1,
    )


def a_bad_faith_buyer(random: Random) -> Buyer:
    number = random.randrange(BAD_FAITH)
    return Buyer(
        member_id=f"b2b-29999990{number:02d}",
        login=f"同行{number:02d}",
        name=SURNAMES[number] + "某",
        mobile="13000006666",
        province="浙江省",
        city="义乌市",
        area="稠江街道",
        town="城店南路",
        address="创业路6号",
        zip="322000",
        level="L0",
    )


def some_lines(random: Random) -> list[dict[str, Any]]:
    lines = []
    for product, name, variants, fen, pieces in random.sample(GOODS, random.choices((1, 2, 3), (70, 20, 10))[0]):
        place = random.randrange(len(variants))
        lines.append(
            {
                "product_id": product,
                "sku_id": product * 10 + place,
                "cargo": f"A{product % 1000}-{variants[place]}",
                "name": name,
                "quantity": random.choice(pieces),
                "price": fen,
            }
        )
    return lines
