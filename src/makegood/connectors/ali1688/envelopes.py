"""What an answer says: its body, or why there is none, as the port's exceptions. Errors come in three shapes (sheet §1.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from makegood.connectors.exact import filled, refuse_twins
from makegood.connectors.parts import At, NotUnderstood
from makegood.core.reading import NotACase, loads
from makegood.usecases.ports import Refused, Unanswered, Unavailable
from makegood.wire.requests import Answer

LIMIT = "gw.QosAppFrequencyLimit"
WAIT = timedelta(seconds=10)
"""The platform names no time; others begin with ten seconds (sheet §1.5)."""
STALE = "401"
DENIED = "gw.APIACLDecline"
BACK_END = "500"
"""Its real error is a JSON text within (sheet §1.5)."""
REFUSED_WITHIN = ("REFUND_DATA_ERROR", "ORDER_NOT_EXIST", "INVALID_PARAM")
NOT_OURS = "003"
CODES = ("errorCode", "code")
WORDS = ("errorMessage", "errorMsg", "errorInfo", "message", "extErrorMessage")


class StaleToken(Exception):
    """The gateway took the token for expired; it did nothing."""


def opened(answer: Answer, method: str, *, effect: bool) -> At:
    """The answer's body. Raises what the port knows, or `StaleToken`.

    `effect`: whether the call does something; then an answer without a flag says nothing of whether it was done.
    """
    at = _document(answer, method)
    code = _text(at / "error_code")
    if code is not None:
        raise _gateway(method, code, _text(at / "error_message") or "")
    if answer.status != 200:
        raise Unanswered(f"{method}: status {answer.status} without an error of the gateway")
    flags = list(_flags(at))
    for place, holds in flags:
        if not holds:
            raise _business(place)
    if not flags and _code(at) is not None:
        raise _business(at)
    if effect and not flags:
        raise Unanswered(f"{method}: the answer does not say whether it was done")
    return at


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


def _gateway(method: str, code: str, words: str) -> Exception:
    """The gateway's own errors: none of them did anything, save a number of 500 and above, of which nobody knows."""
    said = f"{method}: {code}: {words}"
    if code == LIMIT:
        return Unavailable(said, wait=WAIT)
    if code == STALE:
        return StaleToken(said)
    if code.isdecimal() and int(code) >= 500:
        return Unanswered(said)
    return Refused(code, words or method)


def _flags(at: At) -> Iterator[tuple[At, bool]]:
    """`success` of the answer, and of `result` where that is one."""
    for place in (at, at / "result"):
        if not isinstance(place.value, Mapping):
            continue
        told = place.value.get("success", place.value.get("isSuccess"))
        if isinstance(told, bool):
            yield place, told
        elif isinstance(told, str) and told.strip().lower() in ("true", "false"):
            yield place, told.strip().lower() == "true"


def _business(at: At) -> Exception:
    code = _code(at)
    words = ", ".join(dict.fromkeys(word for name in WORDS if (word := _text(at / name))))
    if code is None:
        return Unanswered(f"{at.method}: a flag says no, and gives no code")
    if code == BACK_END:
        return _within(at.method, _text(filled(at, *WORDS)) or "")
    return Refused(code, words or at.method)


def _within(method: str, told: str) -> Exception:
    """The back end's error: a no only where it names one of the causes that are ours; all else leaves open what was done."""
    try:
        inner: Any = loads(told)
    except NotACase:
        inner = None
    if not isinstance(inner, Mapping):
        return Unanswered(f"{method}: {BACK_END}: {told[:200]}")
    code, cause = str(inner.get("errorCode", "")), str(inner.get("cause", ""))
    words = f"{inner.get('errorMessage', '')} {cause}".strip()[:300]
    if code == NOT_OURS or any(word in cause for word in REFUSED_WITHIN):
        return Refused(code, words)
    return Unanswered(f"{method}: {code}: {words}")


def _code(at: At) -> str | None:
    return next((code for name in CODES if (code := _text(at / name))), None)


def _text(at: At) -> str | None:
    if isinstance(at.value, bool) or not isinstance(at.value, (str, int)):
        return None
    return str(at.value).strip() or None
