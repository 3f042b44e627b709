"""Pushes: signed, three seconds, three more attempts, then lost and kept (platforms/shopee.md §1 Webhook, §2 Push)."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from makegood.sandbox.shopee.app import APP
from tests.sandbox.shopee_caller import Caller

URL = "http://127.0.0.1:9/hooks/shopee"


class Door:
    """Whoever is pushed to: notes what came, and answers in time or does not."""

    def __init__(self) -> None:
        self.answers, self.came = True, []

    def __call__(self, url, body, headers, seconds):
        self.came.append((url, body, headers, seconds))
        return self.answers

    @property
    def told(self):
        return [json.loads(body) for _, body, _, _ in self.came]


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def sp(door) -> Caller:
    made = Caller()
    made.sandbox.push.send = door
    made.admin("push", {"url": URL})
    return made


def sent(sp, door):
    return sp.sandbox.push.deliver_due(door)


def test_signs_address_and_body_with_the_push_key(sp, door):
    sp.order("placed", 0)
    sent(sp, door)

    url, body, headers, seconds = door.came[0]

    expected = hmac.new(APP.push_key.encode(), url.encode() + b"|" + body, hashlib.sha256).hexdigest()
    assert (headers["Authorization"], seconds) == (expected, 3.0)


def test_tells_an_orders_status_without_an_underscore(sp, door):
    order = sp.order("placed", 0)
    sent(sp, door)

    push = door.told[0]

    assert (push["code"], push["shop_id"], push["data"]["ordersn"], push["data"]["status"]) == (
        3,
        sp.shop,
        order["sn"],
        "UNPAID",
    )


def test_tells_what_changed_in_a_return_from_old_to_new(sp, door):
    claim = sp.claim()
    sp.done("returns/confirm", return_sn=claim["sn"])
    sent(sp, door)

    (push,) = [one for one in door.told if one["code"] == 29]

    (change,) = push["data"]["updated_values"]
    assert (push["data"]["order_sn"], change["old_value"], change["new_value"]) == (
        claim["order_sn"],
        "REQUESTED",
        "ACCEPTED",
    )


def test_tells_numbers_parcels_points_and_grants(sp, door):
    sp.order("arranged", 0)
    sp.admin("points", {"violation": 5, "points": 1})
    sp.admin("codes", {})
    sp.wind(minutes=10)
    sent(sp, door)

    assert {1, 3, 4, 28, 30} <= {push["code"] for push in door.told}


def test_is_sent_again_after_5_30_and_180_minutes_and_then_lost(sp, door):
    door.answers = False
    sp.order("placed", 0)
    tried = [sent(sp, door)]
    for minutes in (4, 1, 29, 1, 179, 1, 1000):
        sp.admin("wind", {"minutes": minutes})
        tried.append(sent(sp, door))

    assert tried == [1, 0, 1, 0, 1, 0, 1, 0]


def lose(sp, door, count=1):
    door.answers = False
    for _ in range(count):
        sp.state.announce(3, sp.shop, {"ordersn": "X", "status": "UNPAID", "update_time": sp.at()})
    for minutes in (0, 5, 30, 180):
        sp.admin("wind", {"minutes": minutes})
        sent(sp, door)


def test_keeps_the_lost_as_text_until_they_are_confirmed(sp, door):
    lose(sp, door, 101)

    first = sp.told("push/get_lost_push_message")
    sp.done("push/confirm_consumed_lost_push_message", last_message_id=first["last_message_id"])
    second = sp.told("push/get_lost_push_message")

    assert [len(one["push_message_list"]) for one in (first, second)] == [100, 1]
    assert [one["has_next_page"] for one in (first, second)] == [True, False]
    assert json.loads(first["push_message_list"][0]["data"])["data"]["ordersn"] == "X"


def test_keeps_the_lost_for_three_days(sp, door):
    lose(sp, door)

    sp.admin("wind", {"days": 3})

    assert sp.told("push/get_lost_push_message")["push_message_list"] == []


def test_names_no_shop_in_a_lost_push_of_the_partners_own(sp, door):
    sp.state.announce(12, sp.shop, {})
    lose(sp, door, 0)

    (push,) = sp.told("push/get_lost_push_message")["push_message_list"]

    assert "shop_id" not in push


def test_comes_twice_and_out_of_order_at_will(sp, door):
    sp.admin("push", {"url": URL, "duplicates": 1.0, "disorder": 0.5})
    for number in range(20):
        sp.state.announce(3, sp.shop, {"ordersn": str(number)})
        sp.admin("wind", {"seconds": 1})
        sent(sp, door)
    sp.admin("wind", {"minutes": 3})
    sent(sp, door)

    came = [push["data"]["ordersn"] for push in door.told]
    assert sorted(came) == sorted([str(number) for number in range(20)] * 2)
    assert came != sorted(came, key=int)


def test_is_tested_when_it_is_set_and_refused_where_nobody_answers(sp, door):
    door.answers = False
    assert "test push" in sp.post("push/set_app_push_config", callback_url=f"{URL}/2")["message"]

    door.answers = True
    sp.done("push/set_app_push_config", callback_url=f"{URL}/2", set_push_config_off=[3])

    told = sp.told("push/get_app_push_config")
    assert (told["callback_url"], told["push_config_off_list"], told["live_push_status"]) == (f"{URL}/2", [3], "Normal")


def test_pushes_nothing_that_is_off_or_of_a_blocked_shop(sp, door):
    sp.done("push/set_app_push_config", set_push_config_off=[3], blocked_shop_id_list=[7])
    sp.state.announce(3, sp.shop, {})
    sp.state.announce(29, 7, {})

    assert sent(sp, door) == 0


@pytest.mark.parametrize(("good", "status"), [(71, "Normal"), (69, "Warning"), (29, "Suspended")])
def test_warns_and_is_switched_off_where_few_are_answered(sp, door, good, status):
    sp.figures(push_window_least=99)
    for number in range(100):
        door.answers = number < good
        sp.state.announce(3, sp.shop, {"ordersn": str(number)})
        sent(sp, door)

    assert sp.told("push/get_app_push_config")["live_push_status"] == status


def test_warns_before_a_grant_ends(sp, door):
    sp.admin("codes", {})
    sp.admin("wind", {"days": 335})
    sent(sp, door)

    assert any(push["code"] == 12 for push in door.told)


def test_goes_to_this_machine_only(sp):
    assert "nothing leaves this machine" in sp.admin("push", {"url": "https://example.test/"}, status=400)["error"]
