"""1688's pushed messages at our door: is it the platform's, whose shop is it about, and which facts does it tell by itself (sheet §2.5)."""

from __future__ import annotations

import hmac
import html
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from makegood.connectors.ali1688 import messages, signing
from makegood.connectors.exact import epoch, needed, refuse_twins
from makegood.connectors.joining import join
from makegood.connectors.parts import At, OrderPart
from makegood.core.instants import parse
from makegood.core.reading import NotACase, loads
from makegood.usecases.ports import Knock, Pulled

WAYBILL = "LOGISTICS_MAIL_NO_CHANGE"
BORN_AFTER = timedelta(minutes=1)
"""House: a message is born after the change it tells of, nobody says how long. What is pulled of that change must not pass for older."""


def genuine(knock: Knock, *, url: str, app_key: str, secret: str) -> bool:  # noqa: ARG001 (the signature covers neither)
    """The text's signature is of our app's secret; in constant time. Some receivers get the text escaped for HTML (sheet §2.5)."""
    form = _form(knock)
    text, given = form.get("message"), form.get("_aop_signature", "")
    if text is None:
        return False
    forms = (text, html.unescape(text))
    return any(hmac.compare_digest(signing.message(secret, one).encode(), given.encode()) for one in forms)


def account(knock: Knock) -> str:
    """The member id it was sent about. Raises `NotUnderstood`."""
    return needed(_message(knock) / "userInfo")


def told(knock: Knock, *, at: datetime) -> list[Pulled]:
    """A parcel's numbers: no list tells the one before. Everything else is read in the pull that follows.

    A refund's message does not say which of the order's refunds it is about, and any message may be late: what it says of a status
    would be laid over what is newer. Raises `NotUnderstood`.
    """
    message = _message(knock)
    if needed(message / "type") != WAYBILL:
        return []
    parts = [part for part in messages.understand(message.value, WAYBILL) if isinstance(part, OrderPart)]
    orders = [OrderPart(part.id, _numbers(part.order), method=WAYBILL) for part in parts]
    born = epoch(message / "gmtBorn", milliseconds=True)
    as_of = (parse(born) if born is not None else at) - BORN_AFTER
    return [Pulled(case, as_of) for case in join("ali1688", orders)]


def _numbers(order: dict[str, Any]) -> dict[str, Any]:
    """All as numbers the parcel is known by: which of them is the present one, a late message does not know."""
    shipment = order.get("shipment", {})
    known = [shipment.get("tracking"), *shipment.get("numbers", [])]
    return {"id": order["id"], "shipment": {"numbers": [number for number in known if number]}}


def _form(knock: Knock) -> dict[str, str]:
    try:
        found = parse_qs(knock.body.decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items()}


def _message(knock: Knock) -> At:
    text = _form(knock).get("message")
    at = At(text, "push", "$.message")
    if text is None:
        raise at.refuse("a form with message and _aop_signature")
    for one in (text, html.unescape(text)):
        try:
            document = At(loads(one), "push", "$.message")
        except NotACase:
            continue
        refuse_twins(document)
        if isinstance(document.value, dict):
            return document
    raise at.refuse("a JSON object")
