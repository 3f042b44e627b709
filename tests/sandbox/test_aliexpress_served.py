"""The sandbox over a real connection: kept open, broken, held, cut, and started from the shell."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

import pytest

from makegood.sandbox.aliexpress import signing
from makegood.sandbox.stage.serving import served
from tests.sandbox.aliexpress_caller import Caller

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
LIST = "aliexpress.issue.issuelist.get"


@pytest.fixture
def live():
    """A caller, and the port its sandbox is served on."""
    ae = Caller()
    server = served(ae.app, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield ae, server.server_port
    ae.sandbox.ended.set()
    server.shutdown()
    server.server_close()
    thread.join()


def ask(ae, connection, method=LIST):
    signed = ae.parameters(method, {"query_dto": {}})
    signed["sign"] = signing.iop_sha256(signed, ae.secret)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sync", urlencode(signed), headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def connected(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=5)


def test_answers_call_after_call_on_one_connection(live):
    ae, port = live
    connection = connected(port)
    answers = [ask(ae, connection) for _ in range(3)]
    connection.close()

    assert [status for status, _ in answers] == [200] * 3
    assert json.loads(answers[2][1])["total_item"] == 0


@pytest.mark.parametrize(
    ("kind", "meets"),
    [
        ("reset_after", ConnectionResetError),
        ("reset_before", ConnectionResetError),
        ("timeout_after", http.client.RemoteDisconnected),
        ("timeout_before", http.client.RemoteDisconnected),
    ],
)
def test_breaks_the_connection(live, kind, meets):
    ae, port = live
    ae.fault(kind, count=1)
    connection = connected(port)

    with pytest.raises(ConnectionError) as met:
        ask(ae, connection)
    connection.close()
    assert met.type is meets
    assert ask(ae, again := connected(port))[0] == 200
    again.close()


def test_holds_a_connection_until_the_caller_gives_up(live):
    ae, port = live
    ae.fault("timeout_after", count=1, seconds=30)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=0.2)
    began = time.monotonic()

    with pytest.raises(TimeoutError):
        ask(ae, connection)
    connection.close()
    assert time.monotonic() - began < 5
    assert ae.admin("calls")["calls"][-1]["ran"] is True


def test_cuts_a_body_short_of_its_length(live):
    ae, port = live
    ae.fault("truncated", count=1)
    connection = connected(port)

    with pytest.raises(http.client.IncompleteRead):
        ask(ae, connection)
    connection.close()


def test_starts_from_the_shell_and_says_where_it_is():
    command = [sys.executable, "-m", "makegood.sandbox.aliexpress", "--populate", "2", "--orders-per-day", "3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        about = json.loads(process.stdout.readline())
        process.terminate()

    assert about["address"].startswith("http://127.0.0.1:")
    assert {"app_key", "app_secret", "access_token", "refresh_token", "seller_id", "now"} <= set(about)
