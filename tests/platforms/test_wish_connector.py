"""Wish's connector apart from faults: signing in, what it refuses by itself, slow writes, a platform that is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from makegood.connectors.wish import addresses, connecting
from makegood.connectors.wish.refusing import REFUSALS
from makegood.connectors.wish.ways import WAYS
from makegood.core.words import Action, How, Platform
from makegood.policies.policy import book
from makegood.usecases.ports import Act, Connection, Receipt, Refused, Sight, SignInNeeded, Unanswered, Unavailable
from tests.platforms.wish_live import Live, live
from tests.wire.calling import OpenPace

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
CALLBACK = "http://127.0.0.1/callback"
DAMAGED = {"claim": {"reason": "damaged"}}


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def refused(does: Callable[[], object]) -> str:
    with pytest.raises(Refused) as met:
        does()
    return met.value.code


def sent(town: Live, method: str) -> list[dict[str, str]]:
    return [call for call in town.state.calls if call["method"] == method]


# --- signing in -----------------------------------------------------------------------------------------------


def test_it_sends_a_merchant_to_the_page_and_changes_the_code_for_tokens_once(town: Live) -> None:
    url = town.app.authorize_url(state="s-1")
    assert url == f"{town.address}/v3/oauth/authorize?client_id=5f0000000000000000000001&state=s-1"
    answer = town.admin.get(url.removeprefix(town.address))
    (code,) = parse_qs(urlsplit(answer.headers["Location"]).query)["code"]

    tokens = town.app.exchange(code, CALLBACK, at=town.now())
    assert tokens.access_until == town.now() + timedelta(days=30)
    with pytest.raises(SignInNeeded) as met:
        town.app.exchange(code, CALLBACK, at=town.now())
    assert met.value.code == "10002"


def test_it_renews_by_a_refresh_token_which_is_spent_then(town: Live) -> None:
    old = town.purse.tokens
    fresh = town.app.refresh(old.refresh, at=town.now())

    assert fresh.access != old.access
    with pytest.raises(SignInNeeded):
        town.app.refresh(old.refresh, at=town.now())


def test_it_says_nobody_knows_when_a_renewal_is_not_answered(town: Live) -> None:
    town.fault("reset_after", "oauth.refresh_token")

    with pytest.raises(Unanswered):
        town.app.refresh(town.purse.tokens.refresh, at=town.now())
    assert len(sent(town, "oauth.refresh_token")) == 1


def test_it_shows_no_secret_in_what_it_says(town: Live) -> None:
    told = f"{town.app!r} {town.connector()._calls!r} {town.purse.tokens!r}"

    assert town.purse.tokens.access not in told
    assert "SANDBOX-SECRET" not in told


def test_it_is_put_together_by_the_wirings_names(town: Live) -> None:
    given = {"base": town.address, "app_key": "k", "secret": "s", "pace": OpenPace(), "now": town.now}
    made: Connection = connecting.connect(**given, vault=town.purse, options={"read_lag": 5, "origin_country": "CN"})

    assert made.verbs[Action.refund].settle == town.wire.timeouts.longest + timedelta(seconds=5)
    assert refused(lambda: connecting.renewing(**given)("none")) == "10001"


@pytest.mark.parametrize(
    "base", ["http://merchant.wish.com", "https://merchant.wish.com.evil.test", "https://10.0.0.1"]
)
def test_it_calls_the_platforms_own_hosts_and_this_machine_only(base: str) -> None:
    with pytest.raises(addresses.AddressNotAllowed):
        addresses.allowed(base)
    assert addresses.allowed("https://china-merchant.wish.com/") == "https://china-merchant.wish.com"


def test_it_claims_no_verb_that_the_pack_calls_assisted() -> None:
    ways = book(Platform.wish).own.actions

    assert {action for action in WAYS if ways[action].how is not How.api} == set()
    assert all("sheet" in way.cite for way in WAYS.values())


def test_it_speaks_both_languages_when_it_refuses() -> None:
    assert all(text.en and text.zh and ("{what}" in text.en) == ("{what}" in text.zh) for text in REFUSALS.values())


# --- writing to the buyer -------------------------------------------------------------------------------------


def test_it_replies_what_was_written_and_gives_the_replys_instant_as_receipt(town: Live) -> None:
    ticket = town.ticket()
    receipt = town.connector().perform(town.act(Action.contact_buyer, ticket, text="We are *sorry*."))

    assert receipt == Receipt(f"{ticket['id']}@2026-10-12T08:00:00.000Z", {"ticket": ticket["id"]})
    assert town.state.tickets[ticket["id"]].replies[-1].message == "We are *sorry*."


@pytest.mark.parametrize(
    ("details", "code"), [({}, "missing"), ({"text": "  "}, "missing"), ({"text": "x" * 2001}, "too_long")]
)
def test_it_sends_nothing_that_nobody_wrote_or_that_is_too_long(town: Live, details: dict[str, str], code: str) -> None:
    act = town.act(Action.contact_buyer, town.ticket(), **details)

    assert refused(lambda: town.connector().perform(act)) == f"makegood.{code}"
    assert sent(town, "tickets.reply") == []


def test_it_replies_for_a_ticket_on_several_orders_in_that_ticket(town: Live) -> None:
    ticket = town.ticket()
    act = town.act(Action.contact_buyer, ticket, text="Hello")
    town.connector().perform(replace(act, dispute=f"{ticket['id']}:{ticket['orders'][0]}"))

    assert town.state.tickets[ticket["id"]].replies[-1].message == "Hello"


def test_it_says_that_no_ticket_can_be_opened_by_api(town: Live) -> None:
    act = town.act(Action.contact_buyer, town.order("delivered"), text="Hello")

    assert refused(lambda: town.connector().perform(act)) == "makegood.no_ticket"


def test_it_writes_into_no_closed_ticket(town: Live) -> None:
    ticket = town.ticket()
    town.post(f"tickets/{ticket['id']}/buyer", act="close")

    assert (
        refused(lambda: town.connector().perform(town.act(Action.offer, ticket, text="x"))) == "makegood.ticket_state"
    )


def test_it_tells_two_equal_replies_apart_by_their_receipts(town: Live) -> None:
    ticket = town.ticket()
    act = town.act(Action.remind_buyer, ticket, text="Any news?")
    first = town.connector().perform(act)

    taken = frozenset({first.reference or ""})
    assert town.connector().look(act, taken=taken).sight is Sight.not_done
    town.wind(timedelta(hours=1))
    again = town.connector().perform(act)
    assert town.connector().look(act, taken=taken).receipt == again


def test_it_takes_no_reply_from_before_for_its_own(town: Live) -> None:
    ticket = town.ticket()
    town.post(f"tickets/{ticket['id']}/seller", act="reply", message="Hello")
    town.wind(timedelta(hours=1))

    assert town.connector().look(town.act(Action.contact_buyer, ticket, text="Hello")).sight is Sight.not_done


# --- appealing to Wish ----------------------------------------------------------------------------------------


def test_it_hands_a_ticket_to_wish_and_says_so_again_without_a_call(town: Live) -> None:
    act = town.act(Action.escalate, town.ticket())
    town.connector().perform(act)

    assert town.connector().perform(act).words["found"] == "already there"
    assert len(sent(town, "tickets.update")) == 1


def test_it_cannot_tell_of_a_ticket_that_was_closed_meanwhile(town: Live) -> None:
    ticket = town.ticket()
    act = town.act(Action.escalate, ticket)
    town.connector().perform(act)
    town.wind(timedelta(hours=24))

    assert town.connector().look(act).sight is Sight.cannot_tell
    assert refused(lambda: town.connector().perform(act)) == "makegood.ticket_state"


def test_it_knows_that_a_ticket_closed_before_was_not_its_doing(town: Live) -> None:
    ticket = town.ticket()
    town.post(f"tickets/{ticket['id']}/buyer", act="close")
    town.wind(timedelta(hours=1))

    assert town.connector().look(town.act(Action.escalate, ticket)).sight is Sight.not_done


# --- refunding ------------------------------------------------------------------------------------------------


def test_it_refunds_with_the_buyers_own_word_where_the_merchant_may_give_it(town: Live) -> None:
    order = town.order("delivered")
    claim = {"reason": "damaged", "platform_reason": "ITEM_IS_COUNTERFEIT"}
    with pytest.raises(Unanswered, match="took it on"):
        town.connector().perform(town.act(Action.refund, order, "25.90", claim=claim, note="We are sorry"))
    town.wind(timedelta(minutes=5))

    (refund,) = town.state.orders[order["id"]].refunds
    assert (refund.reason, refund.note, refund.cents) == ("ITEM_IS_COUNTERFEIT", "We are sorry", 2590)


@pytest.mark.parametrize(
    ("stage", "claim", "reason"),
    [
        ("approved", "out_of_stock", "MERCHANT_OUT_OF_STOCK"),
        ("approved", "logistics_delay", "UNABLE_TO_SHIP"),
        ("shipped", "not_received", "SHIPPING_TAKING_TOO_LONG"),
        ("delivered", "not_received", "ITEM_MARKED_DELIVERED_BUT_DID_NOT_ARRIVE"),
        ("delivered", "quality", "ITEM_IS_POOR_QUALITY"),
    ],
)
def test_it_gives_the_reason_that_fits_and_holds_now(town: Live, stage: str, claim: str, reason: str) -> None:
    act = town.act(Action.refund, town.order(stage), claim={"reason": claim})
    with pytest.raises(Unanswered):
        town.connector().perform(act)

    assert f'"{reason}"' in sent(town, "orders.refund")[0]["body"]


def test_it_asks_for_a_reason_where_none_fits_and_takes_the_one_named(town: Live) -> None:
    order = town.order("shipped")
    act = town.act(Action.refund, order, claim={"reason": "other"})
    with pytest.raises(Refused, match="RECEIVED_NOTE_FROM_MERCHANT"):
        town.connector().perform(act)

    named = replace(act, details={"refund_reason": "RECEIVED_NOTE_FROM_MERCHANT"})
    with pytest.raises(Unanswered):
        town.connector().perform(named)
    wrong = replace(act, details={"refund_reason": "UNABLE_TO_SHIP"})
    town.wind(timedelta(minutes=2))
    assert refused(lambda: town.connector().perform(wrong)) == "makegood.order_state"


@pytest.mark.parametrize("amount", ["25.89", "12.95", "51.80"])
def test_it_refunds_nothing_but_the_whole_that_was_approved(town: Live, amount: str) -> None:
    act = town.act(Action.refund, town.order("delivered"), amount, **DAMAGED)

    assert refused(lambda: town.connector().perform(act)) == "makegood.not_whole"


def test_it_refunds_no_part(town: Live) -> None:
    act = town.act(Action.refund, town.order("delivered"), None, remedy="partial_refund", **DAMAGED)

    assert refused(lambda: town.connector().perform(act)) == "makegood.no_api"


def test_it_sends_no_amount_it_cannot_compare(town: Live) -> None:
    town.post("figures", customer_prices="none")
    act = town.act(Action.refund, town.order("delivered"), "25.90", **DAMAGED)

    assert refused(lambda: town.connector().perform(act)) == "makegood.not_whole"


def test_it_says_who_refunded_where_it_was_not_us(town: Live) -> None:
    order = town.order("approved")
    act = town.act(Action.cancel_order, order, "25.90", claim={"reason": "cancel"})
    town.post(f"orders/{order['id']}/buyer", act="cancel")

    assert refused(lambda: town.connector().perform(act)) == "makegood.order_state"
    found = town.connector().look(act)
    assert (found.sight, found.why) == (Sight.not_done, "the order is REFUNDED, refunded by CUSTOMER")


def test_it_takes_no_earlier_refund_for_its_own(town: Live) -> None:
    order = town.order("delivered")
    with pytest.raises(Unanswered):
        town.connector().perform(town.act(Action.refund, order, **DAMAGED))
    town.wind(timedelta(hours=1))

    assert town.connector().look(town.act(Action.refund, order, **DAMAGED)).sight is Sight.not_done


def test_it_takes_no_earlier_failure_for_its_own(town: Live) -> None:
    order = town.order("delivered")
    town.post(f"orders/{order['id']}/platform", act="fail_next")
    with pytest.raises(Unanswered):
        town.connector().perform(town.act(Action.refund, order, **DAMAGED))
    town.wind(timedelta(hours=1))

    assert town.connector().look(town.act(Action.refund, order, **DAMAGED)).sight is Sight.not_done


# --- tracking -------------------------------------------------------------------------------------------------


def test_it_takes_carrier_and_country_of_the_parcel_before(town: Live) -> None:
    order = town.order("shipped", number="OLD1")
    with pytest.raises(Unanswered):
        town.connector(origin_country=None).perform(
            town.act(Action.correct_tracking, order, tracking="rr 123-456 785cn")
        )
    town.wind(timedelta(minutes=2))

    told = town.state.orders[order["id"]].tracking[0]
    assert (told.number, told.provider, told.origin_country) == ("rr123456785cn", "YunExpress", "CN")


def test_it_gives_no_number_twice(town: Live) -> None:
    order = town.order("shipped", number="AB12")

    assert town.connector().perform(town.act(Action.fill_tracking, order, tracking="ab12")) == Receipt(
        "ab12", {"found": "listed"}
    )


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({}, "missing"),
        ({"tracking": "AB/12", "carrier": "USPS"}, "tracking"),
        ({"tracking": "单号12", "carrier": "USPS"}, "tracking"),
        ({"tracking": "AB12"}, "missing"),
        ({"tracking": "AB12", "carrier": "Pigeon"}, "carrier"),
    ],
)
def test_it_refuses_numbers_and_carriers_that_wish_would_not_take(
    town: Live, details: dict[str, str], code: str
) -> None:
    act = town.act(Action.fill_tracking, town.order("approved"), **details)

    assert refused(lambda: town.connector().perform(act)) == f"makegood.{code}"


def test_it_needs_to_know_where_a_first_parcel_comes_from(town: Live) -> None:
    act = town.act(Action.fill_tracking, town.order("approved"), tracking="AB12", carrier="usps")

    assert refused(lambda: town.connector(origin_country=None).perform(act)) == "makegood.missing"


@pytest.mark.parametrize("act", ["refuse", "decline"])
def test_it_ships_nothing_that_wish_holds(town: Live, act: str) -> None:
    order = town.order("review", 0)
    town.post(f"orders/{order['id']}/platform", act=act)
    asked = town.act(Action.fill_tracking, order, tracking="AB12", carrier="USPS")

    assert refused(lambda: town.connector().perform(asked)) == "makegood.order_state"


def test_it_has_no_api_for_what_is_assisted(town: Live) -> None:
    act = town.act(Action.appeal, town.ticket())

    assert refused(lambda: town.connector().perform(act)) == "makegood.no_api"
    assert refused(lambda: town.connector().look(act)) == "makegood.no_api"


@pytest.mark.parametrize(
    ("action", "dispute", "details", "is_taken"),
    [
        (Action.contact_buyer, "t", {"text": "Hello"}, True),
        (Action.contact_buyer, "t:o", {"text": "Hello", "claim": {"by": "buyer"}}, True),
        (Action.contact_buyer, "t", {}, False),
        (Action.offer, "t", {"text": "x" * 2001}, False),
        (Action.request_evidence, "o:refund", {"text": "Hello"}, False),
        (Action.request_evidence, "fine", {"text": "Hello", "claim": {"by": "platform"}}, False),
        (Action.remind_buyer, None, {"text": "Hello"}, False),
        (Action.escalate, "t", {}, True),
        (Action.escalate, "o:refund", {}, False),
        (Action.refund, "t", {"remedy": "full_refund"}, True),
        (Action.refund, None, {"remedy": "partial_refund"}, False),
        (Action.cancel_order, None, {}, True),
        (Action.fill_tracking, None, {"tracking": "AB12"}, True),
        (Action.fill_tracking, None, {}, False),
        (Action.appeal, "t", {"text": "Hello"}, False),
    ],
)
def test_it_takes_only_what_a_call_can_do_whole(
    town: Live, action: Action, dispute: str | None, details: dict[str, object], is_taken: bool
) -> None:
    act = Act("a-1", action, order="o", dispute=dispute, details=details)

    assert town.connector().takes(act) is is_taken
    assert town.state.calls == []


# --- a platform that is gone ----------------------------------------------------------------------------------


def everything(town: Live) -> list[Callable[[], object]]:
    act = town.act(Action.refund, town.order("delivered"), "25.90", **DAMAGED)
    made = town.connector()
    return [
        lambda: town.pulled(since=town.now() - timedelta(hours=25)),
        lambda: made.perform(replace(act, first_sent_at=town.now() - timedelta(hours=25))),
        lambda: made.look(replace(act, first_sent_at=town.now() - timedelta(hours=25))),
    ]


def test_it_says_plainly_that_the_platform_is_gone_when_no_door_is_there(town: Live) -> None:
    asked = everything(town)
    town.post("gone", how="404")

    assert [refused(does) for does in asked] == ["makegood.gone"] * 3
    assert refused(lambda: town.pulled(since=town.now())) == "makegood.gone"
    assert refused(lambda: town.app.refresh("r", at=town.now())) == "makegood.gone"


@pytest.mark.parametrize("how", ["503", "silent"])
def test_it_says_so_after_a_day_without_any_answer(town: Live, how: str) -> None:
    asked = everything(town)
    town.post("gone", how=how)

    assert [refused(does) for does in asked] == ["makegood.gone"] * 3
    with pytest.raises(Refused, match="at risk"):
        asked[0]()


@pytest.mark.parametrize("how", ["503", "silent"])
def test_it_calls_a_shorter_silence_what_it_is(town: Live, how: str) -> None:
    act = town.act(Action.refund, town.order("delivered"), "25.90", **DAMAGED)
    town.post("gone", how=how)

    with pytest.raises(Unanswered):
        town.pulled(since=town.now() - timedelta(hours=23))
    with pytest.raises(Unavailable):
        town.connector().perform(act)
    with pytest.raises(Unanswered):
        town.connector().look(act)
    with pytest.raises(Unanswered):
        town.pulled(since=None)


def test_it_takes_one_door_that_is_out_for_no_end_of_the_platform(town: Live) -> None:
    town.fault("error_before", "orders.*")

    with pytest.raises(Unanswered):
        town.pulled(since=town.now() - timedelta(days=9))


def test_it_goes_on_when_the_platform_is_back(town: Live) -> None:
    town.order()
    town.post("gone", how="404")
    assert refused(town.pulled) == "makegood.gone"
    town.post("gone", how="")

    assert len(town.pulled()) == 1
