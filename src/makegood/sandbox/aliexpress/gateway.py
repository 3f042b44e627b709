"""The three doors: /sync and /rest of the current gateway, /router/rest of the old one; every call passes through `answer`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from makegood.sandbox.aliexpress import oauth, signing
from makegood.sandbox.aliexpress.accounts import App
from makegood.sandbox.aliexpress.answers import enveloped, error
from makegood.sandbox.aliexpress.calls import METHODS, Call, Fields, Method, Mishaps
from makegood.sandbox.aliexpress.refusing import (
    APP_KEY,
    BACK_END,
    FORMAT,
    LIMIT,
    MISSING,
    NO_METHOD,
    PERMISSION,
    REMOTE,
    SESSION,
    SIGNATURE,
    TIMESTAMP,
    GatewayError,
    Refused,
)
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.aliexpress.times import from_china
from makegood.sandbox.stage.faults import Faults, Kind, Struck
from makegood.sandbox.stage.serving import Reply

Transport = Literal["sync", "rest", "top"]
BEFORE = (Kind.timeout_before, Kind.error_before, Kind.reset_before)
AFTER = (Kind.timeout_after, Kind.error_after, Kind.reset_after)
ERROR_PAGE = b"<html><head><title>500 Internal Server Error</title></head><body>tengine</body></html>"
SYSTEM = frozenset(
    ["app_key", "sign", "sign_method", "timestamp", "session", "access_token", "format", "v", "simplify", "partner_id"]
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with query and body already merged, as the platform reads it (§1.4). Files are apart: they are not signed."""

    transport: Transport
    parameters: Mapping[str, str]
    path: str = ""
    files: Mapping[str, bytes] | None = None

    @property
    def method(self) -> str:
        return self.path if self.transport == "rest" else self.parameters.get("method", "")


def answer(state: State, faults: Faults, asked: Asked) -> Reply:
    """One call, whole: time passes up to now, faults are drawn, the method runs, the answer is shaped and spoilt."""
    with state.lock:
        state.advance()
        struck = faults.strike(asked.method)
        request_id = f"2140e{state.number('request'):011d}"
        before = struck.first(*BEFORE)
        document: dict[str, Any] | None = None
        if before is None:
            document = responded(state, asked, struck, request_id)
        state.called(noted(state, asked, struck, document))
    return spoilt(before or struck.first(*AFTER), document, struck)


def responded(state: State, asked: Asked, struck: Struck, request_id: str) -> dict[str, Any]:
    try:
        return granted(state, asked, struck, request_id)
    except GatewayError as problem:
        return error(problem, transport=asked.transport, request_id=request_id)


def granted(state: State, asked: Asked, struck: Struck, request_id: str) -> dict[str, Any]:
    parameters, simplify = asked.parameters, asked.parameters.get("simplify", "") == "true"
    app = signed_by(state, asked, struck)
    if limit := struck.first(Kind.limit):
        # Quirk (§7.6, wording open): the ban tells how long it lasts.
        raise GatewayError(LIMIT, f"This ban will last for {max(1, round(limit.seconds))} more seconds")
    if struck.first(Kind.isp):
        raise GatewayError(BACK_END)
    if asked.transport == "rest" and asked.path.startswith("/auth/token/"):
        return {**oauth.answer(state, app, asked.path, Fields(parameters)), "request_id": request_id}
    known = METHODS.get(asked.method)
    if known is None:
        raise GatewayError(NO_METHOD, asked.method)
    if known.permission not in app.permissions:
        # Quirk (§7.20): chat is closed to everyone who was not let in by hand.
        raise GatewayError(PERMISSION)
    if struck.first(Kind.token):
        raise GatewayError(SESSION)
    token = oauth.bearer(state, app, parameters.get("access_token" if asked.transport == "rest" else "session", ""))
    mishaps = Mishaps(lag=struck.seconds(Kind.lag), page=page_fault(struck))
    call = Call(state, app, state.shops[token.seller_id], known.name, Fields(parameters), asked.files or {}, mishaps)
    body = done(
        known, call, lies_before=bool(struck.first(Kind.lie_before)), lies_after=bool(struck.first(Kind.lie_after))
    )
    if asked.transport == "rest":
        return {**enveloped("", body, simplify=True, request_id=request_id), "code": "0"}
    return enveloped(known.name, body, simplify=simplify, request_id=request_id)


def done(method: Method, call: Call, *, lies_before: bool, lies_after: bool) -> dict[str, Any]:
    """The method's body. Quirk (§7.16): a business refusal, or a lie, is a good answer with flags that say no."""
    if method.flags is None:
        try:
            return method.answers(call) or {}
        except Refused as no:
            raise GatewayError(REMOTE, no.words, sub_code=f"isv.{no.code.lower().replace('_', '-')}") from None
    if lies_before:
        return method.flags(False, "SYSTEM_ERROR", "system error, please try again")
    try:
        body = method.answers(call)
    except Refused as no:
        return method.flags(False, no.code, no.words)
    if lies_after:
        return method.flags(False, "SYSTEM_ERROR", "system error, please try again")
    return method.flags(True, "", "") if body is None else body


def signed_by(state: State, asked: Asked, struck: Struck) -> App:
    """The app whose key and signature stand under the call, its timestamp within the window."""
    parameters = asked.parameters
    app = state.apps.get(parameters.get("app_key", ""))
    if app is None:
        raise GatewayError(APP_KEY)
    if parameters.get("format", "json") != "json":
        raise GatewayError(FORMAT)
    expected = signature(asked, app.secret)
    # Quirk (§7.1, §7.2): a wrong signature, and md5 on /sync, get the same answer.
    if expected is None or not signing.same(expected, parameters.get("sign", "")):
        raise GatewayError(SIGNATURE)
    in_time(state, asked, struck.seconds(Kind.skew) or 0.0)
    return app


def signature(asked: Asked, secret: str) -> str | None:
    """What the sign must be, or None where the way of signing is not taken."""
    way = asked.parameters.get("sign_method", "md5" if asked.transport == "top" else "")
    if asked.transport == "top":
        ways = {"md5": signing.top_md5, "hmac": signing.top_hmac}
        return ways[way](asked.parameters, secret) if way in ways else None
    if way.lower() not in ("sha256", "hmacsha256"):
        return None
    return signing.iop_sha256(asked.parameters, secret, path=asked.path if asked.transport == "rest" else "")


def in_time(state: State, asked: Asked, skew: float) -> None:
    """Quirk (§7.3): GMT+8 text within ten minutes on the old gateway; epoch milliseconds on the current one, which takes
    the text form on /sync too (§1.4). The current one's window is open."""
    text = asked.parameters.get("timestamp", "")
    if not text:
        raise GatewayError(MISSING, "timestamp")
    figures = state.figures
    try:
        is_text = not text.isdecimal() and asked.transport != "rest"
        given = from_china(text).timestamp() if is_text else int(text) / 1000
    except ValueError:
        raise GatewayError(TIMESTAMP, text) from None
    window = figures.top_window_seconds if asked.transport == "top" else figures.iop_window_seconds
    now = (state.real_time() if figures.real_timestamps else state.at.timestamp()) + skew
    if abs(now - given) > window or (asked.transport == "top" and text.isdecimal()):
        raise GatewayError(TIMESTAMP, text)


def page_fault(struck: Struck) -> str:
    fault = struck.first(Kind.duplicate_page, Kind.missing_page)
    return fault.kind.value if fault else ""


def spoilt(fault: Any, document: dict[str, Any] | None, struck: Struck) -> Reply:
    """The answer as it leaves, or does not."""
    if fault is not None:
        if fault.kind in (Kind.error_before, Kind.error_after):
            return Reply(ERROR_PAGE, status=500)
        unanswered = fault.kind in (Kind.timeout_before, Kind.timeout_after)
        return Reply(b"", fate="unanswered" if unanswered else "reset", hold=fault.seconds)
    if struck.first(Kind.wrong_currency) and document is not None:
        document = other_currency(document)
    body = json.dumps(document, ensure_ascii=False).encode()
    if struck.first(Kind.malformed):
        return Reply(body.replace(b"{", b"{,", 1))
    if struck.first(Kind.truncated):
        return Reply(body, fate="cut")
    return Reply(body)


def other_currency(value: Any) -> Any:
    """Every currency replaced, every amount left: USD becomes EUR, all others USD."""
    if isinstance(value, dict):
        return {
            name: ("EUR" if part == "USD" else "USD")
            if isinstance(part, str) and part and "currency" in name
            else other_currency(part)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [other_currency(part) for part in value]
    return value


def noted(state: State, asked: Asked, struck: Struck, document: dict[str, Any] | None) -> dict[str, Any]:
    """A call as the record has it."""
    problem = (document or {}).get("error_response") or {}
    code = problem.get("code") or (document or {}).get("code", "0")
    return {
        "at": state.at.isoformat(),
        "transport": asked.transport,
        "method": asked.method,
        "parameters": {name: value for name, value in asked.parameters.items() if name not in SYSTEM},
        "files": {name: len(data) for name, data in (asked.files or {}).items()},
        "faults": struck.kinds,
        "ran": document is not None,
        "code": str(code),
    }
