"""Tickets, and the dashboard's disputes (platforms/wish.md §2 to §4, bullets 14 and 15)."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.sandbox.wish_caller import Caller


@pytest.fixture
def wish():
    return Caller()


def seen(wish, ticket):
    return wish.get(f"/tickets/{ticket['id']}")


def reply(wish, ticket, message="We are sorry."):
    return wish.send("POST", f"/tickets/{ticket['id']}/replies", json={"message": message})


def move(wish, ticket, state):
    return wish.put(f"/tickets/{ticket['id']}", state=state)


def test_goes_to_wish_after_48_hours_unanswered_and_is_refunded(wish):
    ticket = wish.ticket()
    wish.wind(hours=48, seconds=-1)
    assert seen(wish, ticket)["state"] == "AWAITING_MERCHANT"
    wish.wind(seconds=1)
    assert seen(wish, ticket)["state"] == "AWAITING_WISH"
    wish.wind(hours=24)

    told, order = seen(wish, ticket), wish.get(f"/orders/{ticket['orders'][0]}")
    assert (told["state"], told["resolution_info"]["closed_by"]) == ("CLOSED", "WISH_SUPPORT")
    assert (order["state"], order["refunds"][0]["refund_source"]) == ("REFUNDED", "WISH")


def test_hands_the_move_to_the_buyer_when_answered_and_back_when_they_write(wish):
    ticket = wish.ticket()
    assert reply(wish, ticket).json["data"]["sender"] == "MERCHANT"
    assert seen(wish, ticket)["state"] == "AWAITING_USER"
    wish.wind(hours=47)
    wish.act("tickets", ticket, "buyer", "reply", message="No.")
    wish.wind(hours=47)

    assert seen(wish, ticket)["state"] == "AWAITING_MERCHANT"
    assert [each["sender"] for each in seen(wish, ticket)["replies"]] == ["USER", "MERCHANT", "USER"]


@pytest.mark.parametrize(("length", "status"), [(2000, 200), (2001, 400), (0, 400)])
def test_takes_at_most_2000_characters(wish, length, status):
    assert reply(wish, wish.ticket(), "x" * length).status_code == status


def test_is_closed_reopened_and_appealed_by_its_state(wish):
    ticket = wish.ticket()

    assert move(wish, ticket, "CLOSED").json["data"]["resolution_info"]["closed_by"] == "MERCHANT"
    assert wish.refused(reply(wish, ticket))[0] == 400
    assert move(wish, ticket, "AWAITING_MERCHANT").json["data"]["state"] == "AWAITING_MERCHANT"
    assert move(wish, ticket, "AWAITING_WISH").json["data"]["state"] == "AWAITING_WISH"
    assert wish.refused(move(wish, ticket, "AWAITING_MERCHANT"))[0] == 400
    assert wish.refused(move(wish, ticket, "AWAITING_USER")) == (400, 1001)


@pytest.mark.parametrize(("refunds", "state"), [(True, "REFUNDED"), (False, "SHIPPED")])
def test_is_decided_by_wish_once_appealed(wish, refunds, state):
    ticket = wish.ticket(wish_refunds=refunds)
    move(wish, ticket, "AWAITING_WISH")
    wish.wind(hours=24)

    assert seen(wish, ticket)["replies"][-1]["sender"] == "WISH_SUPPORT"
    assert wish.get(f"/orders/{ticket['orders'][0]}")["state"] == state


def test_lets_wish_bear_what_is_not_the_merchants(wish):
    order = wish.order(stage="delivered", usd="20.00")
    ticket = wish.ticket(order, share=0)
    move(wish, ticket, "AWAITING_WISH")
    wish.wind(hours=24)

    (refund,) = wish.get(f"/orders/{order['id']}")["refunds"]
    assert (refund["refund_amount"]["amount"], refund["merchant_responsible_amount"]["amount"]) == (20.0, 0.0)
    assert [wish.balance(order, account) for account in ("buyer", "seller", "platform")] == [0, 1700, -1700]


def test_refuses_every_move_once_closed_for_good(wish):
    ticket = wish.ticket()
    wish.act("tickets", ticket, "platform", "close_for_good")

    assert wish.refused(reply(wish, ticket))[0] == 400
    for state in ("CLOSED", "AWAITING_MERCHANT", "AWAITING_WISH"):
        assert wish.refused(move(wish, ticket, state))[0] == 400
    wish.act("tickets", ticket, "buyer", "reply", status=400)


def test_gives_links_that_die_after_an_hour_and_fresh_ones_when_asked(wish):
    ticket = wish.ticket(files=["broken.jpg"])
    (file,) = seen(wish, ticket)["replies"][0]["supporting_files"]
    parts = urlsplit(file["url"])
    link = f"{parts.path}?{parts.query}"

    assert wish.http.get(link).data.startswith(b"\x89PNG")
    assert wish.http.get(link.replace("key=", "key=0")).status_code == 403
    wish.wind(minutes=60)
    assert wish.http.get(link).status_code == 403
    (again,) = seen(wish, ticket)["replies"][0]["supporting_files"]
    assert again["file_name"] == "broken.jpg"
    assert wish.http.get(again["url"].removeprefix("http://localhost")).status_code == 200


def test_lists_by_type_and_state_and_key(wish):
    wish.ticket()
    question = wish.admin("tickets", {"type": "PRE_PURCHASE", "message": "Is it red?"})

    assert [t["id"] for t in wish.get("/tickets", types=["PRE_PURCHASE"])] == [question["id"]]
    assert wish.get("/tickets", states=["CLOSED"]) == []
    assert len(wish.get("/tickets", updated_at_min="2026-10-01T00:00:00Z", limit=1)) == 1


def test_closes_by_itself_when_its_buyer_says_no_more(wish):
    ticket = wish.ticket()
    reply(wish, ticket)
    wish.wind(days=14)

    assert seen(wish, ticket)["resolution_info"]["closed_by"] == "WISH_AUTOMATED_SUPPORT"


def test_opens_no_ticket_and_takes_no_dispute_by_the_api(wish):
    for path in ("/tickets", "/disputes", "/returns", "/infractions"):
        assert wish.send("POST", path, json={}).status_code == 404


# --- disputes, by hand ----------------------------------------------------------------------------------------


def refunded(wish):
    order = wish.order(stage="delivered", usd="20.00")
    move(wish, wish.ticket(order), "AWAITING_WISH")
    wish.wind(hours=24)
    return order


def test_credits_an_approved_refund_dispute_back(wish):
    order = refunded(wish)
    dispute = wish.admin("disputes", {"about_id": order["id"]})
    wish.act("disputes", dispute, "platform", "approve")

    assert wish.balance(order, "seller") == 2000
    assert wish.get(f"/orders/{order['id']}")["refunds"][0]["merchant_responsible_amount"]["amount"] == 0.0


def test_rejects_three_times_and_then_no_more(wish):
    order = refunded(wish)
    for _ in range(3):
        dispute = wish.admin("disputes", {"about_id": order["id"]})
        wish.act("disputes", dispute, "platform", "reject")

    assert "rejected 3 times" in wish.admin("disputes", {"about_id": order["id"]}, status=400)["error"]


def test_takes_one_dispute_at_a_time(wish):
    order = refunded(wish)
    wish.admin("disputes", {"about_id": order["id"]})

    wish.admin("disputes", {"about_id": order["id"]}, status=400)


def test_takes_a_dispute_on_the_ninetieth_day_and_not_after(wish):
    first, second = refunded(wish), refunded(wish)
    wish.wind(days=89)
    wish.admin("disputes", {"about_id": first["id"]})
    wish.wind(days=1, seconds=1)

    assert "could be disputed until" in wish.admin("disputes", {"about_id": second["id"]}, status=400)["error"]


def test_has_three_business_days_for_a_cancellations_fine(wish):
    order = wish.order(stage="approved")  # a Thursday
    wish.put(f"/orders/{order['id']}/refund", refund_reason="UNABLE_TO_SHIP")
    wish.wind(minutes=1)
    (penalty,) = wish.get("/penalties")
    asked = {"about": "penalty", "about_id": penalty["id"]}
    wish.wind(days=5)
    dispute = wish.admin("disputes", asked)
    wish.act("disputes", dispute, "platform", "approve")

    assert wish.get("/penalties")[0]["reversed"] is True
    wish.act("disputes", dispute, "platform", "reject", status=400)


def test_is_too_late_for_a_cancellations_fine_after_a_weekend_and_three_days(wish):
    order = wish.order(stage="approved")
    wish.put(f"/orders/{order['id']}/refund", refund_reason="UNABLE_TO_SHIP")
    wish.wind(minutes=1)
    (penalty,) = wish.get("/penalties")
    wish.wind(days=5, seconds=1)

    wish.admin("disputes", {"about": "penalty", "about_id": penalty["id"]}, status=400)
