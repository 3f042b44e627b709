"""Shopee's pushes at our door: is it the platform's, whose shop is it about, and which facts does it tell by itself (sheet §1, §2 Push)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from makegood.connectors.exact import needed, refuse_twins
from makegood.connectors.joining import join
from makegood.connectors.parts import At, NotUnderstood, Part, TroublePart
from makegood.connectors.shopee import messages, signing
from makegood.connectors.shopee.keys import push_keys
from makegood.core.instants import parse
from makegood.core.reading import NotACase, loads
from makegood.usecases.ports import Knock, Pulled

PREFIX, MARK = "SHA256 ", "shpk"
"""Some receivers meet the one before the signature, and strip the other from the key (sheet §1, dissent)."""
TELLING = frozenset({"3", "29"})
"""Pushes only say that something changed (sheet §2, Push). Of these two a pull does not tell when it did, and from what."""
KEPT = frozenset({"cancel_requested", "platform_notice"})


def genuine(knock: Knock, *, url: str, app_key: str, secret: str) -> bool:  # noqa: ARG001 (the signature does not cover it)
    """Signed with one of the partner's keys, over the address and the body, or as some consoles have it over the body alone.

    Each form needs a key, so that taking any of them is safe; all are tried, in constant time.
    """
    given = knock.headers.get("authorization", "").removeprefix(PREFIX).strip().encode()
    fits = [
        hmac.compare_digest(sign.encode(), given)
        for key in push_keys(secret)
        if key
        for form in dict.fromkeys((key, key.removeprefix(MARK)))
        for sign in (signing.push(form, url, knock.body), signing.push_body(form, knock.body))
    ]
    return any(fits)


def account(knock: Knock) -> str:
    """The shop it was sent about; a partner's own pushes name none. Raises `NotUnderstood`."""
    return needed(_message(knock) / "shop_id")


def told(knock: Knock, *, at: datetime) -> list[Pulled]:  # noqa: ARG001 (what is told bears its own time)
    """That a buyer asked to cancel, and when; and what changed in a return, from what to what.

    Everything else, and how things stand now, is read in the pull that follows: a push may be late or doubled. Raises `NotUnderstood`.
    """
    message = _message(knock)
    if needed(message / "code") not in TELLING:
        return []
    parts = list(_kept(messages.understand(message.value, "push")))
    return [Pulled(case, _last(case["events"])) for case in join("shopee", parts)]


def _kept(parts: Iterable[Part]) -> Iterator[TroublePart]:
    for part in parts:
        if isinstance(part, TroublePart):
            events = tuple(event for event in part.events if event["type"] in KEPT and event.get("at"))
            if events:
                claim = part.claim if part.kind is not None else {}
                yield replace(part, claim=claim, events=events, shop={})


def _last(events: list[dict[str, str]]) -> datetime:
    return max(parse(event["at"]) for event in events)


def _message(knock: Knock) -> At:
    at = At(None, "push", "$")
    try:
        document = loads(knock.body)
    except (NotACase, ArithmeticError):
        raise at.refuse("a push as JSON") from None
    found = At(document, "push", "$")
    refuse_twins(found)
    if not isinstance(document, dict):
        raise NotUnderstood("push", "$", type(document).__name__, "a push's object")
    return found
