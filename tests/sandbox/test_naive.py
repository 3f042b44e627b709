"""The naive platform: pays every time, lists late, loses answers as often as it was told to."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
from collections import Counter

import pytest

from makegood.sandbox.naive.faults import Faults, Mishap, Odds
from makegood.sandbox.naive.ledger import Ledger
from makegood.sandbox.naive.server import BadRequest, Server, wanted

NO_FAULTS = Odds(lost_after=0, error_after=0, error_before=0, lost_before=0, slow=0)
REFUND = {"order": "O1", "line": "L1", "amount": 250, "currency": "USD"}


@pytest.fixture
def serve():
    servers = []

    def start(**settings):
        server = Server(**settings)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def call(server, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    try:
        connection.request(method, path, body=None if body is None else json.dumps(body), headers=headers or {})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_pays_each_time_it_is_asked():
    ledger = Ledger(lag=0)
    first, second = (ledger.pay("O1", "L1", 250, "USD", at=1.0) for _ in range(2))

    assert first.id != second.id
    assert ledger.report()["totals"] == [
        {"order": "O1", "line": "L1", "currency": "USD", "amount": 500, "times": 2}
    ]  # fmt: skip


@pytest.mark.parametrize(("at", "seen"), [(10.0, 0), (10.29, 0), (10.3, 1), (99.0, 1)])
def test_lists_a_payment_only_after_the_lag(at, seen):
    ledger = Ledger(lag=0.3)
    ledger.pay("O1", "L1", 250, "USD", at=10.0)

    assert len(ledger.listed("O1", at=at)) == seen
    assert len(ledger.report()["refunds"]) == 1


def test_draws_the_same_mishaps_for_the_same_seed_and_in_their_shares():
    draws = [[drawn.draw() for _ in range(60)] for drawn in (Faults(Odds(), seed=seed) for seed in (7, 7, 8))]
    many = Faults(Odds(), seed=7)
    counts = Counter(many.draw()[0] for _ in range(20_000))

    assert draws[0] == draws[1] != draws[2]
    assert counts[Mishap.lost_after] / 20_000 == pytest.approx(0.10, abs=0.01)
    assert counts[Mishap.error_after] / 20_000 == pytest.approx(0.06, abs=0.01)


@pytest.mark.parametrize(
    ("change", "word"),
    [({"amount": 0}, "amount"), ({"amount": 2.5}, "amount"), ({"amount": True}, "amount"), ({"order": ""}, "order")],
)
def test_refuses_what_is_no_payment_and_says_why(change, word):
    with pytest.raises(BadRequest, match=word):
        wanted(REFUND | change)


def test_refuses_odds_that_cannot_be():
    with pytest.raises(ValueError, match="at most 1"):
        Odds(lost_after=0.9, error_after=0.2)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_pays_and_lists_over_http(serve):
    server = serve(lag=0, odds=NO_FAULTS)

    status, paid = call(server, "POST", "/refunds", REFUND)
    _, listed = call(server, "GET", "/refunds?order=O1")

    assert status == 200
    assert listed == {"refunds": [REFUND | {"id": paid["id"]}]}
    assert call(server, "GET", "/refunds?order=O2") == (200, {"refunds": []})


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(("odds", "paid"), [({"lost_after": 1}, 1), ({"lost_before": 1}, 0)])
def test_closes_the_connection_without_an_answer(serve, odds, paid):
    server = serve(odds=Odds(**{"lost_after": 0, "error_after": 0, "error_before": 0, "lost_before": 0, **odds}))

    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        call(server, "POST", "/refunds", REFUND)
    assert len(server.ledger.report()["refunds"]) == paid


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(("age", "paid"), [(0.0, 1), (3600.0, 0)])
def test_drops_what_waited_longer_than_its_caller(serve, age, paid):
    server = serve(odds=NO_FAULTS, drops_after=60.0)

    with contextlib.suppress(http.client.RemoteDisconnected, ConnectionError):
        call(server, "POST", "/refunds", REFUND, {"Sent-At": str(time.monotonic() - age)})
    assert len(server.ledger.report()["refunds"]) == paid


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(("odds", "paid"), [({"error_after": 1}, 1), ({"error_before": 1}, 0)])
def test_says_500_whether_it_paid_or_not(serve, odds, paid):
    server = serve(odds=Odds(**{"lost_after": 0, "error_after": 0, "error_before": 0, "lost_before": 0, **odds}))

    assert call(server, "POST", "/refunds", REFUND)[0] == 500
    assert len(call(server, "GET", "/_sandbox/ledger")[1]["refunds"]) == paid


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(("method", "path", "status"), [("POST", "/pay", 404), ("GET", "/pay", 404)])
def test_says_where_to_go_instead(serve, method, path, status):
    assert call(serve(), method, path, REFUND)[0] == status
