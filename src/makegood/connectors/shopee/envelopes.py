"""What an answer of the Open Platform says: its body, or why there is none, as the port's exceptions (sheet §2, Envelope and retry)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from makegood.connectors.exact import refuse_twins
from makegood.connectors.parts import At, NotUnderstood
from makegood.connectors.shopee.fields import EMPTY
from makegood.core.reading import NotACase, loads
from makegood.usecases.ports import Refused, SignInNeeded, Unanswered, Unavailable
from makegood.wire.requests import Answer

TOO_MANY, DAILY = "error_rate_limit", "error_limit"
UNSAID_WAIT = timedelta(minutes=1)
"""House: no header and no figure tells how long to wait; the one limit anybody tells of is by the minute (sheet §2, Rate limits)."""
DAY_BEGINS = timezone(timedelta(hours=8))
"""The daily quota is renewed at 00:00 UTC+8."""

# Sheet §2, the table of errors; the spelling is the platform's.
BACK_END = frozenset(
    {
        "error_network", "error_inner", "error_server", "error_system_busy", "logistics.error_timeout", "logistics.error_connection",
        "logistics.error_third_party_server", "logistics.error_too_many_invoke_function",
    }
)  # fmt: skip
STALE_TOKEN = frozenset({"invalid_acceess_token", "invalid_access_token"})
SIGN_IN = frozenset(
    {
        "invalid_code", "refresh_token_expired", "error_shop_refresh_token", "shop_access_expired", "shop_no_linked", "partner_shop_no_link",
        "shop_banned",
    }
)  # fmt: skip


class StaleToken(Exception):
    """The platform took the token for expired; it did nothing."""


class WrongClock(Exception):
    """The platform took our time stamp for too old; it did nothing."""


def opened(answer: Answer, method: str, *, now: datetime) -> At:
    """The answer's body (`response`, or the whole where it has none). Decides by `error`, never by status (sheet §2).

    Raises what the port knows, `StaleToken` or `WrongClock`.
    """
    at = _document(answer, method)
    error = at / "error"
    if not isinstance(error.value, str):
        raise Unanswered(f"{method}: the answer does not say whether it was done (status {answer.status})")
    if error.value.strip() not in EMPTY:
        raise failure(at, error.value.strip(), now)
    if answer.status != 200:
        raise Unanswered(f"{method}: status {answer.status} without an error")
    return at / "response" if "response" in at.value else at


def _document(answer: Answer, method: str) -> At:
    try:
        document = loads(answer.body)
    except NotACase:
        raise Unanswered(f"{method}: the answer is not JSON, or is cut short (status {answer.status})") from None
    if not isinstance(document, Mapping):
        raise Unanswered(f"{method}: the answer is no JSON object")
    at = At(document, method)
    try:
        refuse_twins(at)
    except NotUnderstood as why:
        raise Unanswered(str(why)) from None
    return at


def failure(at: At, error: str, now: datetime) -> Exception:
    """What an error makes of the call. One code has several meanings: then its words decide (sheet §2)."""
    told = at.first("message", "msg").value
    words = told.strip() if isinstance(told, str) else ""
    said, lower = f"{at.method}: {error}: {words}", words.lower()
    if error == TOO_MANY:
        return Unavailable(said, wait=UNSAID_WAIT)
    if error == DAILY and "daily" in lower:
        return Unavailable(said, wait=_tomorrow(now) - now)
    if error in STALE_TOKEN or (error == "error_auth" and "access_token" in lower):
        return StaleToken(said)
    if error in SIGN_IN or (error == "error_auth" and "refresh_token" in lower):
        return SignInNeeded(error, words)
    if error == "error_param" and "timestamp" in lower:
        return WrongClock(said)
    if error in BACK_END or (error in ("error_data", "error_auth") and "try" in lower and "later" in lower):
        return Unanswered(said)
    return Refused(error, words or at.method)


def _tomorrow(now: datetime) -> datetime:
    today = now.astimezone(DAY_BEGINS).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today + timedelta(days=1)).astimezone(UTC)
