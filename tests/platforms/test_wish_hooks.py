"""Wish's webhooks at our door: genuine by the sheet's vector and by the sandbox's own code, whose, and what they tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from makegood.connectors.parts import NotUnderstood
from makegood.connectors.wish import hooking
from makegood.sandbox.wish.app import APP, SHOP
from makegood.usecases.ports import Knock
from tests.platforms.wish_live import Live, live
from tests.platforms.wish_made import order, ticket

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
SECRET = "fake-wish-client-secret-0000"
BODY = b'[{"data":{"id":"5f3512807dbde500568873ae","state":"APPROVED"},"timestamp":1700000000}]'
BASE64 = "Nu1O0ztjFDATcozjb6+hqSmo70zI0yv3bGIbfAjRmtY="
HEX = "36ed4ed33b63143013728ce36fafa1a929a8ef4cc8d32bf76c621b7c08d19ad6"
AT = datetime.fromisoformat("2026-11-25T00:00:00+00:00")


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def knock(body: object, **headers: str) -> Knock:
    return Knock(headers, body if isinstance(body, bytes) else json.dumps(body, default=float).encode())


def genuine(one: Knock, secret: str = SECRET) -> bool:
    return hooking.genuine(one, url="https://desk.example/hook", app_key="k", secret=secret)


class Caught:
    """Stands at the end of the sandbox's line, as our door would."""

    def __init__(self, takes: bool = True) -> None:
        self.knocks: list[Knock] = []
        self.takes = takes

    def __call__(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> bool:
        self.knocks.append(Knock({name.lower(): value for name, value in headers.items()}, body))
        return self.takes


def caught(town: Live, *, takes: bool = True) -> list[Knock]:
    end = Caught(takes)
    town.sandbox.push.deliver_due(end)
    return end.knocks


@pytest.mark.parametrize("signature", [BASE64, HEX, HEX.upper(), f" {BASE64} "])
def test_it_knows_the_sheets_vector_in_base64_and_in_hex(signature: str) -> None:
    assert genuine(knock(BODY, **{"wish-hmac-sha256": signature}))


@pytest.mark.parametrize(
    ("body", "signature", "secret"),
    [
        (BODY + b" ", BASE64, SECRET),
        (BODY, BASE64[:-2] + "A=", SECRET),
        (BODY, BASE64, "another"),
        (BODY, "", SECRET),
        (BODY, "é" * 44, SECRET),
        (b"", BASE64, SECRET),
    ],
)
def test_it_takes_nothing_else_for_genuine(body: bytes, signature: str, secret: str) -> None:
    assert not genuine(knock(body, **{"wish-hmac-sha256": signature}), secret)
    assert not genuine(knock(BODY))


def test_it_takes_what_the_sandbox_signs_and_tells_whose_it_is(town: Live) -> None:
    town.post("push", url="http://127.0.0.1:9/hook")
    town.ticket()
    knocks = caught(town)

    assert len(knocks) >= 2
    assert all(genuine(one, APP.secret) for one in knocks)
    assert {hooking.account(one) for one in knocks} == {SHOP.id}
    assert not any(genuine(one, "other") for one in knocks)


def test_it_tells_the_same_case_as_a_pull_does(town: Live) -> None:
    town.post("push", url="http://127.0.0.1:9/hook")
    made = town.ticket()
    pulled = town.cases()[f"wish:{made['id']}"]
    (one,) = [told for each in caught(town) for told in hooking.told(each, at=AT) if told.case["id"] == pulled["id"]]

    assert one.case["events"] == pulled["events"]
    assert one.case["claim"] == pulled["claim"]
    assert one.changed_at == town.now() - timedelta(hours=1)


def test_it_dates_an_order_by_its_own_change_though_it_comes_a_day_late(town: Live) -> None:
    town.post("push", url="http://127.0.0.1:9/hook")
    town.order("approved", 0)
    caught(town, takes=False)
    town.wind(timedelta(hours=23))
    (late,) = caught(town)

    (told,) = hooking.told(late, at=town.now())
    assert told.changed_at == town.now() - timedelta(hours=23)
    assert told.case["platform_deadlines"][0]["read_at"] == "2026-10-12T08:00:00Z"


def test_it_reads_a_list_of_several(town: Live) -> None:
    question = {"data": ticket(orders=[]), "timestamp": 1764000002}  # about no order: the pull reports it
    body = [{"data": order(), "timestamp": 1764000000}, {"data": ticket(), "timestamp": 1764000001}, question]

    assert [told.case["id"] for told in hooking.told(knock(body), at=AT)] == [
        "wish:6a0000000000000000000001",
        "wish:6b0000000000000000000002",
    ]
    assert hooking.told(knock([]), at=AT) == []


def test_it_dates_what_bears_no_change_by_its_sending() -> None:
    body = [{"data": {"id": "6a01", "state": "APPROVED"}, "timestamp": 1700000000}]

    assert hooking.told(knock(body), at=AT)[0].changed_at == datetime.fromisoformat("2023-11-14T22:13:20+00:00")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b'{"data": 1}', b'[{"data": 1, "timestamp": 1}]', b'[{"data": {}, "timestamp": 1}]', b"[1]",
     b'[{"data": {"id": "6a", "state": "APPROVED", "id": "6b"}, "timestamp": 1}]'],
)  # fmt: skip
def test_it_refuses_what_is_of_another_form(body: bytes) -> None:
    with pytest.raises(NotUnderstood):
        hooking.told(knock(body), at=AT)


def test_it_refuses_a_knock_that_names_no_merchant() -> None:
    with pytest.raises(NotUnderstood):
        hooking.account(knock(BODY))
