"""Who may call, and for whom: shops with their addresses, apps, tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A seller's address; `kinds` says what it may be used for."""

    id: int
    kinds: tuple[str, ...]
    name: str
    country: str
    street: str


@dataclass(frozen=True, slots=True)
class Shop:
    seller_id: int
    login: str
    addresses: tuple[Address, ...]
    health: int = 0
    """Shop health (§2.4): 0 healthy, 100 fair, 200 severe, 300 frozen, 400 closed."""


@dataclass(frozen=True, slots=True)
class App:
    """`profile` gives the tokens' lives (§1.2): test 1 d / 2 d, live 30 d / 60 d, own 365 d / 730 d, once (no refresh)."""

    key: str
    secret: str
    profile: str = "live"
    permissions: frozenset[str] = frozenset({"order", "issue", "shipping", "shop"})


@dataclass(frozen=True, slots=True)
class Token:
    access: str
    refresh: str
    app: str
    seller_id: int
    access_until: datetime
    refresh_until: datetime | None
    given_at: datetime
