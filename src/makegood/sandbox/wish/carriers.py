"""The carriers that are accepted. Open: the list is long and not in the documents; these are well-known ones."""

from __future__ import annotations

GENERAL = (
    "YunExpress",
    "YanWen",
    "ChinaAirPost",
    "EMS (China)",
    "USPS",
    "FedEx",
    "UPS",
    "DHL",
    "RoyalMail",
    "WishPost",
)
CONFIRMED_DELIVERY = ("USPS", "FedEx", "UPS", "DHL")
"""A subset of the general list (V3:orders)."""


def accepted(order_type: str) -> tuple[str, ...]:
    return CONFIRMED_DELIVERY if order_type == "CONFIRMED_DELIVERY" else GENERAL
