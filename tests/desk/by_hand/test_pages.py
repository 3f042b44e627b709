"""A step done by hand: where to go, what to copy, and what is brought back, through the browser's door."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.store.tenancy import within
from tests.desk.making import taken_in
from tests.store.making import Scene, scene

Sit = Callable[..., Client]


def asked(one: Scene, verb: Verb, *, money: str | None = None, yes: bool = True, **details: Any) -> UUID:
    """An action of a fresh case, said yes to, with no connection to send it."""
    from makegood.store import actions
    from makegood.store.models import Case

    key = taken_in(one, at=timezone.now())
    with within(one.organisation):
        case = Case.objects.select_related("shop", "order").get(pk=key)
        of = Money(Decimal(money), "USD") if money else None
        by, at = f"person:{one.people['clerk']}", timezone.now()
        action = actions.propose(case, verb, details, money=of, by=by, at=at)
        if yes:
            actions.approve(action.pk, one.people["lead"], connection=None, at=at)
        return UUID(str(action.pk))


def state(one: Scene, key: UUID) -> Any:
    from makegood.store.models import Action

    with within(one.organisation):
        return Action.objects.get(pk=key)


def test_shows_the_texts_to_copy_and_where_to_go_in_words(at_desk: Sit, one: Scene) -> None:
    key = asked(one, Verb.contact_buyer, text="Lo sentimos <mucho>")
    page = at_desk("clerk").get(f"/actions/{key}/by-hand/").content.decode()

    assert "Lo sentimos &lt;mucho&gt;" in page and "819000000000001" in page
    assert "No address of that page is confirmed" in page and 'target="_blank"' not in page
    assert page.count("data-primary") == 1


def test_opens_only_addresses_that_the_pack_confirms(at_desk: Sit, store: object) -> None:
    other = scene("Two", platform="ali1688")
    from makegood.store import actions, intake
    from makegood.store.models import Case

    with within(other.organisation):
        told = {"schema": "makegood.case/1", "id": "d-1", "platform": "ali1688", "kind": "deposit_release",
                "services": [{"name": "buyer_protection", "open": True}]}  # fmt: skip
        intake.take_in(other.shop, told, by="person:x", at=timezone.now())
        case = Case.objects.select_related("shop").get()
        action = actions.propose(case, Verb.close_service, {"what": ["buyer_protection"]}, money=None, by="person:x", at=timezone.now())  # fmt: skip
        actions.approve(action.pk, other.people["lead"], connection=None, at=timezone.now())
    page = at_desk("clerk", of=other).get(f"/actions/{action.pk}/by-hand/").content.decode()

    assert 'href="https://work.1688.com/home/seller.htm?_path_=sellerBaseNew/creditservice/credit"' in page
    assert 'rel="noopener noreferrer"' in page


def test_the_amount_stands_on_the_button_itself(at_desk: Sit, one: Scene) -> None:
    key = asked(one, Verb.refund, money="12.30")

    assert "Done there: US$12.30; keep the receipt" in at_desk().get(f"/actions/{key}/by-hand/").content.decode()


def test_a_receipt_ends_it_once_however_often_it_is_sent(at_desk: Sit, one: Scene) -> None:
    key = asked(one, Verb.contact_buyer, text="Hola")
    client = at_desk("clerk")
    client.post(f"/actions/{key}/by-hand/receipt/", {"reference": "m-1", "text": "Hola, María"})
    again = client.post(f"/actions/{key}/by-hand/receipt/", {"reference": "m-2"}, follow=True)
    action = state(one, key)

    assert (action.state, action.reference, action.details["text"]) == ("confirmed", "m-1", "Hola, María")
    assert "no receipt is waited for" in again.content.decode()


def test_a_refusal_keeps_the_platforms_words(at_desk: Sit, one: Scene) -> None:
    key = asked(one, Verb.escalate)
    client = at_desk()
    empty = client.post(f"/actions/{key}/by-hand/refused/", {"words": " "})
    client.post(f"/actions/{key}/by-hand/refused/", {"words": "超过时限"})

    assert empty.status_code == 422 and 'id="x-words-fault"' in empty.content.decode()
    assert (state(one, key).state, state(one, key).why) == ("rejected", "超过时限")


def test_what_was_not_done_is_dropped(at_desk: Sit, one: Scene) -> None:
    key = asked(one, Verb.escalate)
    at_desk().post(f"/actions/{key}/by-hand/not-done/", {"note": "buyer wrote meanwhile"})

    assert state(one, key).state == "dropped"


def test_a_time_ahead_is_refused_and_the_text_kept(at_desk: Sit, one: Scene) -> None:
    key = asked(one, Verb.contact_buyer, text="Hola")
    answer = at_desk().post(
        f"/actions/{key}/by-hand/receipt/", {"done_at": "2999-01-01T10:00", "text": "Hola, María", "reference": "m-1"}
    )
    page = answer.content.decode()

    assert answer.status_code == 422 and "Hola, María" in page and 'value="m-1"' in page and 'id="r-at-fault"' in page
    assert state(one, key).state == "assisted"


def test_a_mistyped_receipt_is_put_right(at_desk: Sit, one: Scene) -> None:
    key = asked(one, Verb.submit_evidence)
    client = at_desk()
    client.post(f"/actions/{key}/by-hand/receipt/", {"reference": "T-1"})
    assert "The receipt is mistyped" in client.get(f"/actions/{key}/by-hand/").content.decode()
    client.post(f"/actions/{key}/by-hand/correct/", {"reference": "T-7", "note": "one digit"})

    assert state(one, key).reference == "T-7"


def test_before_its_yes_nothing_is_to_be_done(at_desk: Sit, one: Scene) -> None:
    key = asked(one, Verb.contact_buyer, yes=False, text="Hola")
    page = at_desk().get(f"/actions/{key}/by-hand/").content.decode()

    assert "waits for a yes" in page and "receipt/" not in page


@pytest.mark.parametrize("deed", ["receipt", "refused", "not-done", "correct"])
def test_anothers_action_is_not_found(at_desk: Sit, one: Scene, deed: str) -> None:
    key = asked(scene("Two"), Verb.escalate)
    client = at_desk()

    assert client.get(f"/actions/{key}/by-hand/").status_code == 404
    assert client.post(f"/actions/{key}/by-hand/{deed}/", {"words": "no"}).status_code == 404


def test_a_role_that_does_not_work_brings_no_receipt(at_desk: Sit, one: Scene) -> None:
    key = asked(one, Verb.escalate)

    assert at_desk("warehouse").post(f"/actions/{key}/by-hand/receipt/").status_code == 403
    assert state(one, key).state == "assisted"


def test_asks_the_same_number_of_questions_for_a_long_case(at_desk: Sit, one: Scene) -> None:
    from makegood.store import intake
    from makegood.store.models import Action

    key, client, counts = asked(one, Verb.escalate), at_desk(), []
    for messages in (1, 60):
        told = [{"at": f"2026-11-0{1 + n % 9}T08:{n % 60:02}:00Z", "type": "message", "direction": "in",
                 "channel": "ae_message", "text": f"m{n}"} for n in range(messages)]  # fmt: skip
        with within(one.organisation):
            case = Action.objects.get(pk=key).case
            intake.add_events(case, told, by="person:x", at=timezone.now())
        client.get(f"/actions/{key}/by-hand/")
        with CaptureQueriesContext(connection) as asked_for:
            client.get(f"/actions/{key}/by-hand/")
        counts.append(len(asked_for))
    assert counts[0] == counts[1]
