"""Messages: signed, doubled, late, out of order, sent again, and asked for where they failed; refunds without their id."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import pytest

from makegood.sandbox.ali1688.app import APP
from tests.sandbox.ali1688_caller import SELLER, Caller, signed

PUSH = "cn.alibaba.open"
URL = "http://127.0.0.1:9/hook"


class Wall:
    """Takes what is sent, or does not."""

    def __init__(self, *, takes: bool = True) -> None:
        self.takes, self.forms, self.types = takes, [], []

    def __call__(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> bool:
        self.forms.append(dict(parse_qsl(body.decode(), strict_parsing=True)))
        self.types.append(headers["Content-Type"])
        return self.takes

    @property
    def told(self) -> list[dict]:
        return [json.loads(form["message"]) for form in self.forms]


@pytest.fixture
def a() -> Caller:
    caller = Caller()
    caller.admin("push", {"url": URL})
    return caller


def deliver(a: Caller, wall: Wall) -> Wall:
    a.sandbox.push.deliver_due(wall)
    return wall


def test_signs_the_text_as_it_is_sent(a):
    a.order("placed", 0)
    (form,) = deliver(a, Wall()).forms

    assert form["_aop_signature"] == signed(APP.secret, "message" + form["message"], {})


def test_is_a_form_with_the_shop_in_it(a):
    order = a.order("placed", 0)
    wall = deliver(a, Wall())

    assert wall.types[0].startswith("application/x-www-form-urlencoded")
    (told,) = wall.told
    assert (told["type"], told["userInfo"], told["data"]["orderId"]) == ("ORDER_BUYER_MAKE", SELLER, order["id"])
    assert told["gmtBorn"] == int(a.state.at.timestamp() * 1000)


def test_tells_an_orders_life(a):
    a.order("finished", 0)

    assert [told["type"] for told in deliver(a, Wall()).told if "ORDER" in told["type"]] == [
        "ORDER_BUYER_MAKE", "ORDER_PAY", "ORDER_ANNOUNCE_SENDGOODS", "ORDER_ORDER_COMFIRM_RECEIVEGOODS", "ORDER_ORDER_SUCCESS",
    ]  # fmt: skip


def test_does_not_say_which_refund_it_is(a):
    refund = a.refund(a.order("delivered", 0))
    a.does("seller", refund, "agree")
    found = [told["data"] for told in deliver(a, Wall()).told if "REFUND" in told["type"]]

    assert [one["refundAction"] for one in found] == ["BUYER_APPLY_REFUND", "SELLER_AGREE_REFUND_PROCOTOL"]
    assert {one["operator"] for one in found} == {"buyer", "seller"}
    assert not any("refundId" in one for one in found)


@pytest.mark.parametrize(("stage", "topic"), [("delivered", "ORDER_ORDER_BUYER_REFUND_IN_SALES"), ("finished", "ORDER_ORDER_REFUND_AFTER_SALES")])  # fmt: skip
def test_has_a_topic_before_completion_and_one_after(a, stage, topic):
    a.refund(a.order(stage, 0))

    assert deliver(a, Wall()).told[-1]["type"] == topic


@pytest.mark.parametrize(("request_", "action"), [("returnRefund", "SYSTEM_AGREE_REFUND_PROTOCOL"), ("refund", "SYSTEM_AGREE_REFUND")])  # fmt: skip
def test_says_what_silence_did(a, request_, action):
    a.refund(a.order("delivered", 0), request=request_)
    a.wind(days=5)
    told = [one["data"] for one in deliver(a, Wall()).told if one["data"].get("refundAction") == action]

    assert [one["operator"] for one in told] == ["system"]


def test_tells_the_staffs_acts(a):
    refund = a.refund(a.order("delivered", 0), request="refund")
    for who, act in (("platform", "come_in"), ("platform", "take"), ("platform", "dismiss"), ("buyer", "ask_in")):
        a.does(who, refund, act)
    a.does("platform", refund, "decide", amount="1.00")

    found = [one["data"].get("refundAction") for one in deliver(a, Wall()).told]
    assert found[-5:] == ["CRM_APPLY_SUPPORT", "CRM_INTERVENE_TASK", "CRM_DISMISS_TASK", "BUYER_APPLY_SUPPORT", "CRM_FINISH_TASK"]  # fmt: skip


def test_tells_both_numbers_of_a_waybill(a):
    order = a.order("shipped", 0)
    a.admin(f"orders/{order['id']}/seller", {"act": "change_number", "number": "SF900"})
    (told,) = [one for one in deliver(a, Wall()).told if one["type"] == "LOGISTICS_MAIL_NO_CHANGE"]

    model = told["data"]["MailNoChangeModel"]
    assert model["newMailNo"] == "SF900" and model["oldMailNo"].startswith("YT")
    assert model["orderLogsItems"][0]["orderId"] == order["id"]


def test_doubles_and_disorders(a):
    a.admin("push", {"url": URL, "duplicates": 1})
    a.order("placed", 0)
    first = deliver(a, Wall()).told
    assert len(first) == 2 and first[0] == first[1]

    a.admin("push", {"url": URL, "disorder": 1})
    a.order("placed", 0)
    assert deliver(a, Wall()).forms == []
    a.wind(seconds=120)
    assert len(deliver(a, Wall()).forms) == 1


def test_sends_again_what_was_not_taken_and_gives_up(a):
    a.order("placed", 0)
    for seconds in (0, 60, 600, 3600):
        a.wind(seconds=seconds)
        assert len(deliver(a, Wall(takes=False)).forms) == 1
    a.wind(days=1)

    assert deliver(a, Wall()).forms == []


# --- failed messages --------------------------------------------------------------------------------------------


def fail(a: Caller, count: int = 1) -> None:
    for _ in range(count):
        a.order("placed", 0)
    deliver(a, Wall(takes=False))


def test_the_cursor_confirms_what_it_returns(a):
    fail(a, 2)

    assert len(a.call("push.cursor.messageList", {"quantity": "20"}, namespace=PUSH)["pushMessageList"]) == 2
    assert a.call("push.cursor.messageList", {"quantity": "20"}, namespace=PUSH)["pushMessageList"] == []


def test_a_query_does_not_until_it_is_confirmed_without_a_token(a):
    fail(a)
    page = {"page": "1", "pageSize": "20"}
    first, again = (a.call("push.query.messageList", page, namespace=PUSH)["pushMessagePage"] for _ in range(2))
    assert first == again and first["totalCount"] == 1

    a.call("push.message.confirm", {"msgIdList": [first["datas"][0]["msgId"]]}, namespace=PUSH, token="")
    assert a.call("push.query.messageList", page, namespace=PUSH)["pushMessagePage"]["totalCount"] == 0


@pytest.mark.parametrize(("quantity", "good"), [("19", False), ("20", True), ("200", True), ("201", False)])
def test_gives_twenty_to_two_hundred_at_once(a, quantity, good):
    told = a.call("push.cursor.messageList", {"quantity": quantity}, namespace=PUSH)

    assert ("pushMessageList" in told) is good


def test_what_was_taken_is_not_among_the_failed(a):
    a.order("placed", 0)
    deliver(a, Wall())

    assert a.call("push.query.messageList", {"page": "1"}, namespace=PUSH)["pushMessagePage"]["datas"] == []
