"""A yes, a no and a question: each once, and never half."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from makegood.core.words import Action as Verb
from makegood.store.tenancy import within
from tests.desk.approvals.making import asked, fresh, state
from tests.store.making import Scene

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def text(answer) -> str:
    return answer.content.decode()


def yeses(one: Scene) -> int:
    from makegood.store.models import Approval

    with within(one.organisation):
        return Approval.objects.filter(yes=True).count()


def test_a_yes_releases_it_once_however_often_it_is_pressed(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one)
    client = fresh(at_desk())
    first = client.post(f"/approvals/{action}/approve/", headers=PART)
    second = client.post(f"/approvals/{action}/approve/", headers=PART)

    assert "to be done by hand" in text(first) and "nothing was changed" in text(second)
    assert state(one, action) == "assisted" and yeses(one) == 1


def test_money_asks_who_you_are_before_anything_is_done(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one)
    answer = at_desk().post(f"/approvals/{action}/approve/")

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert state(one, action) == "planned" and yeses(one) == 0


def test_what_costs_nothing_asks_for_no_proof(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one, 1, None, verb=Verb.contact_buyer, text="Hola")
    at_desk().post(f"/approvals/{action}/approve/")

    assert state(one, action) == "assisted"


def test_above_the_limit_a_second_person_must_say_yes(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one, 1, "80.00", by="lead")
    lead, owner = fresh(at_desk("lead")), fresh(at_desk("owner"))

    assert "one more person must say it" in text(lead.post(f"/approvals/{action}/approve/", headers=PART))
    assert "you have approved it already" in text(lead.post(f"/approvals/{action}/approve/", headers=PART))
    assert "One-lead said yes" in text(owner.get("/approvals/")) and state(one, action) == "planned"
    owner.post(f"/approvals/{action}/approve/", headers=PART)
    assert state(one, action) == "assisted"


def test_who_comes_second_is_told_who_was_first(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one)
    fresh(at_desk("owner")).post(f"/approvals/{action}/refuse/", {"reason": "no"}, headers=PART)
    late = text(fresh(at_desk("lead")).post(f"/approvals/{action}/approve/", headers=PART))

    assert "One-owner refused it at" in late and yeses(one) == 0


def test_a_yes_to_more_than_was_paid_leaves_nothing_behind(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one, 1, "40.00", paid="30.00")
    answer = text(fresh(at_desk()).post(f"/approvals/{action}/approve/", headers=PART))

    assert "may still go back" in answer and state(one, action) == "planned" and yeses(one) == 0


def test_a_no_needs_its_reason(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one)
    client = at_desk()

    assert "needs its reason" in text(client.post(f"/approvals/{action}/refuse/", {"reason": "  "}, headers=PART))
    assert state(one, action) == "planned"
    client.post(f"/approvals/{action}/refuse/", {"reason": "the photo is of another item"})
    assert state(one, action) == "refused"


def test_who_said_yes_cannot_say_no_as_well(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one, 1, "80.00")
    client = fresh(at_desk())
    client.post(f"/approvals/{action}/approve/")
    answer = client.post(f"/approvals/{action}/refuse/", {"reason": "changed my mind"}, follow=True)

    assert "somebody else can still refuse it" in text(answer) and state(one, action) == "planned"


def test_a_question_is_put_on_record_and_shown_and_decides_nothing(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one)
    for _ in range(2):
        at_desk("owner").post(f"/approvals/{action}/ask/", {"text": "Which photo shows it?"})
    page = text(at_desk("clerk").get(f"/approvals/{action}/"))

    assert page.count("Which photo shows it?") == 1 and "One-owner" in page and state(one, action) == "planned"


def test_without_scripts_a_yes_leads_back_to_the_list(at_desk: Callable[..., Client], one: Scene) -> None:
    action = asked(one)
    answer = fresh(at_desk()).post(f"/approvals/{action}/approve/", follow=True)

    assert answer.redirect_chain == [("/approvals/", 302)] and "to be done by hand" in text(answer)


def test_several_go_together_after_a_table_of_each(at_desk: Callable[..., Client], one: Scene) -> None:
    small = [asked(one, number, "10.00") for number in (1, 2)]
    large, other = asked(one, 3, "80.00"), asked(one, 4, None, verb=Verb.contact_buyer, text="Hola")
    client, chosen = fresh(at_desk()), {"action": [str(each) for each in (*small, large, other)]}
    review = text(client.get("/approvals/together/", chosen))
    client.post("/approvals/together/", chosen)

    assert "Approve 2: US$20.00" in review and "above what one person releases alone" in review
    assert [state(one, each) for each in (*small, large, other)] == ["assisted", "assisted", "planned", "planned"]


def test_what_changed_between_review_and_press_drops_out(at_desk: Callable[..., Client], one: Scene) -> None:
    from makegood.store import actions

    first, second = asked(one, 1, "10.00"), asked(one, 2, "10.00")
    with within(one.organisation):
        actions.refuse(first, one.people["owner"], reason="no", at=timezone.now())
    answer = fresh(at_desk()).post("/approvals/together/", {"action": [str(first), str(second)]}, follow=True)

    assert "1 action approved" in text(answer) and state(one, second) == "assisted"
