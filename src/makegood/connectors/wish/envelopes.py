"""What an answer says: its data out of `{message, code, data}`, or why there is none, as the port's exceptions (sheet §1, §2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from makegood.connectors.exact import refuse_twins
from makegood.connectors.parts import At, NotUnderstood
from makegood.core.instants import NotAnInstant, parse
from makegood.core.reading import NotACase, loads
from makegood.usecases.ports import Refused, SignInNeeded, Unanswered
from makegood.wire.requests import Answer

# Sheet §1, auth errors.
STALE_TOKEN = frozenset({"1007", "1008", "1012"})
SIGN_IN = frozenset({"1006"})
"""No such token, or none of the scope: a token renewed would be of the same scopes."""
RESET = "wish-rate-limit-reset"
LONGEST_WAIT = timedelta(hours=24)
"""House: a reset that is further away was read wrongly, for its form is not published."""
_SECONDS_AT_MOST = 10**8
"""A number below is seconds left, above it Unix seconds."""


class StaleToken(Exception):
    """The platform took the token for expired or revoked; it did nothing."""


class NoDoor(Exception):
    """404 without the platform's envelope: whoever answered is not this interface; it did nothing."""


def opened(answer: Answer, method: str) -> At:
    """The answer's data. Raises what the port knows, `StaleToken` or `NoDoor`."""
    if answer.status == 204:
        return At(None, method)
    at = _envelope(answer, method)
    code, words = _text(at, "code") or "", _text(at, "message") or ""
    if answer.status < 300 and code == "0":
        return At(at.value.get("data"), method, "$.data")
    if answer.status < 300:  # errors come with 400 (sheet §2): this contradicts itself, and only the lists tell
        raise Unanswered(f"{method}: status {answer.status}, and code {code or 'unknown'}: {words}")
    if answer.status == 401 or code in STALE_TOKEN:
        raise StaleToken(f"{method}: {code}: {words}")
    if code in SIGN_IN:
        raise SignInNeeded(code, f"{method}: {words}")
    raise Refused(code or str(answer.status), words or method)


def is_envelope(answer: Answer) -> bool:
    """Whether this interface spoke at all, whatever it said."""
    try:
        _envelope(answer, "oauth.test")
    except (NoDoor, Unanswered):
        return False
    return True


def asked_to_wait(answer: Answer) -> timedelta | None:
    """Of a 429: until the time at which the limit resets, by the platform's own clock. Its form is not published: all that fit are read."""
    told = answer.headers.get(RESET, "").strip()
    if not told:
        return None
    if told.isascii() and told.isdigit() and len(told) < 14 and int(told) < _SECONDS_AT_MOST:
        wait = timedelta(seconds=int(told))
    else:
        now, resets = _date(answer), _moment(told)
        if now is None or resets is None:
            return None
        wait = resets - now
    return min(wait, LONGEST_WAIT) if wait > timedelta() else None


def _moment(told: str) -> datetime | None:
    if told.isascii() and told.isdigit() and len(told) < 14:
        seconds = int(told) / 1000 if len(told) > 11 else int(told)
        return datetime.fromtimestamp(seconds, tz=UTC)
    try:
        return parse(told)
    except NotAnInstant:
        return None


def _date(answer: Answer) -> datetime | None:
    try:
        at = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _envelope(answer: Answer, method: str) -> At:
    """Raises `NoDoor` for a 404 that is none of theirs, `Unanswered` for whatever else is none."""
    try:
        document = loads(answer.body)
    except NotACase:
        document = None
    if not isinstance(document, Mapping) or not {"message", "code"} & set(document):
        if answer.status in (404, 410):
            raise NoDoor(f"{method}: status {answer.status}, and not in the platform's envelope")
        raise Unanswered(f"{method}: the answer is no envelope, or is cut short (status {answer.status})")
    at = At(document, method)
    try:
        refuse_twins(at)
    except NotUnderstood as why:
        raise Unanswered(str(why)) from None
    return at


def _text(at: At, name: str) -> str | None:
    """Quirk (sheet §1): the examples print codes as text, the schema says a number."""
    value = at.value.get(name)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value).strip() or None
