"""The sandbox as a Flask application: the platform's doors, and its own pages under /_sandbox/."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Request, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from makegood.sandbox.aliexpress import admin_doors, methods, oauth, page
from makegood.sandbox.aliexpress.accounts import Address, App, Shop
from makegood.sandbox.aliexpress.clock import Clock
from makegood.sandbox.aliexpress.faults import Faults
from makegood.sandbox.aliexpress.figures import Figures
from makegood.sandbox.aliexpress.gateway import Asked, Reply, Transport, answer
from makegood.sandbox.aliexpress.push import Push
from makegood.sandbox.aliexpress.state import State

START = datetime(2026, 10, 1, tzinfo=UTC)
APP = App("500001", "SANDBOX-SECRET-DO-NOT-USE")
SHOP = Shop(
    2300000001,
    "cn1500000001",
    (
        Address(9001, ("refund",), "Returns desk", "CN", "Sandbox Road 1, Hangzhou"),
        Address(9002, ("sender", "pickup"), "Warehouse", "CN", "Sandbox Road 2, Hangzhou"),
    ),
)
BODY_LIMIT = 16 * 1024 * 1024


class AnswerLost(ConnectionError):
    """An answer that never comes. The server takes it for a dropped connection; in process the caller meets it."""


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
    sandbox = Sandbox(state, Faults(), Push(state), threading.Event())
    app = Flask("makegood.sandbox.aliexpress", template_folder="templates", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_LIMIT
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.extensions["sandbox"] = sandbox
    app.extensions["methods"] = methods.__all__
    doors(app, sandbox)
    app.register_blueprint(admin_doors.blueprint(sandbox.state, sandbox.faults, sandbox.push))
    app.register_blueprint(page.blueprint(sandbox.state, sandbox.faults))
    app.before_request(loopback_only)
    return app


def doors(app: Flask, sandbox: Sandbox) -> None:
    @app.route("/sync", methods=["GET", "POST"])
    def sync() -> Response:
        return respond(sandbox, asked(request, "sync"))

    @app.route("/router/rest", methods=["GET", "POST"])
    def top() -> Response:
        return respond(sandbox, asked(request, "top"))

    @app.route("/rest/<path:path>", methods=["GET", "POST"])
    def rest(path: str) -> Response:
        # Open (§1.1): that `/rest/2.0{path}` signs the same path without its version.
        return respond(sandbox, asked(request, "rest", "/" + path.removeprefix("2.0/")))

    @app.get("/oauth/authorize")
    def authorize() -> AnyResponse:
        """The shop says yes at once. Quirk (§1.2): only the code comes back, on the callback, good for minutes."""
        state, target = sandbox.state, request.args.get("redirect_uri", "")
        if not page.is_loopback(target):
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


def respond(sandbox: Sandbox, asked: Asked) -> Response:
    reply = answer(sandbox.state, sandbox.faults, asked)
    if reply.fate in ("unanswered", "reset"):
        lose(sandbox, reply)
    body = reply.body[: len(reply.body) // 2] if reply.fate == "cut" else reply.body
    response = Response(body, reply.status, content_type="application/json;charset=UTF-8")
    if reply.fate == "cut":
        response.headers["Content-Length"] = str(len(reply.body))
    return response


def lose(sandbox: Sandbox, reply: Reply) -> None:
    """Breaks the connection, after holding it as long as the fault says: by a reset, or by closing without a word."""
    if reply.hold:
        sandbox.ended.wait(reply.hold)
    connection: Any = request.environ.get("werkzeug.socket")
    with contextlib.suppress(OSError):  # the caller may have hung up first
        if connection is not None and reply.fate == "reset":
            reset(connection)
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
    raise AnswerLost("the sandbox was told to lose this answer")


def reset(connection: socket.socket) -> None:
    """Closes the connection under the server's hands, at once and with a reset; what it holds instead leads nowhere."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    nowhere, other_end = socket.socketpair()
    with nowhere, other_end:
        os.dup2(nowhere.fileno(), connection.fileno())


def loopback_only() -> None:
    """Only this machine's own names are answered, and no other site's page may post here."""
    if not page.is_loopback(f"http://{request.host}"):
        abort(403, f"{request.host} is not this machine's own name")
    origin = request.headers.get("Origin")
    if origin and request.path.startswith("/_sandbox") and origin != f"{request.scheme}://{request.host}":
        abort(403, "another site's page may not act here")
