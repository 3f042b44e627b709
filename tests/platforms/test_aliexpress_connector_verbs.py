"""What each verb sends, and what it refuses to send."""

from __future__ import annotations

import json

import pytest

from makegood.connectors.aliexpress.ways import WAYS
from makegood.core.words import Action
from makegood.usecases.ports import Receipt, Refused, Unanswered, Unavailable
from makegood.wire.requests import File
from tests.platforms.aliexpress_stand import BUYER, DONE, ISSUE, ORDER, Stand, act, connector, error
from tests.platforms.aliexpress_world import detail, issue, solution

SERVICES = {
    "result_success": True,
    "result_list": [
        {"service_name": "CPAM", "display_name": "China Post Registered", "tracking_no_regex": "^[A-Z]{2}\\d{9}CN$"},
        {"service_name": "YANWEN_AM", "display_name": "Yanwen", "tracking_no_regex": "^(UD|YP)\\d{8,12}$"},
        {"service_name": "OTHER", "display_name": "Other", "tracking_no_regex": "(unbalanced"},
    ],
}
PNG, JPG = b"\x89PNG\r\n\x1a\n" + b"p" * 40, b"\xff\xd8\xff" + b"j" * 40
PHOTOS = {"e1": File("label-top.png", PNG), "e2": File("label.jpg", JPG), "e3": File("x.svg", b"<svg/>")}


def stand(**answers: object) -> Stand:
    told = {
        "issue.detail": {"result_object": issue()},
        "findorderbyid": {"target": detail()},
        "listlogisticsservice": SERVICES,
    }
    done = dict.fromkeys(("cancel", "solution", "shipment", "upload", "evaluation", "extends"), DONE)
    return Stand(**(told | done | answers))


def held(**more: object) -> dict[str, object]:
    return {"issue.detail": {"result_object": issue(**more)}}


def refusal(of: Stand, *asked: object, **more: object) -> str:
    with pytest.raises(Refused) as met:
        connector(of).perform(act(*asked, **more))
    assert not any("solution." in method or "sellershipment" in method or "cancel" in method for method, _ in of.calls)
    return met.value.code


# --- agreeing -------------------------------------------------------------------------------------------------


def test_agrees_to_the_solution_of_that_amount_in_either_currency():
    for amount, currency in (("25.90", "USD"), ("130.25", "BRL")):
        of = stand()
        assert connector(of).perform(act(Action.agree, amount, currency)) == Receipt("70000000000002")
        (form,) = of.made("agree")
        assert (form["issue_id"], form["buyer_login_id"], form["solution_id"]) == (ISSUE, BUYER, "70000000000002")
        assert "return_address_id" not in form


def test_does_not_agree_to_what_the_buyer_changed_since():
    assert refusal(stand(), Action.agree, "20.00") == "makegood.no_solution"
    assert refusal(stand(), Action.agree, "20.00", solution="70000000000002") == "makegood.solution_changed"
    assert refusal(stand(), Action.agree, "25.90", currency="EUR") == "makegood.no_solution"
    two = held(buyer_solution_list=[solution(), solution(id=7)])
    assert refusal(stand(**two), Action.agree, "25.90") == "makegood.no_solution"


def test_a_return_is_agreed_to_with_the_address_it_goes_to():
    back = held(buyer_solution_list=[solution(solution_type="return_and_refund")])

    assert refusal(stand(**back), Action.agree, "25.90") == "makegood.missing"
    of = stand(**back)
    connector(of, return_address="77").perform(act(Action.agree, "25.90"))
    assert of.made("agree")[0]["return_address_id"] == "77"


def test_what_is_agreed_already_is_not_sent_again():
    of = stand(**held(buyer_solution_list=[solution(status="reached", seller_accept_time="2026-11-03 09:00:00")]))

    assert connector(of).perform(act(Action.agree, "25.90")).words["status"] == "reached"
    assert of.made("agree") == []


def test_the_platforms_solution_can_be_agreed_to_as_well():
    of = stand(
        **held(
            buyer_solution_list=[],
            platform_solution_list=[solution("platform", id=9, status="wait_buyer_and_seller_accept")],
        )
    )

    assert connector(of).perform(act(Action.agree, "25.90")).reference == "9"


# --- offering -------------------------------------------------------------------------------------------------


def test_the_first_offer_is_added_against_the_buyers_solution():
    of = stand()

    connector(of).perform(act(Action.offer, "10.00", remedy="partial_refund", text="sorry"))

    assert of.param("solution.save", "param_dto") == {
        "issue_id": int(ISSUE), "buyer_login_id": BUYER, "add_seller_solution": True,
        "buyer_solution_id": 70000000000002, "add_solution_type": "refund", "refund_amount": "10.00",
        "refund_amount_currency": "USD", "solution_context": "sorry",
    }  # fmt: skip


def test_the_next_offer_changes_our_own():
    of = stand(**held(seller_solution_list=[solution("seller", id=8)]))

    connector(of).perform(act(Action.offer, "50.00", "BRL", remedy="partial_refund"))

    sent = of.param("solution.save", "param_dto")
    assert (sent["add_seller_solution"], sent["modify_seller_solution_id"]) == (False, 8)
    assert "buyer_solution_id" not in sent


def test_a_refusal_is_an_offer_of_nothing():
    of = stand()

    connector(of).perform(act(Action.refuse, text="not so"))

    sent = of.param("solution.save", "param_dto")
    assert (sent["refund_amount"], sent["add_solution_type"]) == ("0", "refund")


@pytest.mark.parametrize(
    ("asked", "more", "code"),
    [
        (("10.00",), {"remedy": "coupon"}, "makegood.no_api"),
        (("10.00",), {}, "makegood.no_api"),
        ((), {"remedy": "partial_refund"}, "makegood.missing"),
        ((), {"remedy": "full_refund"}, "makegood.missing"),
        (("26.00",), {"remedy": "partial_refund"}, "makegood.too_much"),
        (("10.00", "EUR"), {"remedy": "partial_refund"}, "makegood.currency"),
        (("10.00",), {"remedy": "return_and_refund"}, "makegood.missing"),
        (("10.00",), {"remedy": "partial_refund", "dispute": None}, "makegood.missing"),
    ],
)
def test_an_offer_that_cannot_be_made_is_refused_before_it_is_sent(asked, more, code):
    of = stand(**held(refund_money_max="25.90", refund_money_max_currency="USD"))

    assert refusal(of, Action.offer, *asked, **more) == code


def test_the_buyers_login_is_looked_up_where_it_is_not_told():
    of = stand()

    connector(of).perform(act(Action.offer, "10.00", remedy="partial_refund", buyer=None))

    assert of.param("findorderbyid", "param1") == {"order_id": int(ORDER)}
    assert of.made("issue.detail")[0]["buyer_login_id"] == BUYER


# --- cancelling -----------------------------------------------------------------------------------------------


def asked_to_cancel() -> dict[str, object]:
    return {"findorderbyid": {"target": detail(order_status="IN_CANCEL")}}


@pytest.mark.parametrize("action", [Action.cancel_order, Action.agree])
def test_a_cancel_request_is_approved(action):
    of = stand(**asked_to_cancel())

    assert connector(of).perform(act(action, dispute=None)) == Receipt(ORDER)
    assert of.param("acceptcancel", "param_order_cancel_request") == {"order_id": int(ORDER), "buyer_login_id": BUYER}


def test_a_cancel_request_is_refused_with_the_reason():
    of = stand(**asked_to_cancel())

    connector(of).perform(act(Action.refuse, dispute=ORDER, text="already packed"))

    assert of.param("refusecancel", "param_order_cancel_request")["memo"] == "already packed"


def test_an_order_nobody_asked_to_cancel_has_no_api():
    assert refusal(stand(), Action.cancel_order) == "makegood.no_cancel_request"
    assert refusal(stand(**asked_to_cancel()), Action.refuse, dispute=None) == "makegood.missing"


# --- numbers --------------------------------------------------------------------------------------------------


def test_a_shipment_is_declared_under_the_services_key():
    of = stand()

    receipt = connector(of).perform(act(Action.fill_tracking, tracking="UD123456789", carrier="yanwen"))

    (form,) = of.made("sellershipmentfortop")
    assert receipt == Receipt("UD123456789")
    assert (form["out_ref"], form["service_name"], form["logistics_no"], form["send_type"]) == (
        ORDER, "YANWEN_AM", "UD123456789", "all",
    )  # fmt: skip


def test_a_number_replaces_the_one_named():
    of = stand()

    connector(of).perform(
        act(Action.replace_tracking, tracking="RR123456785CN", carrier="CPAM", replaces="lp00123456789012")
    )

    (form,) = of.made("sellermodifiedshipmentfortop")
    assert (form["old_logistics_no"], form["old_service_name"], form["new_logistics_no"], form["new_service_name"]) == (
        "LP00123456789012", "CAINIAO_STANDARD", "RR123456785CN", "CPAM",
    )  # fmt: skip


@pytest.mark.parametrize("action", [Action.fill_tracking, Action.correct_tracking, Action.replace_tracking])
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"tracking": "UD123", "carrier": "YANWEN_AM"}, "makegood.tracking"),
        ({"tracking": "UD123456789\n", "carrier": "CPAM"}, "makegood.tracking"),
        ({"tracking": "UD" + "1" * 80, "carrier": "YANWEN_AM"}, "makegood.tracking"),
        ({"tracking": "UD123456789", "carrier": "DHL"}, "makegood.service"),
        ({"carrier": "CPAM"}, "makegood.missing"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused_before_it_is_sent(action, more, code):
    assert refusal(stand(), action, replaces="LP00123456789012", **more) == code


def test_which_of_two_numbers_is_meant_must_be_said():
    assert (
        refusal(stand(), Action.correct_tracking, tracking="UD123456789", carrier="Yanwen") == "makegood.which_number"
    )


def test_a_number_listed_already_is_not_sent_again():
    for action in (Action.fill_tracking, Action.correct_tracking):
        of = stand()
        assert connector(of).perform(act(action, tracking="CX123456785CN", carrier="CPAM")).words == {"found": "listed"}
        assert of.made("sellershipment") == of.made("sellermodified") == []


def test_a_pattern_that_is_none_lets_a_number_pass():
    of = stand()

    connector(of).perform(act(Action.fill_tracking, tracking="X1", carrier="OTHER"))

    assert of.made("sellershipmentfortop")


# --- pictures -------------------------------------------------------------------------------------------------


def test_pictures_go_in_one_by_one_with_their_bytes_unsigned():
    of = stand()

    connector(of, files=PHOTOS.__getitem__).perform(act(Action.submit_evidence, evidence=["e1", "e2"]))

    assert [form["extension"] for form in of.made("upload")] == ["png", "jpg"]
    assert of.files == [("label-top.png", PNG), ("label.jpg", JPG)]


def test_what_fails_after_the_first_picture_is_not_known():
    for trouble in (error("40", "isv.no"), error("7")):
        of = stand(upload=[DONE, trouble])
        with pytest.raises(Unanswered, match="1 of 2"):
            connector(of, files=PHOTOS.__getitem__).perform(act(Action.submit_evidence, evidence=["e1", "e2"]))


def test_a_first_picture_that_fails_says_so():
    for trouble, kind in ((error("40", "isv.no"), Refused), (error("7"), Unavailable), (error("15"), Unanswered)):
        with pytest.raises(kind):
            connector(stand(upload=trouble), files=PHOTOS.__getitem__).perform(
                act(Action.submit_evidence, evidence=["e1"])
            )


@pytest.mark.parametrize(
    ("evidence", "code"), [(["e3"], "makegood.picture"), ([], "makegood.missing"), (["e1"] * 6, "makegood.picture")]
)
def test_what_is_no_picture_is_not_sent(evidence, code):
    of = stand()

    with pytest.raises(Refused, match=code):
        connector(of, files=PHOTOS.__getitem__).perform(act(Action.submit_evidence, evidence=evidence))
    assert of.calls == []


# --- the rest -------------------------------------------------------------------------------------------------


def test_more_time_and_answers_to_reviews_are_calls_of_their_own():
    of = stand()

    connector(of).extend_confirm_period(ORDER, 5)
    connector(of).reply_to_review(ORDER, "8190000000010017", "thank you")

    assert of.made("extendsbuyeraccept")[0]["param1"] == "5"
    assert of.made("evaluation.reply")[0]["text"] == "thank you"


def test_every_verb_says_where_it_was_learned_and_waits_out_call_and_lag():
    verbs = connector(stand()).verbs

    assert set(verbs) == set(WAYS)
    for action, way in WAYS.items():
        assert way.methods and "§" in way.cite
        assert verbs[action].settle > connector(stand())._calls.longest


def test_every_refusal_of_ours_is_there_in_both_languages():
    from makegood.connectors.aliexpress.refusing import REFUSALS

    assert all(text.en and text.zh and text.en != text.zh for text in REFUSALS.values())
    assert json.dumps([text.as_json() for text in REFUSALS.values()])
