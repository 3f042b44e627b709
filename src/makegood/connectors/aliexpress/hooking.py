"""AliExpress's order notices (sheet §2.5): they name an order and a status of one platform word; what became of it is pulled."""

from __future__ import annotations

import hmac
from datetime import datetime

from makegood.connectors.exact import needed
from makegood.connectors.parts import At, NotUnderstood
from makegood.core.reading import NotACase, loads
from makegood.usecases.ports import Knock, Pulled


def genuine(knock: Knock, *, url: str, app_key: str, secret: str) -> bool:  # noqa: ARG001 - it signs no address
    """HMAC-SHA256 over app key and body. Open in the sheet (§2.5): were it another, notices are refused, and polling goes on."""
    expected = hmac.new(secret.encode(), app_key.encode() + knock.body, "sha256").hexdigest()
    return hmac.compare_digest(expected.encode(), knock.headers.get("authorization", "").lower().encode())


def account(knock: Knock) -> str:
    """`seller_id`. Raises `NotUnderstood`."""
    try:
        return needed(At(loads(knock.body), "push") / "seller_id")
    except NotACase as reason:
        fault = reason.faults[0]
        raise NotUnderstood("push", fault.path, fault.found, fault.expected) from None


def told(knock: Knock, *, at: datetime) -> list[Pulled]:  # noqa: ARG001
    """Nothing by itself: the notice says that something changed, and the lists say what."""
    return []
