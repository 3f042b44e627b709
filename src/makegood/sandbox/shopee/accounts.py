"""Who may call, and for whom: partners with their keys, shops, tokens (platforms/shopee.md §1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Partner:
    """An app. `push_key` signs its pushes where the console issued one; else the API key does (§1, webhook)."""

    key: str
    secret: str
    push_key: str = ""
    chat: bool = False
    """§2 Chat: calls are whitelisted."""


@dataclass(frozen=True, slots=True)
class Shop:
    shop_id: int
    name: str
    region: str = "SG"
    merchant_id: int = 990001
    cross_border: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """`refresh` is taken once; `given_at` is when the pair was made."""

    access: str
    refresh: str
    partner: str
    shop_id: int
    access_until: datetime
    refresh_until: datetime
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """A seller's yes to a partner (§1.8)."""

    partner: str
    shop_id: int
    since: datetime
    until: datetime
