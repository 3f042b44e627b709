"""Order notices: 500 ms, retries, duplicates, disorder, and nothing beyond this machine (§2.5, §7.19)."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from makegood.sandbox.stage.sending import send_http

URL = "http://127.0.0.1:9/notices"


class Receiver:
    """Takes notices as told: a list of yes and no, yes once it is used up."""

    def __init__(self, *answers: bool) -> None:
        self.answers, self.bodies, self.headers = list(answers), [], []

    def __call__(self, url, body, headers, seconds):
        self.bodies.append(json.loads(body))
        self.headers.append(headers)
        self.seconds = seconds
        return self.answers.pop(0) if self.answers else True

    @property
    def statuses(self):
        return [body["data"]["orderStatus"] for body in self.bodies]


def flush(ae, receiver):
    return ae.sandbox.push.deliver_due(receiver)


def test_tells_nobody_until_a_callback_is_set(ae):
    ae.order()

    assert ae.admin("push")["notices"] == []


def test_tells_each_step_of_an_order_in_the_documents_shape(ae):
    ae.admin("push", {"url": URL})
    order, receiver = ae.order(stage="shipped"), Receiver()
    flush(ae, receiver)

    assert receiver.statuses == ["OrderCreated", "PaymentAuthorized", "OrderShipped"]
    assert set(receiver.bodies[0]) == {"data", "message_type", "seller_id", "site", "timestamp"}
    assert receiver.bodies[0]["data"]["orderId"] == str(order["id"])
    assert (receiver.bodies[0]["message_type"], receiver.bodies[0]["site"]) == (53, "ae_global")


def test_signs_app_key_and_body(ae):
    ae.admin("push", {"url": URL})
    ae.order(stage="placed")
    receiver = Receiver()
    flush(ae, receiver)
    raw = ae.sandbox.push.notices[0].body

    expected = hmac.new(ae.secret.encode(), ae.key.encode() + raw, hashlib.sha256).hexdigest()
    assert receiver.headers[0]["Authorization"] == expected
    assert receiver.seconds == 0.5


def test_sends_again_what_was_not_taken_and_gives_up_in_the_end(ae):
    ae.admin("push", {"url": URL})
    ae.order(stage="placed")
    receiver = Receiver(False, False, False, False, False)
    for seconds in (0, 10, 60, 300, 1800, 9999):
        ae.wind(seconds=seconds)
        flush(ae, receiver)

    assert len(receiver.bodies) == 5
    assert ae.admin("push")["notices"][0]["state"] == "given_up"


def test_waits_before_it_sends_again(ae):
    ae.admin("push", {"url": URL})
    ae.order(stage="placed")
    receiver = Receiver(False)
    flush(ae, receiver)
    ae.wind(seconds=9)

    assert flush(ae, receiver) == 0
    ae.wind(seconds=1)
    assert flush(ae, receiver) == 1
    assert ae.admin("push")["notices"][0]["state"] == "taken"


def test_sends_twice_and_out_of_order_when_told(ae):
    ae.admin("push", {"url": URL, "duplicates": 1})
    ae.order(stage="placed")
    receiver = Receiver()
    flush(ae, receiver)
    assert receiver.statuses == ["OrderCreated"] * 2

    ae.admin("push", {"url": URL, "disorder": 1})
    late = ae.order(stage="placed")
    ae.admin("push", {"url": URL})
    ae.admin(f"orders/{late['id']}/buyer", {"act": "pay"})
    flush(ae, receiver)
    ae.wind(minutes=2)
    flush(ae, receiver)
    assert receiver.statuses[2:] == ["PaymentAuthorized", "OrderCreated"]


@pytest.mark.parametrize("url", ["http://shop.test/in", "https://127.0.0.1/in", "ftp://127.0.0.1/", "http://10.0.0.1/"])
def test_pushes_to_this_machine_only(ae, url):
    assert "push.url" in ae.admin("push", {"url": url}, status=400)["error"]


class Listener(BaseHTTPRequestHandler):
    delay, status, drip = 0.0, 200, 0.0

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.hold.wait(self.delay)
        for byte in b"HTTP/1.1 200 OK\r\n" if self.drip else b"":  # each byte in time, all of them not
            self.wfile.write(bytes([byte]))
            self.server.hold.wait(self.drip)
        if not self.drip:
            self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def listening():
    server = HTTPServer(("127.0.0.1", 0), Listener)
    server.hold = threading.Event()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/in"
    server.hold.set()
    server.shutdown()
    server.server_close()


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(
    ("delay", "status", "taken"), [(0, 200, True), (0, 204, False), (0, 500, False), (5, 200, False)]
)
def test_counts_only_200_within_the_time_as_taken(listening, monkeypatch, delay, status, taken):
    monkeypatch.setattr(Listener, "delay", delay)
    monkeypatch.setattr(Listener, "status", status)
    began = time.monotonic()

    assert send_http(listening, b"{}", {}, 0.2) is taken
    assert time.monotonic() - began < 2


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_counts_an_answer_that_drips_in_as_not_taken(listening, monkeypatch):
    monkeypatch.setattr(Listener, "drip", 0.05)

    assert send_http(listening, b"{}", {}, 0.3) is False


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_counts_a_closed_door_as_not_taken():
    assert send_http("http://127.0.0.1:9/in", b"{}", {}, 0.2) is False
