"""A write that is under way, not answered, refused, or to be finished by hand: what the page says, and what it does not offer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from makegood.desk.case.under_way import reading
from makegood.store.tenancy import within
from tests.desk.case.making import looked_into, said
from tests.store.making import InMemory, Scene


def offered(one: Scene, case: UUID, **now: Any) -> UUID:
    """An offer that the clerk has released to the platform, and that stands as `now` says."""
    from makegood.store import actions, stepping
    from makegood.store.models import Action, Case

    with within(one.organisation):
        found, at = Case.objects.get(pk=case), timezone.now()
        step = stepping.next_step(found, {"remedy": "full_refund"})
        action = actions.propose(
            found, step.verb, step.details, money=step.money, by=f"person:{one.people['clerk']}", at=at
        )
        actions.approve(action.pk, one.people["clerk"], connection=InMemory(), at=at)
        Action.objects.filter(pk=action.pk).update(**now)
        return UUID(str(action.pk))


@pytest.fixture
def case(one: Scene) -> UUID:
    return looked_into(one, severity="major")


def text_of(client: Any, case: UUID) -> str:
    return " ".join(client.get(f"/cases/{case}/").content.decode().split())


def test_an_offer_being_sent_cannot_be_sent_again(at_desk, one, case):
    offered(one, case)

    text = text_of(at_desk("clerk"), case)

    assert "Being sent; do not do it again." in text and "data-primary" not in text
    assert "act=offer" not in text


def test_a_write_not_answered_says_when_it_is_checked_and_offers_no_retry(at_desk, one, case):
    due = timezone.now() + timedelta(minutes=2)
    offered(one, case, state="unknown", due_at=due, attempts=1)

    text = text_of(at_desk("clerk"), case)

    assert "The platform has not answered; it is being checked." in text and "Next check" in text
    assert "data-primary" not in text and "Take back" not in text and "retry" not in text.lower()


def test_a_refusal_shows_the_platforms_words_our_reading_and_the_next_act(at_desk, one, case):
    offered(one, case, state="rejected", ended_at=timezone.now(), code="isv.amount", why="AMOUNT_NOT_ALLOWED_BY_ISSUE")

    text = text_of(at_desk("clerk"), case)

    assert "AMOUNT_NOT_ALLOWED_BY_ISSUE" in text and "isv.amount" in text
    assert "The platform answered no" in text and "data-primary" in text


def test_a_refusal_goes_once_the_same_was_asked_for_anew(at_desk, one, case):
    offered(one, case, state="rejected", ended_at=timezone.now(), why="AMOUNT_NOT_ALLOWED_BY_ISSUE")
    offered(one, case)

    assert "The platform answered no" not in text_of(at_desk("clerk"), case)


def test_what_we_refused_ourselves_is_said_in_both_languages():
    told = reading("aliexpress", "makegood.too_much", "makegood.too_much: more than the issue allows: at most 5.00 USD")

    assert told.en == "Nothing was sent: more than the issue allows: at most 5.00 USD"
    assert told.zh == "未发送任何内容：超过该纠纷可退的最高金额：5.00 USD"


def test_only_what_was_not_sent_yet_can_be_taken_back(at_desk, one, case):
    action = offered(one, case, state="unknown", attempts=1)

    at_desk("clerk").post(f"/cases/{case}/take-back/", {"action": action})

    from makegood.store.models import Action

    with within(one.organisation):
        assert Action.objects.get(pk=action).state == "unknown"


def test_a_review_says_what_becomes_of_the_clocks_and_who_says_yes(at_desk, one, case):
    text = " ".join(
        at_desk("clerk").get(f"/cases/{case}/review/?act=offer&remedy=full_refund").content.decode().split()
    )

    assert (
        "Answering ends" in text and "Negotiation runs" in text
    )  # AE-NEGO-1: the answer's clock ends with our first offer
    assert "you alone" in text and "Make an offer <span" in text.replace("</button>", "")


def test_a_review_of_a_sum_above_ones_limit_asks_first_who_you_are(at_desk, one):
    case = looked_into(one, 2, total="80.00", severity="major")

    response = at_desk("clerk").get(f"/cases/{case}/review/?act=offer&remedy=full_refund")

    assert response.status_code == 302 and "next=%2Fcases%2F" in response.headers["Location"]


def test_a_long_name_a_large_sum_and_a_long_word_stand_on_the_page(at_desk, one):
    from makegood.store.models import Shop

    with within(one.organisation):
        Shop.objects.filter(pk=one.shop).update(
            name="义乌市晨光日用百货有限公司旗舰店（官方直营·杭州仓·华东区售后专线一部）长长长长长长长长长长长长长长长长长"
        )
    case = looked_into(one, 3, total="1234567.89", severity="major", text="W" * 3000)
    said(one, case, 1)

    text = text_of(at_desk("lead"), case)

    assert "US$1,234,567.89" in text and "W" * 3000 in text
