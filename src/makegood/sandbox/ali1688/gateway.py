"""The one door of the platform: `/openapi/{protocol}/{version}/{namespace}/{api}/{appKey}`; every call passes through `answer`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from makegood.sandbox.ali1688 import oauth, signing
from makegood.sandbox.ali1688.accounts import App
from makegood.sandbox.ali1688.calls import METHODS, Body, Call, Fields, Method, Mishaps
from makegood.sandbox.ali1688.refusing import (
    APP_KEY,
    DENIED,
    LIMIT,
    MISSING,
    NO_METHOD,
    SIGNATURE,
    TIMESTAMP,
    GatewayError,
    Refused,
    in_trouble,
)  # fmt: skip
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.stage.faults import Faults, Kind, Struck
from makegood.sandbox.stage.serving import Reply

BEFORE = (Kind.timeout_before, Kind.error_before, Kind.reset_before)
AFTER = (Kind.timeout_after, Kind.error_after, Kind.reset_after)
ERROR_PAGE = b"<html><head><title>500 Internal Server Error</title></head><body>ocean</body></html>"
GET_TOKEN = "system.oauth2/getToken"  # noqa: S105 (an API's name)
SYSTEM = frozenset({"access_token", "_aop_signature", "_aop_timestamp", "_aop_datePattern", "client_secret", "refresh_token", "code"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with query and body merged, as the platform reads it (§1.1). Files are apart: they are not signed."""

    protocol: str
    version: str
    namespace: str
    api: str
    app_key: str
    parameters: Mapping[str, str]
    files: Mapping[str, bytes]

    @property
    def method(self) -> str:
        return f"{self.namespace}/{self.api}"

    @property
    def path(self) -> str:
        """What is signed: from the protocol to the app's key, no slash in front (§1.3)."""
        parts = (self.protocol, self.version, self.namespace, self.api, self.app_key)
        return "/".join(part for part in parts if part)


def answer(state: State, faults: Faults, asked: Asked) -> Reply:
    """One call, whole: time passes up to now, faults are drawn, the API runs, the answer is shaped and spoilt."""
    with state.lock:
        state.advance()
        struck = faults.strike(asked.method)
        before = struck.first(*BEFORE)
        document, status = (None, 0) if before else _responded(state, asked, struck)
        state.called(_noted(state, asked, struck, document))
    return _spoilt(before or struck.first(*AFTER), document, status, struck)


def _responded(state: State, asked: Asked, struck: Struck) -> tuple[Body, int]:
    try:
        return _granted(state, asked, struck), 200
    except GatewayError as problem:
        # Quirk (§1.5): the gateway's own errors come with an HTTP status of their own.
        number = f"{state.number('request'):016d}"
        told = {"error_code": problem.trouble.code, "error_message": problem.words, "request_id": number}
        return told, problem.trouble.status


def _granted(state: State, asked: Asked, struck: Struck) -> Body:
    fields = Fields(asked.parameters)
    app = state.apps.get(asked.app_key)
    if app is None:
        raise GatewayError(APP_KEY)
    _within_limit(state, struck)
    if asked.method == GET_TOKEN:
        return oauth.answer(state, app, fields)
    known = METHODS.get(asked.method)
    if known is None or asked.protocol != "param2" or asked.version != "1":
        # Quirk (§1.1): the "-1" of a documentation id is the version, and no part of the name.
        raise GatewayError(NO_METHOD, asked.method)
    _signed(state, asked, app, struck)
    if known.permission not in app.permissions:
        # Quirk (§2.3, §7.4): some calls, the refund's detail above all, are granted one by one.
        raise GatewayError(DENIED)
    member = _member(state, app, fields, known, struck)
    mishaps = Mishaps(lag=struck.seconds(Kind.lag), page=_page_fault(struck))
    return _done(known, Call(state, app, member, known.name, fields, asked.files, mishaps), struck)


def _within_limit(state: State, struck: Struck) -> None:
    """Quirk (§1.5, §7.4): calls in a burst are answered with HTTP 400; how many is not published."""
    now, most = state.at.timestamp(), state.figures.burst_calls
    state.instants = [one for one in state.instants if now - one < 1][-1000:] + [now]
    if struck.first(Kind.limit) or (most and len(state.instants) > most):
        raise GatewayError(LIMIT)


def _signed(state: State, asked: Asked, app: App, struck: Struck) -> None:
    if signing.NOT_SIGNED not in asked.parameters:
        raise GatewayError(MISSING, signing.NOT_SIGNED)
    if not signing.is_signed(asked.path, asked.parameters, app.secret):
        raise GatewayError(SIGNATURE)
    told = asked.parameters.get("_aop_timestamp")
    if told is None:  # §1.3: optional for most calls
        return
    now = state.real_time() if state.figures.real_timestamps else state.at.timestamp()
    now += struck.seconds(Kind.skew) or 0.0
    if not told.isdecimal() or abs(now - int(told) / 1000) > state.figures.timestamp_window_seconds:
        raise GatewayError(TIMESTAMP, told)


def _member(state: State, app: App, fields: Fields, known: Method, struck: Struck) -> str:
    if not known.needs_token:
        return ""
    if struck.first(Kind.token):
        return oauth.bearer(state, app, "").member_id
    return oauth.bearer(state, app, fields.text("access_token", "")).member_id


def _done(known: Method, call: Call, struck: Struck) -> Body:
    """The API's body. A lie is a back end in trouble that did its work, or did not."""
    trouble = in_trouble()
    if struck.first(Kind.lie_before, Kind.isp):
        return known.says(False, trouble.code, trouble.words)
    try:
        body = known.answers(call)
    except Refused as no:
        return known.says(False, no.code, no.words)
    if struck.first(Kind.lie_after):
        return known.says(False, trouble.code, trouble.words)
    return known.says(True, "", "") if body is None else body


def _page_fault(struck: Struck) -> str:
    fault = struck.first(Kind.duplicate_page, Kind.missing_page)
    return fault.kind.value if fault else ""


def _spoilt(fault: Any, document: Body | None, status: int, struck: Struck) -> Reply:
    """The answer as it leaves, or does not."""
    if fault is not None:
        if fault.kind in (Kind.error_before, Kind.error_after):
            return Reply(ERROR_PAGE, status=500)
        unanswered = fault.kind in (Kind.timeout_before, Kind.timeout_after)
        return Reply(b"", fate="unanswered" if unanswered else "reset", hold=fault.seconds)
    if struck.first(Kind.wrong_currency) and document is not None:
        document = _other_unit(document)
    body = json.dumps(document, ensure_ascii=False).encode()
    if struck.first(Kind.malformed):
        return Reply(body.replace(b"{", b"{,", 1), status)
    if struck.first(Kind.truncated):
        return Reply(body, status, fate="cut")
    return Reply(body, status)


_FEN = frozenset(
    {"applyPayment", "applyCarriage", "canRefundPayment", "refundPayment", "refundCarriage", "applyExpect"}
)


def _other_unit(value: Any) -> Any:
    """The platform names no currency, only units: for this fault a refund's sums are yuan where fen are due (§7.7)."""
    if isinstance(value, dict):
        return {
            name: part / 100 if name in _FEN and isinstance(part, int) else _other_unit(part)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_other_unit(part) for part in value]
    return value


def _noted(state: State, asked: Asked, struck: Struck, document: Body | None) -> dict[str, Any]:
    told = document or {}
    inner = told.get("result")
    code = told.get("error_code") or told.get("errorCode") or (inner.get("code") if isinstance(inner, dict) else None)
    return {
        "at": state.at.isoformat(),
        "transport": asked.protocol,
        "method": asked.method,
        "parameters": {name: value for name, value in asked.parameters.items() if name not in SYSTEM},
        "files": {name: len(data) for name, data in asked.files.items()},
        "faults": struck.kinds,
        "ran": document is not None,
        "code": str(code or 0),
    }
