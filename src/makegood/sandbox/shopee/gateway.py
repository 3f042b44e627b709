"""The one door `/api/v2/…`: signature, token, limits, the call, the envelope (platforms/shopee.md §1, §2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from makegood.sandbox.shopee import limits, methods, oauth, signing
from makegood.sandbox.shopee.accounts import Partner, Shop
from makegood.sandbox.shopee.calls import APIS, Api, Call, Mishaps
from makegood.sandbox.shopee.refusing import NOT_LINKED, Asked, Refused, param
from makegood.sandbox.shopee.state import State
from makegood.sandbox.stage.faults import Faults, Kind, Struck
from makegood.sandbox.stage.serving import Reply

PREFIX = "/api/v2/"
BEFORE = (Kind.timeout_before, Kind.error_before, Kind.reset_before)
AFTER = (Kind.timeout_after, Kind.error_after, Kind.reset_after)
ERROR_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>SGW</body></html>"
COMMON = frozenset(["partner_id", "timestamp", "sign", "access_token", "shop_id", "merchant_id"])
HIDDEN = frozenset(["code", "refresh_token"])
OFFLINE = "Permission denied. This API is currently offline or the request path is incorrect."
AUTH = frozenset(
    [
        "error_auth",
        "error_sign",
        "invalid_acceess_token",
        "invalid_partner_id",
        "shop_no_linked",
        "error_api_permission",
    ]
)
MODULES = methods.__all__
"""Those whose calls are answered; importing them registers them."""


@dataclass(frozen=True, slots=True)
class Request:
    """As it came: `path` after `/api/v2/`; a body that is no JSON object is None."""

    verb: str
    path: str
    query: Mapping[str, str]
    body: Mapping[str, Any] | None = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


def answer(state: State, faults: Faults, request: Request) -> tuple[Reply, float]:
    """One call, whole: time passes up to now, faults are drawn, the call runs, the answer is shaped and spoilt.

    With the platform's clock in Unix seconds, as it judges timestamps by and tells in its `Date`.
    """
    with state.lock:
        state.advance()
        struck = faults.strike(request.path)
        before = struck.first(*BEFORE)
        document, status = ({}, 200) if before is not None else responded(state, request, struck)
        state.called(noted(state, request, struck, document, ran=before is None))
        clock = seconds(state, struck.seconds(Kind.skew) or 0.0)
    return spoilt(before or struck.first(*AFTER), document, status, struck), clock


def seconds(state: State, skew: float) -> float:
    return (state.real_time() if state.figures.real_timestamps else state.at.timestamp()) + skew


def responded(state: State, request: Request, struck: Struck) -> tuple[dict[str, Any], int]:
    number = state.number("request")
    envelope = {"request_id": f"sandbox{number:025x}"}
    try:
        api, told = granted(state, request, struck)
    except limits.TooMany as no:
        return envelope | {"error": no.error, "message": no.words}, no.status
    except Refused as no:
        status = state.figures.auth_status if no.error in AUTH else 200
        return envelope | {"error": no.error, "message": no.words}, status
    spellings = state.figures.empty_errors
    empty = spellings[number * 7 % 5 % len(spellings)]  # mixed, and the same for the same calls
    envelope |= {"error": empty, "message": empty if empty else "success"}
    return (envelope | told if api.flat else envelope | {"response": told}), 200


def granted(state: State, request: Request, struck: Struck) -> tuple[Api, Any]:
    api = APIS.get(request.path)
    partner = known(state, request.query)
    in_time(state, request.query, struck.seconds(Kind.skew) or 0.0)
    if api is None or api.verb != request.verb:
        raise param(OFFLINE)
    shop_id = signed(api, request, partner)
    if struck.first(Kind.limit):
        raise limits.TooMany(state.figures.limit_status)
    limits.counted(state, partner, shop_id)
    if struck.first(Kind.isp):
        raise Refused("error_inner", "Inner error, please try later. [0].")
    shop = let_in(state, api, request.query, partner, shop_id, struck)
    if request.body is None:
        raise param("The request body is not a valid json format")
    given = request.body if request.verb == "POST" else {n: v for n, v in request.query.items() if n not in COMMON}
    call = Call(state, partner, shop, request.path, Asked(given), request.files, mishaps(struck))
    return api, done(api, call, struck)


def done(api: Api, call: Call, struck: Struck) -> Any:
    """What the call says. A lie says that something went wrong: nothing did, or nothing was done at all."""
    wrong = Refused("error_server", "Something wrong. Please try later.")
    if api.verb == "POST" and struck.first(Kind.lie_before):
        raise wrong
    told = api.answers(call)
    if api.verb == "POST" and struck.first(Kind.lie_after):
        raise wrong
    return told


def known(state: State, query: Mapping[str, str]) -> Partner:
    """Quirk (sandbox list, 2): each thing that is missing has a message of its own."""
    for name, words in (
        ("partner_id", "There is no partner_id in query."),
        ("timestamp", "no timestamp"),
        ("sign", "There is no sign in query."),
    ):
        if not query.get(name):
            raise param(words)
    if not query["partner_id"].isdecimal():
        raise param("Partner_id is invalid, should be an integer between 0 and 4294967295.")
    partner = state.apps.get(query["partner_id"])
    if partner is None:
        raise Refused("invalid_partner_id", "Invalid partner_id, please have a check.")
    return partner


def in_time(state: State, query: Mapping[str, str], skew: float) -> None:
    stamp = query["timestamp"]
    if not stamp.isdecimal() or int(stamp) > 4294967295:
        raise param("Timestamp is invalid, should be an integer between 0 and 4294967295.")
    if abs(seconds(state, skew) - int(stamp)) > state.figures.timestamp_seconds:
        raise param("Timestamp is expired.")


def signed(api: Api, request: Request, partner: Partner) -> int | None:
    """The signature holds; the shop or merchant that it names. The path is signed, host and query are not."""
    query = request.query
    parts = [partner.key, PREFIX + request.path, query["timestamp"]]
    named = None
    if api.kind != "public":
        who = "shop_id" if api.kind == "shop" else "merchant_id"
        if not query.get("access_token"):
            raise param("There is no access_token in query.")
        if not query.get(who):
            raise param(f"There is no {who} in query.")
        if not query[who].isdecimal():
            raise param(f"{who} is invalid, should be an integer between 0 and 4294967295.")
        named = int(query[who])
        parts += [query["access_token"], query[who]]
    if not signing.same(signing.signature(partner.secret, *parts), query["sign"]):
        raise Refused("error_sign", "Wrong sign.")
    return named


def let_in(
    state: State, api: Api, query: Mapping[str, str], partner: Partner, named: int | None, struck: Struck
) -> Shop:
    """The shop that the call is about; of a public call any, for it is about none."""
    if api.kind == "public" or named is None:
        return next(iter(state.shops.values()))
    if struck.first(Kind.token):
        raise oauth.stale(state)
    if api.kind == "merchant":
        shop = next((shop for shop in state.shops.values() if shop.merchant_id == named), None)
    else:
        shop = state.shops.get(named)
    if shop is None:
        raise NOT_LINKED
    oauth.bearer(state, partner, query["access_token"], shop.shop_id)
    return shop


def mishaps(struck: Struck) -> Mishaps:
    fault = struck.first(Kind.duplicate_page, Kind.missing_page)
    return Mishaps(lag=struck.seconds(Kind.lag), page=fault.kind.value if fault else "")


def spoilt(fault: Any, document: dict[str, Any], status: int, struck: Struck) -> Reply:
    """The answer as it leaves, or does not."""
    if fault is not None:
        if fault.kind in (Kind.error_before, Kind.error_after):
            return Reply(ERROR_PAGE, status=502, content_type="text/html")
        unanswered = fault.kind in (Kind.timeout_before, Kind.timeout_after)
        return Reply(b"", fate="unanswered" if unanswered else "reset", hold=fault.seconds)
    if struck.first(Kind.wrong_currency):
        document = other_currency(document)
    body = json.dumps(document, ensure_ascii=False).encode()
    if struck.first(Kind.malformed):
        return Reply(body.replace(b"{", b"{,", 1), status)
    if struck.first(Kind.truncated):
        return Reply(body, status, fate="cut")
    return Reply(body, status)


def other_currency(value: Any) -> Any:
    """Every currency replaced, every amount left."""
    if isinstance(value, dict):
        return {
            name: ("EUR" if part == "USD" else "USD") if name == "currency" and part else other_currency(part)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [other_currency(part) for part in value]
    return value


def noted(state: State, request: Request, struck: Struck, document: dict[str, Any], *, ran: bool) -> dict[str, Any]:
    """A line of the calls' record: enough to count what was sent twice; no tokens, no signatures."""
    given = dict(request.body or {}) | {name: v for name, v in request.query.items() if name not in COMMON}
    return {
        "at": state.at.isoformat(),
        "transport": request.verb,
        "method": request.path,
        "shop": request.query.get("shop_id", ""),
        "parameters": {name: value for name, value in given.items() if name not in HIDDEN},
        "files": {name: len(content) for name, (_, content) in request.files.items()},
        "faults": struck.kinds,
        "ran": ran,
        "code": str(document.get("error", "")).strip(" -") or "0",
    }
