"""Who may call, and for whom: members (sellers and buyers), apps, tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

SELLING = frozenset({"order", "refund", "refund_detail", "logistics", "message", "arbitration", "account"})
BUYING = frozenset({"buyer"})


@dataclass(frozen=True, slots=True)
class Address:
    """A return address on file (§2.3)."""

    address: str
    post: str
    full_name: str
    phone: str
    mobile: str

    @property
    def told(self) -> dict[str, str]:
        """As OpAgreeReturnGoods takes it."""
        return {
            "address": self.address,
            "post": self.post,
            "phone": self.phone,
            "fullName": self.full_name,
            "mobilePhone": self.mobile,
        }


@dataclass(frozen=True, slots=True)
class Shop:
    """A seller: `member_id` is what the platform calls it in calls and messages, `login` what people see."""

    member_id: str
    login: str
    ali_id: int
    address: Address
    services: tuple[str, ...] = ("buyer_protection", "dispatch_48h")


@dataclass(frozen=True, slots=True)
class App:
    """`profile`: `live` (10 hours, half a year), `own` (no end worth speaking of), `once` (a long token without renewal, §1.2)."""

    key: str
    secret: str
    profile: str = "live"
    permissions: frozenset[str] = SELLING | BUYING


@dataclass(frozen=True, slots=True)
class Token:
    access: str
    refresh: str
    app: str
    member_id: str
    access_until: datetime
    refresh_until: datetime | None
    given_at: datetime = field(compare=False)
