"""The sandbox as a Flask application: the platform's doors, and its own pages under /_sandbox/."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import Flask, Request, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from makegood.sandbox.ali1688 import methods, oauth, page
from makegood.sandbox.ali1688.accounts import Address, App, Shop
from makegood.sandbox.ali1688.admin import doors as own_doors
from makegood.sandbox.ali1688.figures import Figures
from makegood.sandbox.ali1688.gateway import Asked, answer
from makegood.sandbox.ali1688.push import messenger
from makegood.sandbox.ali1688.state import State
from makegood.sandbox.stage.clock import Clock
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.stage.sending import Push
from makegood.sandbox.stage.serving import application, is_loopback, respond
from makegood.sandbox.stage.starting import START

APP = App("10000001", "SANDBOX-SECRET-DO-NOT-USE")
SHOP = Shop(
    "b2b-1000000001",
    "沙箱一店",
    1000000001,
    Address("浙江省 杭州市 滨江区 网商路1号 退货组", "310051", "退货组", "86-571-00000001", "13000000001"),
)


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What an application holds; tests reach in through `app.extensions["sandbox"]`."""

    state: State
    faults: Faults
    push: Push
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
    """A sandbox with one shop and one app that is let into everything."""
    state = State(Clock(now, rate=rate), figures=figures, seed=seed, lag=lag)
    state.shops[SHOP.member_id], state.apps[APP.key] = SHOP, APP
    sandbox = Sandbox(state, Faults(), messenger(state), threading.Event())
    app = application("makegood.sandbox.ali1688")
    app.extensions["sandbox"] = sandbox
    app.extensions["methods"] = methods.__all__
    _doors(app, sandbox)
    app.register_blueprint(own_doors(sandbox.state, sandbox.faults, sandbox.push))
    app.register_blueprint(page.blueprint(sandbox.state, sandbox.faults))
    return app


def _doors(app: Flask, sandbox: Sandbox) -> None:
    @app.route("/openapi/<protocol>/<version>/<namespace>/<api>/<app_key>", methods=["GET", "POST"])
    def gateway(protocol: str, version: str, namespace: str, api: str, app_key: str) -> Response:
        asked = _asked(request, protocol, version, namespace, api, app_key)
        return respond(answer(sandbox.state, sandbox.faults, asked), sandbox.ended)

    @app.get("/oauth/authorize")
    def authorize() -> AnyResponse:
        """The shop says yes at once. Quirk (§1.2): a page of words where the callback is missing or none of the app's."""
        state, target = sandbox.state, request.args.get("redirect_uri", "")
        client = state.apps.get(request.args.get("client_id", ""))
        if not target or client is None or request.args.get("site") != "1688":
            return Response("missing parameter", 200)
        if not is_loopback(target):  # the only domain that is registered here
            return Response("illegal request", 200)
        with state.lock:
            state.advance()
            member = request.args.get("member_id", next(iter(state.shops)))
            code = oauth.new_code(state, client, member)
        query = {"code": code} | ({"state": request.args["state"]} if request.args.get("state") else {})
        return redirect(f"{target}{'&' if '?' in target else '?'}{urlencode(query)}")


def _asked(request: Request, protocol: str, version: str, namespace: str, api: str, app_key: str) -> Asked:
    files = {}
    for name, part in request.files.items():
        with part.stream:  # large parts lie in temporary files
            files[name] = part.read()
    parameters = {**request.args.to_dict(), **request.form.to_dict()}
    return Asked(protocol, version, namespace, api, app_key, parameters, files)
