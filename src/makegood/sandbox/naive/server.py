"""The naive platform over HTTP: POST /refunds pays, GET /refunds?order= lists, GET /_sandbox/ledger tells the truth."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from makegood.sandbox.naive.faults import Faults, Mishap, Odds
from makegood.sandbox.naive.ledger import Ledger

BODY_LIMIT = 65_536


class BadRequest(Exception):
    """The caller's fault; its text is the answer."""


class Server(ThreadingHTTPServer):
    """One platform: its ledger, its faults, a thread per connection, on loopback only."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(
        self,
        *,
        port: int = 0,
        lag: float = 0.3,
        seed: int = 1,
        odds: Odds | None = None,
        drops_after: float | None = None,
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.drops_after = drops_after
        self.ledger = Ledger(lag=lag)
        self.faults = Faults(odds or Odds(), seed=seed)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that was killed while we answered is the point of the exercise: no traceback."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def do_POST(self) -> None:  # noqa: N802 (the standard library's name)
        try:
            body = self._body()
            if urlsplit(self.path).path != "/refunds":
                self._answer(404, {"error": f"POST {self.path}: no such place; payments go to /refunds"})
                return
            order, line, amount, currency = wanted(body)
        except BadRequest as reason:
            self._answer(400, {"error": str(reason)})
            return
        self._pay(order, line, amount, currency)

    def do_GET(self) -> None:  # noqa: N802
        url = urlsplit(self.path)
        if url.path == "/_sandbox/ledger":
            self._answer(200, self.server.ledger.report())
        elif url.path == "/refunds":
            order = parse_qs(url.query).get("order", [""])[0]
            listed = self.server.ledger.listed(order, at=time.monotonic())
            rows = [
                {"id": r.id, "order": r.order, "line": r.line, "amount": r.amount, "currency": r.currency}
                for r in listed
            ]
            self._answer(200, {"refunds": rows})
        else:
            self._answer(404, {"error": f"GET {self.path}: no such place; /refunds?order= lists payments"})

    def _pay(self, order: str, line: str, amount: int, currency: str) -> None:
        mishap, wait = self.server.faults.draw()
        if wait:
            time.sleep(wait)
        if mishap is Mishap.lost_before:
            self._lose()
            return
        if mishap is Mishap.error_before:
            self._answer(500, {"error": "internal error"})
            return
        if self._is_too_old():
            self._lose()
            return
        refund = self.server.ledger.pay(order, line, amount, currency, at=time.monotonic())
        if mishap is Mishap.lost_after:
            self._lose()
        elif mishap is Mishap.error_after:
            self._answer(500, {"error": "internal error"})
        else:
            self._answer(200, {"id": refund.id})

    def _is_too_old(self) -> bool:
        """As a gateway drops what has waited in its queue for longer than its caller does: here, while this machine was busy."""
        sent_at, longest = self.headers.get("Sent-At"), self.server.drops_after
        return longest is not None and sent_at is not None and time.monotonic() - float(sent_at) > longest

    def _body(self) -> Any:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > BODY_LIMIT:
            self.close_connection = True
            raise BadRequest(f"Content-Length is {length!r}, expected a number of bytes up to {BODY_LIMIT}")
        try:
            return json.loads(self.rfile.read(int(length)))
        except ValueError:
            raise BadRequest("the body is not JSON; expected {order, line, amount, currency}") from None

    def _answer(self, status: int, document: Any) -> None:
        text = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def _lose(self) -> None:
        """The connection closes without a byte of answer."""
        self.close_connection = True
        with contextlib.suppress(OSError):  # the caller may have gone first
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """Thousands of lines a second would tell nobody anything; the ledger does."""


def wanted(body: Any) -> tuple[str, str, int, str]:
    """The order, line, amount and currency to pay, or what is wrong with them."""
    if not isinstance(body, dict):
        raise BadRequest("the body is not an object; expected {order, line, amount, currency}")
    order, line, amount, currency = (body.get(name) for name in ("order", "line", "amount", "currency"))
    for name, value in (("order", order), ("line", line), ("currency", currency)):
        if not isinstance(value, str) or not value:
            raise BadRequest(f"{name} is {value!r}, expected a text")
    if type(amount) is not int or amount <= 0:
        raise BadRequest(f"amount is {amount!r}, expected a whole number of minor units above 0")
    return str(order), str(line), amount, str(currency)
