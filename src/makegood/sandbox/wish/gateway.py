"""Every call of the API passes here: whether the platform is there at all, faults, the token, its scope, the rate, the operation, the envelope."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from makegood.sandbox.stage.faults import Fault, Faults, Kind, Struck
from makegood.sandbox.stage.serving import Reply
from makegood.sandbox.wish import oauth
from makegood.sandbox.wish.accounts import Token
from makegood.sandbox.wish.calls import Asked, Call, Mishaps, Operation, found
from makegood.sandbox.wish.partial import chosen, pick
from makegood.sandbox.wish.refusing import REVOKED, UNAUTHORISED, Fields, Refused
from makegood.sandbox.wish.state import State
from makegood.sandbox.wish.times import shown

BEFORE = (Kind.timeout_before, Kind.error_before, Kind.reset_before)
AFTER = (Kind.timeout_after, Kind.error_after, Kind.reset_after)
HTML = "text/html; charset=utf-8"
GONE_PAGE = {
    "404": b"<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>",
    "503": b"<html><head><title>503 Service Unavailable</title></head><body>Service Unavailable</body></html>",
}
ERROR_PAGE = b"<html><head><title>500 Internal Server Error</title></head><body>500</body></html>"
LIE = 9999
"""Open: of an answer whose status says 200 and whose code says no, no example was published."""
AS_TEXT = ("oauth.access_token", "oauth.refresh_token", "orders.bulk_job")
"""Quirk (bullet 3): the documents' examples of these print an error's code as text, where the schema says a number."""
EXCHANGES = {"/oauth/access_token": oauth.exchange, "/oauth/refresh_token": oauth.renew}


@dataclass(slots=True)
class Answer:
    """What the operation came to, before faults spoil it. `headers` go out whatever the body is."""

    reply: Reply
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    message: str
    code: Any
    data: Any

    def body(self) -> dict[str, Any]:
        return {"message": self.message, "code": self.code, "data": self.data}


def answer(state: State, faults: Faults, asked: Asked) -> Answer:
    """One call, whole: time passes up to now, faults are drawn, the operation runs, the answer is shaped and spoilt."""
    with state.lock:
        state.advance()
        if state.gone:
            return gone(state)
        state.base = asked.base
        operation = found(asked.verb, asked.path)
        name = operation[0].name if operation else asked.path.strip("/").replace("/", ".")
        struck = faults.strike(name)
        headers = {"Wish-Request-Id": f"{state.number('request'):024x}", "Date": http_date(state, struck)}
        before = struck.first(*BEFORE)
        said = None
        if before is None:
            said = responded(state, asked, operation, name, struck, headers)
        state.called(noted(state, asked, name, struck, said))
    return Answer(spoilt(before or struck.first(*AFTER), said, struck), headers)


def gone(state: State) -> Answer:
    """Quirk (bullet 18): every door as v2's (404) and the sandbox site's (503) were found, or none answers at all."""
    if state.gone == "silent":
        return Answer(Reply(b"", fate="reset"))
    return Answer(Reply(GONE_PAGE[state.gone], status=int(state.gone), content_type=HTML))


def responded(
    state: State, asked: Asked, operation: tuple[Operation, Mapping[str, str]] | None, name: str, struck: Struck,
    headers: dict[str, str],
) -> Said:  # fmt: skip
    try:
        return granted(state, asked, operation, struck, headers)
    except Refused as no:
        code = str(no.code) if name in AS_TEXT else no.code
        return Said(no.status, no.words, code, {})


def granted(
    state: State, asked: Asked, operation: tuple[Operation, Mapping[str, str]] | None, struck: Struck,
    headers: dict[str, str],
) -> Said:  # fmt: skip
    if struck.first(Kind.isp):
        return Said(500, "Internal error, please try again later", LIE, {})
    if asked.path in EXCHANGES:
        return Said(200, "", 0, oauth.document(exchanged(state, asked)))
    ahead = timedelta(seconds=struck.seconds(Kind.skew) or 0.0)
    token = oauth.bearer(state, asked.authorization, ahead=ahead)
    within_rate(state, token, struck, headers)
    if struck.first(Kind.token):
        raise Refused(REVOKED, "This access token has been revoked")
    if operation is None:
        raise Refused(UNAUTHORISED, f"No such API: {asked.verb} {asked.path}", status=404)
    known, parts = operation
    if known.scope and known.scope not in token.scopes:
        # Quirk (bullet 5): each call needs its scope.
        raise Refused(UNAUTHORISED, "Unauthorized access on this API")
    if struck.first(Kind.lie_before):
        return Said(200, "Something went wrong", LIE, {})
    mishaps = Mishaps(lag=struck.seconds(Kind.lag), page=page_fault(struck))
    data = known.answers(Call(state, state.apps[token.app], token, asked, parts, mishaps))
    if struck.first(Kind.lie_after):
        return Said(200, "Something went wrong", LIE, {})
    fields = (
        asked.parameters().text("fields", "") if asked.verb == "GET" and not asked.path.startswith("/oauth") else ""
    )
    return Said(known.status, "", 0, pick(data, chosen(fields)) if fields else data)


def exchanged(state: State, asked: Asked) -> Token:
    """A code for tokens by GET or by POST of JSON; a renewal by GET only (§1)."""
    fields = asked.json() if asked.verb == "POST" else asked.parameters()
    if asked.verb == "POST" and asked.path == "/oauth/refresh_token":
        raise Refused(UNAUTHORISED, f"No such API: POST {asked.path}", status=404)
    return EXCHANGES[asked.path](state, Fields({}) if fields is None else fields)


def within_rate(state: State, token: Token, struck: Struck, headers: dict[str, str]) -> None:
    """Quirk (bullet 4): counted per merchant and app; 429 tells when it resets, and there is no Retry-After."""
    key, figures = (token.merchant_id, token.app), state.figures
    window = timedelta(seconds=figures.rate_limit_seconds)
    began, spent = state.spent.get(key, (state.at, 0))
    if state.at >= began + window:
        began, spent = state.at, 0
    state.spent[key] = (began, spent + 1)
    headers["Wish-Rate-Limit-Remaining"] = str(max(0, figures.rate_limit_calls - spent - 1))
    limit = struck.first(Kind.limit)
    if limit is None and spent < figures.rate_limit_calls:
        return
    resets = began + window if limit is None else state.at + timedelta(seconds=max(1.0, limit.seconds))
    ahead = timedelta(seconds=struck.seconds(Kind.skew) or 0.0)
    headers["Wish-Rate-Limit-Remaining"] = "0"
    headers["Wish-Rate-Limit-Reset"] = reset_form(state, resets, ahead)
    raise Refused(429, "Too Many Requests", status=429)


def reset_form(state: State, resets: datetime, ahead: timedelta) -> str:
    """Open: the documents say "the time the rate-limiter will reset" and give no example."""
    match state.figures.rate_reset_form:
        case "epoch":
            return str(int((resets + ahead).timestamp()))
        case "seconds":
            return str(int((resets - state.at).total_seconds()))
        case _:
            return shown(resets + ahead) or ""


def http_date(state: State, struck: Struck) -> str:
    """The platform's clock as its answers tell it."""
    at = state.at + timedelta(seconds=struck.seconds(Kind.skew) or 0.0)
    return at.strftime("%a, %d %b %Y %H:%M:%S GMT")


def page_fault(struck: Struck) -> str:
    fault = struck.first(Kind.duplicate_page, Kind.missing_page)
    return fault.kind.value if fault else ""


def spoilt(fault: Fault | None, said: Said | None, struck: Struck) -> Reply:
    """The answer as it leaves, or does not."""
    if fault is not None:
        if fault.kind in (Kind.error_before, Kind.error_after):
            return Reply(ERROR_PAGE, status=500, content_type=HTML)
        unanswered = fault.kind in (Kind.timeout_before, Kind.timeout_after)
        return Reply(b"", fate="unanswered" if unanswered else "reset", hold=fault.seconds)
    assert said is not None
    if said.status == 204:
        return Reply(b"", status=204)
    document = other_currency(said.body()) if struck.first(Kind.wrong_currency) else said.body()
    body = json.dumps(document, ensure_ascii=False).encode()
    if struck.first(Kind.malformed):
        return Reply(body.replace(b"{", b"{,", 1), said.status)
    if struck.first(Kind.truncated):
        return Reply(body, said.status, fate="cut")
    return Reply(body, said.status)


def other_currency(value: Any) -> Any:
    """Every currency replaced, every amount left: USD becomes EUR, all others USD."""
    if isinstance(value, dict):
        return {
            name: ("EUR" if part == "USD" else "USD") if name == "currency_code" and part else other_currency(part)
            for name, part in value.items()
        }
    return [other_currency(part) for part in value] if isinstance(value, list) else value


def noted(state: State, asked: Asked, name: str, struck: Struck, said: Said | None) -> dict[str, Any]:
    """A line of the calls' record: enough to count what was sent twice; no tokens, no secrets."""
    secret = asked.path.startswith("/oauth")
    return {
        "at": state.at.isoformat(),
        "method": name,
        "verb": asked.verb,
        "path": asked.path,
        "query": {} if secret else {each: list(values) for each, values in asked.query.items()},
        "body": "" if secret else asked.body.decode(errors="replace"),
        "faults": struck.kinds,
        "ran": said is not None,
        "code": "" if said is None else str(said.code),
    }
