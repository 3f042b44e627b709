"""The sandbox as a Flask application: the platform's doors, and its own pages under /_sandbox/."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import Flask, Response, abort, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from makegood.sandbox.stage.clock import Clock
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.stage.serving import Reply, application, respond
from makegood.sandbox.stage.starting import START
from makegood.sandbox.wish import bulk, methods, oauth, people, pictures
from makegood.sandbox.wish.accounts import App, Merchant
from makegood.sandbox.wish.admin_doors import blueprint as own_doors
from makegood.sandbox.wish.calls import Asked
from makegood.sandbox.wish.figures import Figures
from makegood.sandbox.wish.gateway import GONE_PAGE, HTML, Answer, answer, gone
from makegood.sandbox.wish.hooks import Hooks
from makegood.sandbox.wish.page import blueprint as hand_page
from makegood.sandbox.wish.state import State

APP = App("5f0000000000000000000001", "SANDBOX-SECRET-DO-NOT-USE", "http://127.0.0.1/callback")
SHOP = Merchant("5d0000000000000000000001", "Sandbox Store")
V3 = "/api/v3"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What an application holds; tests reach in through `app.extensions["sandbox"]`."""

    state: State
    faults: Faults
    push: Hooks
    ended: threading.Event
    """Set to let held connections go."""


def create_app(
    *, now: datetime = START, rate: float = 0.0, seed: int = 1, lag: float = 0.0, figures: Figures | None = None
) -> Flask:
    """A sandbox with one shop and one private app of every scope."""
    state = State(Clock(now, rate=rate), figures=figures, seed=seed, lag=lag)
    state.shops[SHOP.id], state.apps[APP.key] = SHOP, APP
    people.listen(state)
    sandbox = Sandbox(state, Faults(), Hooks(state), threading.Event())
    app = application("makegood.sandbox.wish")
    app.extensions["sandbox"] = sandbox
    app.extensions["methods"] = methods.__all__
    doors(app, sandbox)
    app.register_blueprint(own_doors(state, sandbox.faults, sandbox.push))
    app.register_blueprint(hand_page(state, sandbox.faults))
    return app


def doors(app: Flask, sandbox: Sandbox) -> None:
    state = sandbox.state

    @app.route(f"{V3}/<path:path>", methods=["GET", "POST", "PUT", "DELETE"])
    def v3(path: str) -> Response:
        return sent(sandbox, answer(state, sandbox.faults, asked(f"/{path}")))

    @app.route("/api/v1/<path:path>", methods=["GET", "POST"])
    @app.route("/api/v2/<path:path>", methods=["GET", "POST"])
    def old(path: str) -> Response:  # noqa: ARG001
        """Quirk (§6): v1 and v2 are gone, whatever was asked."""
        return sent(sandbox, Answer(Reply(GONE_PAGE["404"], status=404, content_type=HTML)))

    @app.get("/oidc/.well-known/openid-configuration")
    def openid() -> Response:
        base = request.host_url.rstrip("/")
        tokens = {name: f"{base}{V3}/oauth/{name}" for name in ("access_token", "refresh_token")}
        return there(sandbox, {"issuer": base, "authorization_endpoint": f"{base}/v3/oauth/authorize", **tokens})

    @app.get("/v3/oauth/authorize")
    def authorize() -> AnyResponse:
        """The merchant says yes at once. The redirect address is the one fixed in the app (§1)."""
        with state.lock:
            state.advance()
            if state.gone:
                return sent(sandbox, gone(state))
            client = state.apps.get(request.args.get("client_id", ""))
            merchant = request.args.get("merchant_id", next(iter(state.shops)))
            if client is None or merchant not in state.shops:
                abort(400, "client_id must be an app's key, and merchant_id a shop's")
            code = oauth.new_code(state, client, merchant)
        told = {"code": code} | ({"state": request.args["state"]} if "state" in request.args else {})
        return redirect(f"{client.redirect_uri}{'&' if '?' in client.redirect_uri else '?'}{urlencode(told)}")

    @app.get(f"{pictures.DOOR}/<name>")
    def picture(name: str) -> Response:
        with state.lock:
            state.advance()
            found = pictures.picture(state, name, request.args.get("until", ""), request.args.get("key", ""))
        return file(sandbox, found, "image/png")

    @app.get(f"{bulk.DOOR}/<id>.csv")
    def download(id: str) -> Response:
        with state.lock:
            state.advance()
            found = bulk.file(state, id)
        return file(sandbox, found, "text/csv; charset=utf-8")


def asked(path: str) -> Asked:
    return Asked(
        verb=request.method,
        path=path,
        query=request.args.to_dict(flat=False),
        body=request.get_data(),
        authorization=request.headers.get("Authorization", ""),
        base=request.host_url.rstrip("/"),
    )


def sent(sandbox: Sandbox, made: Answer) -> Response:
    response = respond(made.reply, sandbox.ended)
    response.headers.update(made.headers)
    response.headers.setdefault("Content-Language", "en")
    return response


def there(sandbox: Sandbox, document: dict[str, str]) -> Response:
    if sandbox.state.gone:
        return sent(sandbox, gone(sandbox.state))
    return jsonify(document)


def file(sandbox: Sandbox, found: bytes | None, content_type: str) -> Response:
    """A file behind a link, or 403 where the link is dead."""
    if sandbox.state.gone:
        return sent(sandbox, gone(sandbox.state))
    if found is None:
        return Response("expired", 403, content_type="text/plain")
    return Response(found, 200, content_type=content_type)
