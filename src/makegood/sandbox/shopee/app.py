"""The sandbox as a Flask application: the platform's doors, and its own pages under /_sandbox/."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from makegood.sandbox.shopee import admin_doors, methods, oauth, page, signing
from makegood.sandbox.shopee.accounts import Partner, Shop
from makegood.sandbox.shopee.figures import Figures
from makegood.sandbox.shopee.gateway import PREFIX, Request, answer, in_time, known
from makegood.sandbox.shopee.push import Pushing
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.state import State
from makegood.sandbox.stage.clock import Clock
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.stage.serving import application, is_loopback, respond
from makegood.sandbox.stage.starting import START

APP = Partner("2000001", "SANDBOX-PARTNER-KEY-DO-NOT-USE", "SANDBOX-PUSH-KEY-DO-NOT-USE")
SHOP = Shop(220000001, "sandbox.sg")


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What an application holds; tests reach in through `app.extensions["sandbox"]`."""

    state: State
    faults: Faults
    push: Pushing
    ended: threading.Event
    """Set to let held connections go."""


def create_app(
    *,
    now: datetime = START,
    rate: float = 0.0,
    seed: int = 1,
    lag: float = 0.0,
    figures: Figures | None = None,
) -> Flask:
    """A sandbox with one shop and one app that is let into everything but chat."""
    state = State(Clock(now, rate=rate), figures=figures, seed=seed, lag=lag)
    state.shops[SHOP.shop_id], state.apps[APP.key] = SHOP, APP
    sandbox = Sandbox(state, Faults(), Pushing(state), threading.Event())
    app = application("makegood.sandbox.shopee")
    app.extensions["sandbox"] = sandbox
    app.extensions["methods"] = methods.__all__
    doors(app, sandbox)
    app.register_blueprint(admin_doors.blueprint(state, sandbox.faults, sandbox.push))
    app.register_blueprint(page.blueprint(state, sandbox.faults))
    return app


def doors(app: Flask, sandbox: Sandbox) -> None:
    state = sandbox.state

    @app.get(f"{PREFIX}shop/auth_partner")
    def signed_link() -> AnyResponse:
        """The older way (§1.1): signed with the public base string."""
        query = request.args.to_dict()
        with state.lock:
            state.advance()
            try:
                partner = known(state, query)
                in_time(state, query, 0.0)
                expected = signing.signature(
                    partner.secret, partner.key, f"{PREFIX}shop/auth_partner", query["timestamp"]
                )
                if not signing.same(expected, query["sign"]):
                    raise Refused("error_sign", "Wrong sign.")
            except Refused as no:
                abort(403, str(no))
        return sent_back(state, partner, query.get("redirect", ""), query)

    @app.get("/auth")
    def link() -> AnyResponse:
        """The newer way (§1.1): unsigned."""
        query = request.args.to_dict()
        partner = state.apps.get(query.get("partner_id", ""))
        if partner is None or query.get("auth_type") != "seller" or query.get("response_type") != "code":
            abort(400, "partner_id must be an app's, auth_type seller and response_type code")
        return sent_back(state, partner, query.get("redirect_uri", ""), query)

    @app.route(f"{PREFIX}<path:path>", methods=["GET", "POST"])
    def call(path: str) -> Response:
        reply, clock = answer(state, sandbox.faults, asked(path))
        response = respond(reply, sandbox.ended)
        response.date = datetime.fromtimestamp(clock, UTC)
        return response


def sent_back(state: State, partner: Partner, target: str, query: dict[str, str]) -> AnyResponse:
    """The seller says yes at once. With `shop_id` that shop; `main_account_id=` stands for all shops (§1.2, §1.7)."""
    if not is_loopback(target):
        abort(400, f"the redirect address is {target!r}; this sandbox sends nobody off this machine")
    with state.lock:
        state.advance()
        shops = tuple(state.shops)
        shop_id = int(query["shop_id"]) if query.get("shop_id", "").isdecimal() else shops[0]
        main = query.get("main_account_id", "")
        chosen = shops if main else (shop_id,)
        for shop in chosen:
            oauth.grant(state, partner, shop)
        told = {"code": oauth.new_code(state, partner, chosen)}
    told |= {"main_account_id": main} if main else {"shop_id": str(shop_id)}
    told |= {"state": query["state"]} if query.get("state") else {}
    return redirect(f"{target}{'&' if '?' in target else '?'}{urlencode(told)}")


def asked(path: str) -> Request:
    files = {}
    for name, part in request.files.items():
        with part.stream:  # large parts lie in temporary files
            files[name] = (part.filename or "", part.read())
    return Request(request.method, path, request.args.to_dict(), body(), files)


def body() -> dict[str, Any] | None:
    if request.form or request.files:
        return request.form.to_dict()
    if not request.data:
        return {}
    try:
        found = json.loads(request.data)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
