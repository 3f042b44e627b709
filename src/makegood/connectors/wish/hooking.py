"""Wish's webhooks at our door: is it the platform's, whose shop is it about, and which facts does it tell (sheet §1, §2)."""

from __future__ import annotations

import hmac
from base64 import b64encode
from datetime import UTC, datetime

from makegood.connectors.exact import refuse_twins, whole
from makegood.connectors.parts import At, NotUnderstood
from makegood.connectors.wish.pulling import NO_ORDER, changed_at, understood
from makegood.core.reading import NotACase, loads
from makegood.usecases.ports import Knock, Pulled, Unreadable

SIGNATURE, MERCHANT = "wish-hmac-sha256", "wish-merchant-id"
NAME = "webhook"


def genuine(knock: Knock, *, url: str, app_key: str, secret: str) -> bool:  # noqa: ARG001 (the signature covers the body alone)
    """HMAC-SHA256 over the raw body by the app's secret, in base64; the page's sample shows hex, so that is taken too. In constant time."""
    given = knock.headers.get(SIGNATURE, "").strip()
    digest = hmac.new(secret.encode(), knock.body, "sha256").digest()
    base64, hex_ = b64encode(digest).decode(), digest.hex()
    return hmac.compare_digest(base64.encode(), given.encode()) | hmac.compare_digest(
        hex_.encode(), given.lower().encode()
    )


def account(knock: Knock) -> str:
    """The merchant's id, of the header; it is not signed, and only names whose shop is pulled. Raises `NotUnderstood`."""
    found = knock.headers.get(MERCHANT, "").strip()
    if not found:
        raise At(None, NAME, f"headers.{MERCHANT}").refuse("the merchant's id")
    return found


def told(knock: Knock, *, at: datetime) -> list[Pulled]:  # noqa: ARG001 (each item bears its own time)
    """An order, ticket or penalty as v3 has it; a list, of which each item has its own moment. Raises `NotUnderstood`."""
    found: list[Pulled] = []
    for item in _items(knock):
        for one in understood([item]):
            if isinstance(one, Unreadable) and one.method == NO_ORDER:
                continue  # the pull reports it
            if isinstance(one, Unreadable):
                raise NotUnderstood(NAME, item.path, one.why, "an order, ticket or penalty")
            changed = changed_at(item / "data") or _sent(item)
            found.append(Pulled(one.case, changed))
    return found


def _items(knock: Knock) -> list[At]:
    try:
        document = At(loads(knock.body), NAME)
    except NotACase as why:
        fault = why.faults[0]
        raise NotUnderstood(NAME, fault.path, fault.found, fault.expected) from None
    refuse_twins(document)
    return list(document.each())


def _sent(item: At) -> datetime | None:
    seconds = whole(item / "timestamp")
    return datetime.fromtimestamp(seconds, tz=UTC) if seconds is not None and 0 < seconds < 10**11 else None
