"""Who minds a case: given, put off, taken back; each change on record, and only within the organisation."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from makegood.store.tenancy import within
from tests.store.making import T0, Scene, dispute, scene

pytestmark = pytest.mark.usefixtures("store")
HOUR = timedelta(hours=1)


def begun() -> tuple[Scene, UUID]:
    from makegood.store import intake

    one = scene()
    with within(one.organisation):
        case = intake.take_in(one.shop, dispute(), by="aliexpress", at=T0)
    assert case is not None
    return one, case.pk


def test_gives_a_case_to_a_member_and_puts_that_on_record_once() -> None:
    from makegood.store import minding
    from makegood.store.models import Case, Event

    one, case = begun()
    with within(one.organisation):
        for _ in range(2):
            minding.assign([case], one.people["clerk"], by="person:x", at=T0)

        assert Case.objects.get().owner_id == one.people["clerk"]
        assert [event.body["owner"] for event in Event.objects.filter(type="case_assigned")] == [
            str(one.people["clerk"])
        ]


@pytest.mark.parametrize("who", ["stranger", "member of another"])
def test_gives_it_to_nobody_who_is_no_member(who: str) -> None:
    from makegood.store import minding
    from makegood.store.models import Case

    one, case = begun()
    person = scene("Other").people["lead"] if who != "stranger" else uuid4()
    with within(one.organisation):
        done = minding.assign([case], person, by="person:x", at=T0)

        assert done.refused and not done.changed and Case.objects.get().owner_id is None


def test_what_lapses_too_soon_drops_out_with_why() -> None:
    from makegood.store import minding
    from makegood.store.models import Case

    one, case = begun()
    with within(one.organisation):
        due = Case.objects.get().due_at
        done = minding.snooze([case], due - 3 * HOUR, by="person:x", at=T0)

        assert [(number, why.en) for number, why in done.refused] == [
            ("aliexpress:60000000000001", f"its clock allows {due - 4 * HOUR:%Y-%m-%d %H:%M} UTC at the latest")
        ]
        assert Case.objects.get().snoozed_until is None


def test_what_is_taken_back_is_as_it_was() -> None:
    from makegood.store import minding
    from makegood.store.models import Case

    one, case = begun()
    with within(one.organisation):
        minding.assign([case], one.people["clerk"], by="person:x", at=T0)
        done = minding.snooze([case], T0 + 9 * HOUR, by="person:x", at=T0 + HOUR)
        minding.put_back(done.changed, by="person:x", at=T0 + 2 * HOUR)

        kept = Case.objects.get()
        assert (kept.owner_id, kept.snoozed_until) == (one.people["clerk"], None)


def test_another_organisations_case_is_as_if_it_were_not_there() -> None:
    from makegood.store import minding

    one, case = begun()
    other = scene("Other")
    with within(other.organisation):
        done = minding.assign([case], other.people["lead"], by="person:x", at=T0)

    assert not done.changed and not done.refused
