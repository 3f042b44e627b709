"""What an answer of the gateway says: its body out of either envelope, or why there is none, as the port's exceptions (sheet §1.6, §1.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from makegood.connectors.aliexpress.fields import blank, take, truth
from makegood.connectors.exact import refuse_twins
from makegood.connectors.parts import At, NotUnderstood
from makegood.core.reading import NotACase, loads
from makegood.usecases.ports import Refused, SignInNeeded, Unanswered, Unavailable
from makegood.wire.requests import Answer

SUFFIX = "_response"
ERROR = "error_response"

# Sheet §1.7. TOP tells numbers, IOP words.
ASKS_TO_WAIT = frozenset({"7", "8", "ApiCallLimit"})
STALE_TOKEN = frozenset({"26", "27", "IllegalAccessToken"})
WRONG_CLOCK = frozenset({"30", "31", "IllegalTimestamp"})
"""IOP's word for it is not in the sheet: uncertain."""
BACK_END = frozenset({"10", "15", "ServiceUnavailable", "SYSTEM_ERROR"})
TOLD_BELOW = frozenset({"15", "40", "41"})
"""These carry the real reason in `sub_code`: an `isv.*` there is a no of ours, whatever the number says."""
SIGN_IN = frozenset({"InvalidCode", "IllegalRefreshToken"})
DEFAULT_WAIT = timedelta(seconds=10)
"""House: where a limit's answer gives no number of seconds."""

SUCCESS = ("success", "is_success", "result_success")
TARGETS = ("result", "result_object", "target")
"""Each of them is a truth value in one method and an object in another."""
CODES = ("sub_error_code", "error_code", "result_error_code", "code_of_error", "sub_code", "code")
WORDS = ("error_message", "error_desc", "result_error_desc", "error_msg", "sub_msg", "msg", "message")

_SECONDS = re.compile(r"(\d{1,6})\s*(?:more\s+)?(?:seconds?|secs?|s|秒)", re.IGNORECASE | re.ASCII)


class StaleToken(Exception):
    """The gateway took the token for expired; it did nothing."""


class WrongClock(Exception):
    """The gateway took our time stamp for wrong; it did nothing."""


def opened(answer: Answer, method: str, *, effect: bool) -> At:
    """The answer's body, every success flag checked. Raises what the port knows, `StaleToken` or `WrongClock`.

    `effect`: whether the call does something; then a back-end's trouble leaves open whether it was done, and an answer without any
    success flag says nothing.
    """
    at = _document(answer, method)
    for name, inner in at.value.items():
        if name == ERROR and isinstance(inner, Mapping):
            raise failure(At(inner, method, f"$.{name}"))
        if name.endswith(SUFFIX) and isinstance(inner, Mapping):
            at = At(inner, method, f"$.{name}")
            break
    code = _text(at, "code")
    if code not in (None, "0") and (_text(at, "message") or _text(at, "type")):  # /rest's own envelope
        raise failure(at)
    if answer.status != 200:
        raise Unanswered(f"{method}: status {answer.status} without an error of the gateway")
    flags = list(_flags(at, depth=0))
    for place, holds in flags:
        if not holds:
            raise _denied(place)
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


def _flags(at: At, depth: int) -> Iterator[tuple[At, bool]]:
    """Each success flag with the object it stands in."""
    for name in SUCCESS:
        told = _truth(take(at, name))
        if told is not None:
            yield at, told
    for name in TARGETS:
        inner = take(at, name)
        if isinstance(inner.value, Mapping) and depth < 3:
            yield from _flags(inner, depth + 1)
        elif (told := _truth(inner)) is not None:
            yield at, told


def _truth(at: At) -> bool | None:
    """A flag's; a word that is neither (an object's own `result`) is no flag."""
    if blank(at.value) or not isinstance(at.value, (bool, str)):
        return None
    try:
        return truth(at)
    except NotUnderstood:
        return None


def _denied(at: At) -> Exception:
    """A flag that says no. A no that gives no reason is not believed: flags contradict each other, and the lists tell."""
    if not any(_text(at, name) for name in CODES):
        return Unanswered(f"{at.method}: a flag says no, and gives no code")
    return failure(at)


def failure(at: At) -> Exception:
    """What an error makes of the call."""
    code, sub = _text(at, "code") or "", _text(at, "sub_code") or ""
    words = ", ".join(dict.fromkeys(word for name in WORDS if (word := _text(at, name))))
    shown = next((word for name in CODES if (word := _text(at, name))), "") or "unknown"
    said = f"{at.method}: {shown}: {words}"
    if code in ASKS_TO_WAIT or shown in ASKS_TO_WAIT:
        return Unavailable(said, wait=_wait(words))
    if code in STALE_TOKEN or shown in STALE_TOKEN:
        return StaleToken(said)
    if code in SIGN_IN or shown in SIGN_IN:
        return SignInNeeded(shown, words)
    if code in WRONG_CLOCK:
        return WrongClock(said)
    if code in TOLD_BELOW and sub.startswith("isv."):
        return Refused(sub, words)
    if code in BACK_END or sub.startswith("isp.") or shown.startswith("isp.") or shown in BACK_END:
        return Unanswered(said)
    return Refused(shown, words or at.method)


def _wait(words: str) -> timedelta:
    """The wording of the hint is not published (sheet §1.7: uncertain); the first number of seconds in it counts."""
    found = _SECONDS.search(words)
    return timedelta(seconds=int(found[1])) if found else DEFAULT_WAIT


def _text(at: At, name: str) -> str | None:
    value: Any = take(at, name).value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value).strip() or None
