"""The sandbox as a Flask application: the platform's doors, and its own pages under /_sandbox/."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Request, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from makegood.sandbox.aliexpress import admin_doors, methods, oauth, page
from makegood.sandbox.aliexpress.accounts import Address, App, Shop
from makegood.sandbox.aliexpress.figures import Figures
from makegood.sandbox.aliexpress.gateway import Asked, Transport, answer
from makegood.sandbox.aliexpress.push import pushing
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.stage.clock import Clock
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.stage.sending import Push
from makegood.sandbox.stage.serving import application, is_loopback, respond
from makegood.sandbox.stage.starting import START

APP = App("500001", "SANDBOX-SECRET-DO-NOT-USE")
SHOP = Shop(
    2300000001,
    "cn1500000001",
    (
        Address(9001, ("refund",), "Returns desk", "CN", "Sandbox Road 1, Hangzhou"),
        Address(9002, ("sender", "pickup"), "Warehouse", "CN", "Sandbox Road 2, Hangzhou"),
    ),
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
    """A sandbox with one shop and one app that is let into everything but chat."""
    state = State(Clock(now, rate=rate), figures=figures, seed=seed, lag=lag)
    state.shops[SHOP.seller_id], state.apps[APP.key] = SHOP, APP
    sandbox = Sandbox(state, Faults(), pushing(state), threading.Event())
    app = application("makegood.sandbox.aliexpress")
    app.extensions["sandbox"] = sandbox
    app.extensions["methods"] = methods.__all__
    doors(app, sandbox)
    app.register_blueprint(admin_doors.blueprint(sandbox.state, sandbox.faults, sandbox.push))
    app.register_blueprint(page.blueprint(sandbox.state, sandbox.faults))
    return app


def doors(app: Flask, sandbox: Sandbox) -> None:
    @app.route("/sync", methods=["GET", "POST"])
    def sync() -> Response:
        return replied(sandbox, asked(request, "sync"))

    @app.route("/router/rest", methods=["GET", "POST"])
    def top() -> Response:
        return replied(sandbox, asked(request, "top"))

    @app.route("/rest/<path:path>", methods=["GET", "POST"])
    def rest(path: str) -> Response:
        # Open (§1.1): that `/rest/2.0{path}` signs the same path without its version.
        return replied(sandbox, asked(request, "rest", "/" + path.removeprefix("2.0/")))

    @app.get("/oauth/authorize")
    def authorize() -> AnyResponse:
        """The shop says yes at once. Quirk (§1.2): only the code comes back, on the callback, good for minutes."""
        state, target = sandbox.state, request.args.get("redirect_uri", "")
        if not is_loopback(target):
            abort(400, f"redirect_uri is {target!r}; this sandbox sends nobody off this machine")
        with state.lock:
            state.advance()
            client = state.apps.get(request.args.get("client_id", ""))
            if client is None or request.args.get("response_type") != "code":
                abort(400, "client_id must be an app's key and response_type code")
            seller_id = request.args.get("seller_id", default=next(iter(state.shops)), type=int)
            code = oauth.new_code(state, client, seller_id)
        extra = f"&state={request.args['state']}" if request.args.get("state", "").isalnum() else ""
        return redirect(f"{target}{'&' if '?' in target else '?'}code={code}{extra}")


def asked(request: Request, transport: Transport, path: str = "") -> Asked:
    """Quirk (§1.4): system parameters may be in the query and business ones in the body; they are read, and signed, as one."""
    files = {}
    for name, part in request.files.items():
        with part.stream:  # large parts lie in temporary files
            files[name] = part.read()
    return Asked(transport, {**request.args.to_dict(), **request.form.to_dict()}, path, files)


def replied(sandbox: Sandbox, asked: Asked) -> Response:
    return respond(answer(sandbox.state, sandbox.faults, asked), sandbox.ended)
