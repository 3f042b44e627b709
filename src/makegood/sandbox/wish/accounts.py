"""Who may call, and for whom: merchants, apps, tokens and their scopes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# §1: the 37 scopes of the files read. Those of returns, infractions and qoo10 open no door.
_BOTH = (
    "orders tickets products payments penalties infractions returns merchant webhook notifications compliance fbw epc product_boost videos "
    "wps_parcel"
).split()
_READ_ONLY = "fbs ratings listing_quality announcements qoo10".split()
SCOPES = frozenset({f"{name}:{way}" for name in _BOTH for way in ("read", "write")} | {f"{n}:read" for n in _READ_ONLY})


@dataclass(frozen=True, slots=True)
class Merchant:
    id: str
    name: str
    is_disabled: bool = False


@dataclass(frozen=True, slots=True)
class App:
    """A private app is one merchant's own; only private apps manage webhooks by the API (§2)."""

    key: str
    secret: str
    redirect_uri: str
    is_private: bool = True
    scopes: frozenset[str] = SCOPES


@dataclass(frozen=True, slots=True)
class Token:
    access: str
    refresh: str
    app: str
    merchant_id: str
    scopes: frozenset[str]
    access_until: datetime
    refresh_until: datetime
    is_revoked: bool = False
    is_renewable: bool = True
