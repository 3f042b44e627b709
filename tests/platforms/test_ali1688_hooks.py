"""Pushes at our door: whose they are, about which shop, what they tell; sent by the sandbox, doubled, late, forged and mangled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from makegood import assess
from makegood.connectors.ali1688 import signing
from makegood.connectors.ali1688.hooking import account, genuine, told
from makegood.connectors.parts import NotUnderstood
from makegood.sandbox.ali1688.app import APP, SHOP
from makegood.usecases.ports import Knock
from tests.sandbox.ali1688_caller import Caller

URL = "http://127.0.0.1:9/hook"
NOW = datetime(2026, 10, 1, tzinfo=UTC)


class Door:
    """Keeps what the sandbox sends, as the port has it."""

    def __init__(self) -> None:
        self.caller = Caller()
        self.caller.admin("push", {"url": URL})
        self.knocks: list[Knock] = []

    def __call__(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> bool:
        self.knocks.append(Knock({name.lower(): value for name, value in headers.items()}, body))
        return True

    def heard(self) -> list[Knock]:
        self.caller.sandbox.push.deliver_due(self)
        return self.knocks


@pytest.fixture
def door() -> Iterator[Door]:
    yield Door()


def knock(text: str, signature: str | None = None) -> Knock:
    signed = signing.message(APP.secret, text) if signature is None else signature
    return Knock({}, urlencode({"message": text, "_aop_signature": signed}).encode())


def is_genuine(one: Knock, secret: str = APP.secret) -> bool:
    return genuine(one, url=URL, app_key=APP.key, secret=secret)


def test_what_the_sandbox_sends_is_genuine_and_about_its_shop(door: Door) -> None:
    door.caller.refund(door.caller.order("finished", 0))
    heard = door.heard()

    assert len(heard) > 5
    assert all(is_genuine(one) and account(one) == SHOP.member_id for one in heard)
    assert not any(is_genuine(one, "another secret") for one in heard)


def test_an_orders_and_a_refunds_message_tell_nothing_by_themselves(door: Door) -> None:
    """A refund's does not say which refund; a late one's status would be laid over what is newer. The shop is pulled after each."""
    door.caller.refund(door.caller.order("delivered", 0))

    assert [told(one, at=NOW) for one in door.heard()] == [[]] * len(door.knocks)


def test_a_waybills_message_tells_the_number_it_had_before(door: Door) -> None:
    order = door.caller.order("shipped", 0)
    before = order["parcels"][0]["number"]
    door.caller.admin(f"orders/{order['id']}/seller", {"act": "change_number", "number": "SF900"})

    (pulled,) = told(door.heard()[-1], at=NOW)
    assert pulled.case["order"] == {"id": str(order["id"]), "shipment": {"numbers": ["SF900", before]}}
    assert "claim" not in pulled.case
    assess(pulled.case, "2026-10-02T00:00:00Z")


def test_it_does_not_pass_for_newer_than_the_change_it_tells_of(door: Door) -> None:
    order = door.caller.order("shipped", 0)
    door.caller.admin(f"orders/{order['id']}/seller", {"act": "change_number", "number": "SF900"})

    (pulled,) = told(door.heard()[-1], at=NOW + timedelta(days=1))
    assert pulled.changed_at == door.caller.state.at - timedelta(minutes=1)


def test_a_doubled_message_is_byte_for_byte_the_same(door: Door) -> None:
    door.caller.admin("push", {"url": URL, "duplicates": 1})
    door.caller.order("placed", 0)

    one, two = door.heard()
    assert one.body == two.body


def test_text_that_a_receiver_escaped_for_html_is_still_genuine() -> None:
    text = '{"type":"ORDER_PAY","userInfo":"b2b-1","data":{"orderId":1,"currentStatus":"waitsellersend"}}'
    escaped = text.replace('"', "&quot;")
    one = knock(escaped, signing.message(APP.secret, text))

    assert is_genuine(one)
    assert (account(one), told(one, at=NOW)) == ("b2b-1", [])


@pytest.mark.parametrize(
    "one",
    [
        Knock({}, b""),
        Knock({}, b"\xff\xfe"),
        Knock({}, b"message=%7B%7D"),
        Knock({}, b"_aop_signature=AAAA"),
        knock("{}", ""),
        knock("{}", "0" * 40),
        knock("{}", signing.message("another", "{}")),
        knock("{}", signing.message(APP.secret, "{}").lower()),
        knock("{}", "é" * 40),
    ],
)
def test_what_is_not_the_platforms_is_not_genuine(one: Knock) -> None:
    assert not is_genuine(one)


def test_a_changed_text_is_not_genuine(door: Door) -> None:
    door.caller.order("placed", 0)
    (one,) = door.heard()

    assert not is_genuine(Knock(one.headers, one.body.replace(b"waitbuyerpay", b"waitsellersend")))


@pytest.mark.parametrize(
    "text", ["", "[]", "1", "{", '{"a":1,"a":2}', '{"type":"LOGISTICS_MAIL_NO_CHANGE","data":{}}', '{"userInfo":"x"}']
)
def test_what_is_not_understood_says_so(text: str) -> None:
    with pytest.raises(NotUnderstood):
        told(knock(text), at=NOW)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"userInfo":""}', '{"userInfo":{"a":1}}'])
def test_a_message_that_names_no_shop_says_so(text: str) -> None:
    with pytest.raises(NotUnderstood):
        account(knock(text))
