"""What each verb sends, what it refuses to send, and what looking shows where it cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood.core.words import Action, How, Platform
from makegood.policies.policy import book
from makegood.usecases.ports import Act, Refused, Sight
from tests.platforms.shopee_live import Live, live
from tests.platforms.test_shopee_faults import DISPUTE

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture
def town() -> Iterator[Live]:
    with live() as made:
        yield made


def refused(town: Live, act: Act, *, writes: str = "returns/") -> str:
    """Our own no, or the platform's; and that nothing was written."""
    before = [call for call in town.state.calls if call["transport"] == "POST"]
    with pytest.raises(Refused) as met:
        town.connector().perform(act)
    assert [call for call in town.state.calls if call["transport"] == "POST"] == before
    return met.value.code


def sent(town: Live, path: str) -> dict[str, Any]:
    (call,) = town.calls(path)
    return call["parameters"]


# --- which ---


def test_has_a_call_for_what_the_pack_says_has_one(town: Live) -> None:
    by_api = {action for action, way in book(Platform.shopee).own.actions.items() if way.how is How.api}

    assert set(town.connector().verbs) == by_api


def test_says_that_there_is_no_call(town: Live) -> None:
    assert refused(town, town.act(Action.submit_ticket, town.claim())) == "makegood.no_api"


@pytest.mark.parametrize(
    ("action", "details", "takes"),
    [
        (Action.offer, {"remedy": "partial_refund"}, True),
        (Action.offer, {"remedy": "coupon"}, False),
        (Action.refuse, {}, False),
        (Action.refuse, {"dispute_reason": "10"}, True),
        (Action.escalate, {"dispute_reason": "10"}, True),
        (Action.submit_evidence, {}, False),
        (Action.submit_evidence, {"evidence": ["e1"]}, True),
        (Action.agree, {}, True),
        (Action.reship, {}, False),
    ],
)
def test_knows_which_acts_it_has_all_of(town: Live, action: Action, details: dict[str, Any], takes: bool) -> None:
    act = Act("a", action, order="261012A", dispute="261012B", details=details)

    assert town.connector().takes(act) is takes


def test_money_without_a_return_is_for_a_persons_hands(town: Live) -> None:
    act = Act("a", Action.refund, order="261012A")

    assert town.connector().takes(act) is False
    assert refused(town, act) == "makegood.no_api"


# --- agreeing ---


def test_confirms_by_serial_number_alone(town: Live) -> None:
    claim = town.claim()

    town.connector().perform(town.act(Action.agree, claim, "25.90"))

    assert sent(town, "returns/confirm") == {"return_sn": claim["sn"]}


def test_does_not_give_up_goods_that_were_to_come_back(town: Live) -> None:
    claim = town.claim(solution="RETURN_REFUND")

    assert refused(town, town.act(Action.agree, claim, "25.90")) == "makegood.goods_stay"
    town.connector().perform(town.act(Action.agree, claim, "25.90", solution="REFUND"))
    assert town.truth(claim).status == "ACCEPTED"


@pytest.mark.parametrize(
    ("amount", "code"), [("20.00", "makegood.amount_changed"), ("25.91", "makegood.amount_changed")]
)
def test_confirms_no_other_amount_than_was_approved(town: Live, amount: str, code: str) -> None:
    assert refused(town, town.act(Action.agree, town.claim(), amount)) == code


def test_confirms_nothing_that_shopee_judges(town: Live) -> None:
    claim = town.claim(judged=True)
    town.wind(timedelta(minutes=1))

    assert refused(town, town.act(Action.agree, claim, "25.90")) == "makegood.status"


def test_sends_nothing_where_the_money_went_back_already(town: Live) -> None:
    claim = town.claim()
    town.wind(timedelta(days=2))

    receipt = town.connector().perform(town.act(Action.refund, claim, "25.90"))

    assert (receipt.reference, town.calls("returns/confirm")) == (claim["sn"], [])


def test_sees_that_another_amount_was_accepted(town: Live) -> None:
    claim = town.claim(judged=True, fair_percent=50)
    town.wind(timedelta(days=2))

    assert town.connector().look(town.act(Action.agree, claim, "25.90")).sight is Sight.not_done


# --- offering ---


def test_offers_with_a_number_inside_the_limits(town: Live) -> None:
    claim = town.claim()

    receipt = town.connector().perform(town.act(Action.offer, claim, "5.10", remedy="partial_refund"))

    assert sent(town, "returns/offer") == {
        "return_sn": claim["sn"], "proposed_solution": "REFUND", "proposed_adjusted_refund_amount": 5.1,
    }  # fmt: skip
    assert receipt.reference == f"{claim['sn']}/1"


@pytest.mark.parametrize("amount", ["2.58", "25.91"])
def test_offers_nothing_outside_them(town: Live, amount: str) -> None:
    assert refused(town, town.act(Action.offer, town.claim(), amount, remedy="partial_refund")) == "makegood.limits"


def test_offers_no_return_of_goods_that_never_came(town: Live) -> None:
    claim = town.claim(reason="NOT_RECEIPT")

    assert refused(town, town.act(Action.offer, claim, "25.90", remedy="return_and_refund")) == "makegood.not_offered"


def test_offers_no_coupon_in_a_return(town: Live) -> None:
    assert refused(town, town.act(Action.offer, town.claim(), "5.00", remedy="coupon")) == "makegood.no_api"


def test_cannot_tell_once_the_buyer_has_proposed_since(town: Live) -> None:
    claim = town.claim()
    act = town.act(Action.offer, claim, "5.00", remedy="partial_refund")
    town.connector().perform(act)
    town.post(f"returns/{claim['sn']}/buyer", act="counter", amount="15.00")

    assert town.connector().look(act).sight is Sight.cannot_tell


def test_an_offer_that_is_anothers_receipt_is_not_ours(town: Live) -> None:
    act = town.act(Action.offer, town.claim(), "5.00", remedy="partial_refund")
    receipt = town.connector().perform(act)

    assert town.connector().look(act, taken=frozenset({receipt.reference or ""})).sight is Sight.not_done


def test_another_offer_of_ours_is_not_this_one(town: Live) -> None:
    claim = town.claim()
    town.connector().perform(town.act(Action.offer, claim, "5.00", remedy="partial_refund"))

    assert town.connector().look(town.act(Action.offer, claim, "6.00", remedy="partial_refund")).sight is Sight.not_done


# --- disputing ---


def test_disputes_with_a_number_an_email_and_the_platforms_own_words(town: Live) -> None:
    claim = town.claim()

    town.connector().perform(town.act(Action.refuse, claim, **DISPUTE))

    told = sent(town, "returns/dispute")
    assert (told["dispute_reason_id"], told["email"], told["dispute_text_reason"]) == (
        10,
        "desk@example.test",
        "sent as ordered",
    )
    assert [(one["module_index"], len(one["image_url"])) for one in told["image_list"]] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"dispute_reason": None}, "dispute_reason"),
        ({"dispute_reason": "41"}, "dispute_reason"),
        ({"modules": {"1": ["e1"]}}, "modules"),
        ({"modules": {"1": ["e1"], "2": ["e2"], "9": ["e1"]}}, "modules"),
        ({"modules": {"1": ["e1"] * 4, "2": ["e2"]}}, "picture"),
        ({"modules": {"1": ["text"], "2": ["e2"]}}, "picture"),
    ],
)
def test_disputes_nothing_that_lacks_a_part(town: Live, changed: dict[str, Any], code: str) -> None:
    assert refused(town, town.act(Action.refuse, town.claim(), **(DISPUTE | changed))) == f"makegood.{code}"


def test_needs_an_email_to_dispute(town: Live) -> None:
    act = town.act(Action.refuse, town.claim(), **DISPUTE)

    with pytest.raises(Refused, match="email"):
        town.connector(email=None).perform(act)


def test_needs_no_pictures_of_goods_that_did_not_come_back(town: Live) -> None:
    claim = town.claim(solution="RETURN_REFUND")
    town.wind(timedelta(days=2))

    town.connector().perform(town.act(Action.refuse, claim, dispute_reason="46"))

    assert town.truth(claim).status == "SELLER_DISPUTE"


def test_sees_a_dispute_after_it_was_ruled_on(town: Live) -> None:
    claim = town.claim(fair_percent=0)
    act = town.act(Action.escalate, claim, **DISPUTE)
    town.connector().perform(act)
    town.wind(timedelta(days=3))

    assert town.connector().look(act).sight is Sight.done
    assert town.connector().look(town.act(Action.escalate, claim, dispute_reason="42")).sight is Sight.not_done


# --- evidence ---


def test_puts_in_proof_only_where_it_is_asked_for(town: Live) -> None:
    assert refused(town, town.act(Action.submit_evidence, town.claim(), evidence=["e1"])) == "makegood.no_proof_asked"


def test_cannot_tell_whose_proof_is_there(town: Live) -> None:
    claim = town.claim(judged=True)
    town.wind(timedelta(minutes=1))
    town.connector().perform(town.act(Action.submit_evidence, claim, evidence=["e1"], text="one"))

    found = town.connector().look(town.act(Action.submit_evidence, claim, evidence=["e1", "e2"], text="two"))

    assert found.sight is Sight.cannot_tell


# --- cancelling ---


def test_names_the_items_that_are_out_of_stock(town: Live) -> None:
    order = town.order("paid", 0.5)

    town.connector().perform(town.act(Action.cancel_order, order, cancel_reason="OUT_OF_STOCK"))

    told = sent(town, "order/cancel_order")
    assert told["item_list"] == [{"item_id": order["items"][0]["item_id"], "model_id": order["items"][0]["model_id"]}]


@pytest.mark.parametrize("reason", [None, "NO_REASON"])
def test_cancels_nothing_without_a_reason_of_the_platforms(town: Live, reason: str | None) -> None:
    assert (
        refused(town, town.act(Action.cancel_order, town.order("paid", 0.5), cancel_reason=reason))
        == "makegood.cancel_reason"
    )


def test_cancels_nothing_that_was_shipped(town: Live) -> None:
    act = town.act(Action.cancel_order, town.order("shipped", 1), cancel_reason="CUSTOMER_REQUEST")

    assert refused(town, act) == "makegood.shipped"


@pytest.mark.parametrize("action", [Action.agree, Action.refuse])
def test_answers_no_cancellation_that_nobody_asked_for(town: Live, action: Action) -> None:
    assert refused(town, town.act(action, town.order("paid", 0.5))) == "makegood.no_cancel_request"


def test_cannot_tell_whose_cancellation_it_was(town: Live) -> None:
    order = town.order("paid", 0.5)
    act = town.act(Action.cancel_order, order, cancel_reason="CUSTOMER_REQUEST")
    town.wind(timedelta(days=6))

    assert town.connector().look(act).sight is Sight.cannot_tell
