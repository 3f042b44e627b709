"""What is done from the case page: once, by who may, on what they saw; and what is said where it was not."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from makegood.store.tenancy import within
from tests.desk.approvals.making import fresh as fresh_sign_in
from tests.desk.case.making import actions_of, ago, events_of, fresh, looked_into, seen
from tests.store.making import Scene, scene


def told(response: Any) -> str:
    """What is said on top of the next page."""
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


def act(client: Client, one: Scene, case: UUID, verb: str, **said: Any) -> Any:
    return client.post(f"/cases/{case}/act/", {"act": verb, "seen": seen(one, case), **said})


@pytest.fixture
def case(one: Scene) -> UUID:
    return looked_into(one, severity="major")


def test_an_offer_within_ones_limit_is_asked_for_and_released_in_one_deed(at_desk, one, case):
    response = act(at_desk("clerk"), one, case, "offer", remedy="full_refund", amount="25.90")

    (action,) = actions_of(one, case)
    assert response.status_code == 302
    assert (action.kind, action.state, action.money, action.moves) == ("offer", "assisted", 2590, False)


def test_an_offer_above_ones_limit_asks_first_who_you_are(at_desk, one):
    case = looked_into(one, 2, total="80.00", severity="major")

    response = act(at_desk("clerk"), one, case, "offer", remedy="full_refund", amount="80.00")

    assert "reauthenticate" in response.headers["Location"]
    assert actions_of(one, case) == []


def test_an_offer_above_ones_limit_waits_for_a_second_person(one, at_desk):
    case = looked_into(one, 2, total="80.00", severity="major")

    response = act(fresh_sign_in(at_desk("clerk")), one, case, "offer", remedy="full_refund", amount="80.00")

    (action,) = actions_of(one, case)
    assert action.state == "planned" and "second person" in told(response)


def test_a_second_person_says_yes_on_the_case_and_it_is_released(one, at_desk):
    case = looked_into(one, 2, total="80.00", severity="major")
    act(fresh_sign_in(at_desk("clerk")), one, case, "offer", remedy="full_refund", amount="80.00")
    (action,) = actions_of(one, case)

    fresh_sign_in(at_desk("lead")).post(f"/cases/{case}/act/", {"action": action.pk, "seen": seen(one, case)})

    assert actions_of(one, case)[0].state == "assisted"


def test_a_yes_to_anothers_request_always_asks_who_you_are(one, at_desk):
    case = looked_into(one, 2, total="80.00", severity="major")
    act(fresh_sign_in(at_desk("clerk")), one, case, "offer", remedy="full_refund", amount="80.00")
    (action,) = actions_of(one, case)

    response = at_desk("lead").post(f"/cases/{case}/act/", {"action": action.pk, "seen": seen(one, case)})

    assert "reauthenticate" in response.headers["Location"] and actions_of(one, case)[0].state == "planned"


def test_a_double_click_does_it_once_and_says_what_was_done(at_desk, one, case):
    client, form = (
        at_desk("clerk"),
        {"act": "offer", "remedy": "full_refund", "amount": "25.90", "seen": seen(one, case)},
    )
    client.post(f"/cases/{case}/act/", form)

    again = client.post(f"/cases/{case}/act/", form)

    assert again.status_code == 409 and b"Nothing was done twice" in again.content
    assert len(actions_of(one, case)) == 1


def test_who_decided_on_an_older_page_is_told_who_did_what_since(at_desk, one, case):
    old = seen(one, case)
    act(at_desk("lead"), one, case, "offer", remedy="partial_refund", amount="5.00")

    late = at_desk("clerk").post(
        f"/cases/{case}/act/", {"act": "refuse", "text": "Lo que escribí", "seen": old}
    )  # fmt: skip

    text = late.content.decode()
    assert late.status_code == 409 and "One-lead" in text and "US$5.00" in text
    assert "Lo que escribí" in text and len(actions_of(one, case)) == 1


def test_what_was_done_to_the_end_is_not_done_again_from_an_old_tab(at_desk, one, case):
    client, old = at_desk("clerk"), seen(one, case)
    act(client, one, case, "offer", remedy="partial_refund", amount="5.00")
    (action,) = actions_of(one, case)
    client.post(f"/cases/{case}/receipt/", {"action": action.pk, "reference": "r-1"})

    late = client.post(
        f"/cases/{case}/act/", {"act": "offer", "remedy": "partial_refund", "amount": "5.00", "seen": old}
    )

    assert late.status_code == 409 and len(actions_of(one, case)) == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param({"act": "offer"}, b"Choose what is offered", id="no-remedy"),
        pytest.param({"act": "offer", "remedy": "partial_refund"}, b"Say how much", id="no-amount"),
        pytest.param({"act": "offer", "remedy": "partial_refund", "amount": "5.001"}, b"Found 5.001", id="too-fine"),
        pytest.param({"act": "offer", "remedy": "partial_refund", "amount": "-5"}, b"Found -5", id="below-nothing"),
    ],
)
def test_what_only_a_person_can_say_is_asked_for_beside_its_field(at_desk, one, case, said, why):
    response = at_desk("clerk").post(f"/cases/{case}/act/", {"seen": seen(one, case), **said})

    assert response.status_code == 422 and why in response.content
    assert actions_of(one, case) == []


def test_checking_the_order_asks_what_it_showed(at_desk, one):
    case = fresh(one, 9)

    response = act(at_desk("clerk"), one, case, "verify_order")

    assert response.status_code == 422 and b"Say what checking showed" in response.content


def test_an_act_nobody_knows_is_not_found(at_desk, one, case):
    assert act(at_desk("clerk"), one, case, "give_everything").status_code == 404


def test_what_is_done_at_the_desk_is_done_at_once(at_desk, one):
    case = fresh(one, 4)

    act(at_desk("clerk"), one, case, "verify_order", finding="correct")

    assert [event.body["finding"] for event in events_of(one, case, "order_verified")] == ["correct"]


def test_what_was_asked_for_can_be_taken_back_before_it_is_sent(at_desk, one, case):
    client = at_desk("clerk")
    act(client, one, case, "offer", remedy="full_refund", amount="25.90")
    (action,) = actions_of(one, case)

    client.post(f"/cases/{case}/take-back/", {"action": action.pk})

    assert actions_of(one, case)[0].state == "refused"


def test_an_error_on_withdrawing_an_escalation_is_kept_and_is_no_failure(at_desk, one):
    case = fresh(one, 5, events=[{"at": ago(9), "type": "escalated"}])
    client = at_desk("clerk")
    act(client, one, case, "withdraw_escalation")
    (action,) = actions_of(one, case)

    client.post(f"/cases/{case}/receipt/", {"action": action.pk, "error": "SYS-104 please retry"})

    (event,) = events_of(one, case, "escalation_withdrawal_failed")
    assert event.body["error"] == "SYS-104 please retry" and actions_of(one, case)[0].state == "confirmed"


@pytest.mark.parametrize("deed", ["act", "take-back", "receipt", "note", "evidence", "unmask", "decline"])
def test_of_another_organisation_nothing_is_changed(at_desk, one, case, deed):
    stranger = at_desk("owner", of=scene("Two"))
    before = seen(one, case)

    form = {"act": "close", "action": uuid4(), "text": "x", "kind": "goods_photo", "reason": "x"}
    response = stranger.post(f"/cases/{case}/{deed}/", form)

    assert response.status_code == 404 and seen(one, case) == before


@pytest.mark.parametrize("deed", ["act", "take-back", "receipt", "note", "evidence", "unmask", "decline"])
def test_who_may_only_read_does_nothing(at_desk, one, case, deed):
    assert at_desk("warehouse").post(f"/cases/{case}/{deed}/", {"act": "close"}).status_code == 403


def test_a_note_stands_once_however_often_its_form_is_sent(at_desk, one, case):
    client, form = at_desk("clerk"), {"text": "Called the buyer", "form": str(uuid4())}

    for _ in range(2):
        client.post(f"/cases/{case}/note/", form)

    assert len(events_of(one, case, "note_added")) == 1
    assert b"Called the buyer" in client.get(f"/cases/{case}/").content


def test_a_number_typed_off_a_label_is_evidence_once(at_desk, one, case):
    from makegood.store.models import Evidence

    client, form = at_desk("clerk"), {"kind": "outer_label_photo", "read": "LP00999999999999", "by": "buyer"}
    for _ in range(2):
        client.post(f"/cases/{case}/evidence/", form)

    with within(one.organisation):
        pieces = Evidence.objects.filter(case_id=case, number__startswith="E-")
        assert [(piece.number, piece.reading) for piece in pieces] == [("E-01", {"tracking": "LP00999999999999"})]


def test_the_buyer_is_shown_to_who_says_why_and_that_is_on_record(at_desk, one, case):
    client = at_desk("clerk")

    client.post(f"/cases/{case}/unmask/", {"reason": "parcel came back, calling them"})

    text = client.get(f"/cases/{case}/").content.decode()
    assert "María Pérez" in text and "+34600000000" in text
    assert [event.by for event in events_of(one, case, "personal_shown")] == [f"person:{one.people['clerk']}"]


def test_the_buyer_is_not_shown_without_a_reason_nor_to_anybody_else(at_desk, one, case):
    at_desk("lead").post(f"/cases/{case}/unmask/", {"reason": "needed"})
    client = at_desk("clerk")
    client.post(f"/cases/{case}/unmask/", {"reason": " "})

    assert "María" not in client.get(f"/cases/{case}/").content.decode()


def test_advice_not_taken_is_kept_with_its_reason(at_desk, one, case):
    at_desk("clerk").post(f"/cases/{case}/decline/", {"reason": "costly"})

    assert [event.body["why"] for event in events_of(one, case, "advice_refused")] == ["costly"]


def test_closing_names_the_cause_and_offers_it_first_the_next_time(at_desk, one):
    at, client = ago(9), at_desk("clerk")
    cases = [fresh(one, number, events=[{"at": at, "type": "dispute_withdrawn"}]) for number in (6, 7)]

    act(client, one, cases[0], "close", cause="warehouse", measure="Scan every parcel")
    review = client.get(f"/cases/{cases[1]}/review/?act=close").content.decode()

    assert [event.body["cause"] for event in events_of(one, cases[0], "cause_named")] == ["warehouse"]
    assert review.index('value="warehouse"') < review.index('value="supplier"')


def test_a_coupon_is_offered_by_hand_though_offers_have_an_interface(one):
    from makegood.store import actions, stepping
    from makegood.store.models import Case
    from tests.store.making import InMemory

    key = looked_into(one, 8)
    with within(one.organisation):
        case = Case.objects.get(pk=key)
        from django.utils import timezone

        step = stepping.next_step(case)
        action = actions.propose(case, step.verb, step.details, money=step.money, by="test", at=timezone.now())
        action = actions.approve(action.pk, one.people["clerk"], connection=InMemory(), at=timezone.now())

    assert (json.dumps(action.details["remedy"]), action.state) == ('"coupon"', "assisted")


def test_what_stands_greyed_is_refused_with_its_reason_however_it_is_asked_for(at_desk, one, case):
    response = act(at_desk("clerk"), one, case, "appeal", text="again")

    assert response.status_code == 409 and b"no verdict to appeal against" in response.content
    assert actions_of(one, case) == []


def test_no_more_is_offered_than_may_still_go_back(at_desk, one, case):
    response = act(at_desk("clerk"), one, case, "offer", remedy="partial_refund", amount="26.00")

    assert response.status_code == 409 and b"Only 25.90 USD may still go back" in response.content
