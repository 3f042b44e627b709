"""A sandbox's server: on loopback only, a thread a connection; answers that are lost on the way, in the ways that answers are lost."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import threading
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from jinja2 import ChoiceLoader, PackageLoader
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BODY_LIMIT = 16 * 1024 * 1024
BEAT = 0.1
"""Real seconds between looks at what is due, so that a running clock and its notices need no caller."""
Fate = Literal["answered", "unanswered", "reset", "cut"]
JSON = "application/json;charset=UTF-8"


class AnswerLost(ConnectionError):
    """An answer that never comes. The server takes it for a dropped connection; in process the caller meets it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What leaves, or does not: `unanswered` closes without a byte after `hold` real seconds, `cut` sends half of it."""

    body: bytes
    status: int = 200
    fate: Fate = "answered"
    hold: float = 0.0
    content_type: str = JSON


class Quiet(WSGIRequestHandler):
    """Keeps connections; writes no line a request. `/_sandbox/calls` tells what arrived."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:
        pass

    def send_header(self, keyword: str, value: str) -> None:
        """A `Date` of the sandbox's own stands in place of this machine's, which was put there first."""
        if keyword.lower() == "date":
            lines: list[bytes] = getattr(self, "_headers_buffer", [])
            self._headers_buffer = [line for line in lines if not line.lower().startswith(b"date:")]
        super().send_header(keyword, value)


def application(name: str) -> Flask:
    """An empty Flask application that answers this machine only."""
    app = Flask(name, template_folder="templates", static_folder=None)
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader([*([own] if own else []), PackageLoader("makegood.sandbox.stage")])
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = BODY_LIMIT
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.before_request(loopback_only)
    return app


def served(app: Flask, port: int) -> BaseWSGIServer:
    """A server on loopback, a thread a connection; a held connection does not keep it from ending."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True  # type: ignore[attr-defined]
    return server


def respond(reply: Reply, ended: threading.Event) -> Response:
    """The reply as Flask's. `ended` lets held connections go."""
    if reply.fate in ("unanswered", "reset"):
        lose(reply, ended)
    body = reply.body[: len(reply.body) // 2] if reply.fate == "cut" else reply.body
    response = Response(body, reply.status, content_type=reply.content_type)
    if reply.fate == "cut":
        response.headers["Content-Length"] = str(len(reply.body))
    return response


def lose(reply: Reply, ended: threading.Event) -> None:
    """Breaks the connection, after holding it as long as the fault says: by a reset, or by closing without a word."""
    if reply.hold:
        ended.wait(reply.hold)
    connection: Any = request.environ.get("werkzeug.socket")
    with contextlib.suppress(OSError):  # the caller may have hung up first
        if connection is not None and reply.fate == "reset":
            _reset(connection)
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
    raise AnswerLost("the sandbox was told to lose this answer")


def _reset(connection: socket.socket) -> None:
    """Closes the connection under the server's hands, at once and with a reset; what it holds instead leads nowhere."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    nowhere, other_end = socket.socketpair()
    with nowhere, other_end:
        os.dup2(nowhere.fileno(), connection.fileno())


def is_loopback(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and parts.hostname in LOOPBACK


def loopback_only() -> None:
    """Only this machine's own names are answered, and no other site's page may post here."""
    if not is_loopback(f"http://{request.host}"):
        abort(403, f"{request.host} is not this machine's own name")
    origin = request.headers.get("Origin")
    if origin and request.path.startswith("/_sandbox") and origin != f"{request.scheme}://{request.host}":
        abort(403, "another site's page may not act here")
