"""Looks at a tracking number before it goes anywhere: its check digit, its form, its carrier, and whether it is new at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from makegood.core.case import Shipment, plain_number
from makegood.core.countries import COUNTRIES
from makegood.core.text import Text
from makegood.core.words import Platform

WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
"""UPU S10 (platforms/aliexpress.md §6)."""
RESERVED = frozenset("JKSTW")
"""S10 service indicators that begin so are reserved (platforms/aliexpress.md §6)."""
LONGEST = 64
"""House: no carrier's number is longer."""
ISSUERS = {"cpam": "CN", "china post": "CN", "中国邮政": "CN", "hkpam": "HK", "hongkong post": "HK", "hong kong post": "HK",
           "香港邮政": "HK", "sgp": "SG", "singapore post": "SG", "新加坡邮政": "SG"}  # fmt: skip
"""Carriers that are a country's own post, by key (platforms/aliexpress.md §6) and by name; all others issue what they like."""
_S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")
_THAI_LENGTH = 13


class Level(StrEnum):
    """How a remark weighs: `wrong` is not sent unless a person insists, `doubtful` is said."""

    good = "good"
    doubtful = "doubtful"
    wrong = "wrong"


@dataclass(frozen=True, slots=True)
class Remark:
    level: Level
    text: Text
    source: str
    """The sheet's section, or `house`."""
    never: bool = False
    """The platform takes no such number, whoever insists."""


def remarks(
    number: str, *, platform: Platform, carrier: str = "", shipment: Shipment | None = None, region: str | None = None
) -> list[Remark]:
    """All there is to say of a number. `shipment`: what is on file of the parcel whose number it is to replace."""
    typed = number.strip()
    if not typed:
        return [Remark(Level.wrong, Text("a number is missing", "请填写运单号"), "house", never=True)]
    return [*_form(typed, platform, region), *_s10(plain_number(typed), carrier), *_known(typed, shipment)]


def may_go(found: list[Remark], *, insisted: bool) -> bool:
    """Whether the number can be put in: nothing is wrong with it, or a person read it so on the label."""
    return not any(one.level is Level.wrong and (one.never or not insisted) for one in found)


def check_digit(serial: str) -> int:
    """The ninth digit of an S10 number, from the eight before it."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)


def _s10(number: str, carrier: str) -> Iterator[Remark]:
    country = number[-2:]
    if not _S10.fullmatch(number) or country not in COUNTRIES:
        return
    sheet, due = "platforms/aliexpress.md §6", check_digit(number[2:10])
    if int(number[10]) != due:
        yield Remark(
            Level.wrong,
            Text(
                f"S10 check digit: found {number[10]}, {due} fits; one sign is mistyped",
                f"S10 校验位不符：填的是 {number[10]}，应为 {due}，可能有一位输错",
            ),
            sheet,
        )
        return
    if number[0] in RESERVED:
        text = Text(f"S10 numbers do not begin with {number[0]} yet", f"S10 单号目前没有以 {number[0]} 开头的")
        yield Remark(Level.doubtful, text, sheet)
    yield Remark(
        Level.good,
        Text(f"S10 check digit fits, issued in {country}", f"S10 校验位正确，签发国家/地区 {country}"),
        sheet,
    )
    home = ISSUERS.get(carrier.strip().casefold())
    if home is not None and home != country:
        text = Text(
            f"the number was issued in {country}; {carrier.strip()} issues numbers that end in {home}",
            f"单号签发自 {country}，而 {carrier.strip()} 的单号以 {home} 结尾",
        )
        yield Remark(Level.doubtful, text, "house")


def _form(number: str, platform: Platform, region: str | None) -> Iterator[Remark]:
    if len(number) > LONGEST:
        text = Text(f"{len(number)} signs; {LONGEST} at most", f"共 {len(number)} 位，最多 {LONGEST} 位")
        yield Remark(Level.wrong, text, "house", never=True)
    if platform is Platform.wish and not (number.isascii() and number.isalnum()):
        text = Text("Wish takes letters and digits only", "Wish 的运单号只能含字母和数字")
        yield Remark(Level.wrong, text, "platforms/wish.md §2, Orders", never=True)
    plain = plain_number(number)
    if platform is Platform.shopee and region == "TH" and not (len(plain) == _THAI_LENGTH and plain.endswith("TH")):
        text = Text("Thai numbers have 13 signs and end in TH", "泰国站单号为 13 位并以 TH 结尾")
        yield Remark(Level.wrong, text, "platforms/shopee.md §2, Shipping")
    if re.match(r"LP\d", plain) and not re.fullmatch(r"LP\d{14}", plain):
        text = Text(
            "an LP number mostly has 14 digits; this shape is not confirmed", "LP 单号一般为 14 位数字；该格式未经证实"
        )
        yield Remark(Level.doubtful, text, "platforms/aliexpress.md §6")


def _known(number: str, shipment: Shipment | None) -> Iterator[Remark]:
    if shipment is None:
        return
    if shipment.tracking and plain_number(shipment.tracking) == plain_number(number):
        text = Text("this is the number on file already: nothing would change", "与现有运单号相同，不会有任何变化")
        yield Remark(Level.wrong, text, "house", never=True)
    elif shipment.knows(number):
        text = Text("this parcel is known by this number already", "该单号已登记为此包裹的另一个单号")
        yield Remark(Level.doubtful, text, "platforms/aliexpress.md §6")
