"""A seller without any connection: cases opened by hand, receipts brought and put right, and a connection that joins them later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood.core.words import Action as Verb
from makegood.core.words import Platform
from makegood.store.tenancy import within
from tests.store.making import T0, Scene, dispute, scene

pytestmark = pytest.mark.usefixtures("store")
HOUR = timedelta(hours=1)
BY = "person:tester"


@pytest.fixture
def one() -> Iterator[Scene]:
    made = scene()
    with within(made.organisation):
        yield made


def opened(one: Scene, *, trouble: str | None = None, **more: Any) -> Any:
    from makegood.store.hand_kept import open_case

    return open_case(one.shop, {**dispute(), **more}, trouble=trouble, by=BY, at=T0)


def asked(case: Any, verb: Verb, one: Scene, **details: Any) -> Any:
    """An action a person has said yes to, waiting for its receipt."""
    from makegood.store import actions

    action = actions.propose(case, verb, details, money=None, by=BY, at=T0)
    return actions.approve(action.pk, one.people["lead"], connection=None, at=T0)


# --- opened by hand, joined later ---------------------------------------------------------------------------------


def test_a_case_without_a_number_of_the_platforms_goes_by_its_orders(one: Scene) -> None:
    assert opened(one).number == "aliexpress:819000000000001"


def test_a_second_case_of_the_same_order_is_refused_and_names_the_first(one: Scene) -> None:
    from makegood.store.hand_kept import KeptAlready

    first = opened(one)
    with pytest.raises(KeptAlready) as refused:
        opened(one)

    assert refused.value.case.pk == first.pk


def test_a_platform_that_tells_the_trouble_later_goes_on_with_the_case_kept_by_hand(one: Scene) -> None:
    from makegood.store.intake import take_in
    from makegood.store.models import Case, Event

    kept = opened(one, kind="wrong_item")
    told = take_in(one.shop, dispute(), by="aliexpress", at=T0 + HOUR)

    assert told is not None and told.pk == kept.pk and Case.objects.count() == 1
    assert told.number == "aliexpress:60000000000001" and told.kind == "wrong_item"
    assert Event.objects.get(type="case_joined").body == {"before": kept.number, "after": told.number}
    take_in(one.shop, dispute(), by="aliexpress", at=T0 + 2 * HOUR)
    assert Case.objects.count() == 1


def test_a_trouble_typed_under_the_platforms_own_number_is_the_one_the_platform_tells(one: Scene) -> None:
    from makegood.store.intake import take_in
    from makegood.store.models import Case

    kept = opened(one, trouble="60000000000001")
    told = take_in(one.shop, dispute(), by="aliexpress", at=T0 + HOUR)

    assert told is not None and told.pk == kept.pk and Case.objects.count() == 1


def test_two_troubles_of_one_order_that_the_platform_tells_stay_two(one: Scene) -> None:
    from makegood.store.intake import take_in
    from makegood.store.models import Case

    take_in(one.shop, dispute(), by="aliexpress", at=T0)
    take_in(one.shop, {**dispute(), "id": "aliexpress:60000000000002"}, by="aliexpress", at=T0)

    assert Case.objects.count() == 2


def test_a_clock_typed_by_hand_outlives_a_platform_that_tells_none(one: Scene) -> None:
    from makegood.store.cases import own_facts
    from makegood.store.intake import take_in
    from makegood.usecases.typing_in import read_at_page

    due = (T0 + 9 * HOUR).isoformat().replace("+00:00", "Z")
    typed = {"kind": "respond", "due_at": due, "field": read_at_page("dispute page")}
    opened(one, platform_deadlines=[typed])
    case = take_in(one.shop, dispute(), by="aliexpress", at=T0 + HOUR)

    assert case is not None and own_facts(case)["platform_deadlines"] == [typed]
    assert case.due_at == T0 + 9 * HOUR
    answer = {**dispute(), "platform_deadlines": [{**typed, "field": "due_date"}]}
    told = take_in(one.shop, answer, by="aliexpress", at=T0 + HOUR)
    assert told is not None and [one["field"] for one in own_facts(told)["platform_deadlines"]] == ["due_date"]


def test_after_a_closed_case_the_next_of_that_order_has_a_number_of_its_own(one: Scene) -> None:
    first = opened(one)
    first.is_open = False
    first.save()

    assert opened(one).number == "819000000000001-2"


def test_a_shop_of_the_same_name_is_made_once(one: Scene) -> None:
    from makegood.store import hand_kept

    made = [hand_kept.shop(Platform.wish, "Bright", region="CN", by=BY, at=T0) for _ in range(2)]

    assert made[0].pk == made[1].pk and not hand_kept.is_connected(made[0])


# --- receipts -----------------------------------------------------------------------------------------------------


def events(case: Any) -> list[dict[str, Any]]:
    from makegood.store.cases import file_of

    return [one for one in file_of(case)["events"] if one["type"] != "dispute_opened"]


def test_a_receipt_tells_when_and_what_was_done(one: Scene) -> None:
    from makegood.store import actions

    case = opened(one)
    action = asked(case, Verb.contact_buyer, one)
    then = T0 - HOUR
    done = actions.bring_receipt(action.pk, by=BY, at=T0, reference="m-1", done_at=then, said={"text": "Sorry!"})

    assert done.state == "confirmed" and done.reference == "m-1"
    assert events(case) == [
        {"at": "2026-11-22T07:00:00Z", "type": "message", "direction": "out", "channel": "ae_message", "text": "Sorry!"}
    ]


def test_a_refusal_of_the_platforms_ends_it_in_the_platforms_words(one: Scene) -> None:
    from makegood.store import actions

    case = opened(one)
    done = actions.bring_refusal(asked(case, Verb.escalate, one).pk, by=BY, at=T0, words="已超过申请时间")

    assert (done.state, done.why) == ("rejected", "已超过申请时间") and events(case) == []


def test_a_withdrawal_that_errs_is_recorded_and_is_no_failure(one: Scene) -> None:
    from makegood.store import actions

    case = opened(one)
    actions.bring_refusal(asked(case, Verb.withdraw_escalation, one).pk, by=BY, at=T0, words="system busy")

    (failed,) = events(case)
    assert failed == {"at": "2026-11-22T08:00:00Z", "type": "escalation_withdrawal_failed", "error": "system busy"}


def test_a_receipt_is_taken_once(one: Scene) -> None:
    from makegood.store import actions

    action = asked(opened(one), Verb.contact_buyer, one)
    actions.bring_receipt(action.pk, by=BY, at=T0, reference=None)
    with pytest.raises(actions.NotPossible):
        actions.bring_refusal(action.pk, by=BY, at=T0, words="no")


def test_a_mistyped_receipt_is_put_right_and_both_stand_on_record(one: Scene) -> None:
    from makegood.store import actions, correcting
    from makegood.store.models import Event

    case = opened(one)
    action = asked(case, Verb.submit_evidence, one)
    actions.bring_receipt(action.pk, by=BY, at=T0, reference="T-1")
    correcting.correct_receipt(action.pk, reference="T-7", done_at=T0 - HOUR, note="one digit", by=BY, at=T0)

    (event,) = events(case)
    assert (event["at"], event["receipt"]) == ("2026-11-22T07:00:00Z", "T-7")
    assert Event.objects.get(type="action_receipt_corrected").body["before"]["reference"] == "T-1"
    assert Event.objects.filter(case=case, type="action_done", in_file=True).count() == 2
    with pytest.raises(actions.NotPossible):
        correcting.correct_receipt(action.pk, reference="T-7", done_at=T0 - HOUR, note="one digit", by=BY, at=T0)


def test_a_refunds_receipt_put_right_books_no_second_refund(one: Scene) -> None:
    from makegood.core.money import Money
    from makegood.store import actions, correcting
    from makegood.store.models import Order

    case = opened(one)
    from decimal import Decimal

    money = Money(Decimal("5.00"), "USD")
    action = actions.propose(case, Verb.refund, {}, money=money, by=BY, at=T0)
    actions.approve(action.pk, one.people["lead"], connection=None, at=T0)
    actions.bring_receipt(action.pk, by=BY, at=T0, reference="R-1")
    correcting.correct_receipt(action.pk, reference="R-2", done_at=T0 - HOUR, note="", by=BY, at=T0)

    assert Order.objects.get().refunded == 500
    assert [one["at"] for one in events(case) if one["type"] == "refund_paid"] == ["2026-11-22T07:00:00Z"]


# --- facts taken back ---------------------------------------------------------------------------------------------


def add(case: Any, by: str, **event: Any) -> Any:
    from makegood.store import cases, intake

    (made,) = intake.add_events(case, [{"at": "2026-11-22T07:30:00Z", **event}], by=by, at=T0)
    cases.assess(case, at=T0)
    return made


def test_a_fact_typed_wrongly_no_longer_counts_and_its_money_goes_back(one: Scene) -> None:
    from makegood.store import correcting
    from makegood.store.models import Event, Order

    case = opened(one)
    paid = add(case, BY, type="refund_paid", amount={"amount": "9.00", "currency": "USD"})
    correcting.withdraw(paid.pk, why="another order", by=BY, at=T0)

    assert events(case) == [] and correcting.withdrawn(case) == {paid.pk}
    assert Order.objects.get().refunded == 0 and Event.objects.filter(pk=paid.pk).exists()


def test_what_the_platform_told_is_not_taken_back_by_hand(one: Scene) -> None:
    from makegood.store import actions, correcting

    told = add(opened(one), "aliexpress", type="delivered")
    with pytest.raises(actions.NotPossible, match="aliexpress told it"):
        correcting.withdraw(told.pk, why="", by=BY, at=T0)


def test_an_actions_own_event_is_put_right_at_its_receipt(one: Scene) -> None:
    from makegood.store import actions, correcting
    from makegood.store.models import Event

    case = opened(one)
    actions.bring_receipt(asked(case, Verb.contact_buyer, one).pk, by=BY, at=T0, reference=None)
    with pytest.raises(actions.NotPossible, match="receipt"):
        correcting.withdraw(Event.objects.get(case=case, type="message").pk, why="", by=BY, at=T0)
