"""How often a shop is read: on a beat, more seldom where its platform said no, and one shop's trouble is its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood.store.tenancy import within
from makegood.usecases.ports import Pulled, Refused, SignInNeeded, Unanswered, Unavailable
from tests.store.making import T0, Clock, Scene, dispute, scene

pytestmark = pytest.mark.usefixtures("store")


class Platform:
    """Tells what it is given, then raises what it is given."""

    verbs: dict[Any, Any] = {}

    def __init__(self, *told: Pulled, trouble: Exception | None = None) -> None:
        self.told, self.trouble = told, trouble

    def pull(self, **_: Any) -> Iterator[Pulled]:
        yield from self.told
        if self.trouble is not None:
            raise self.trouble


def pulled(one: Scene, platform: Platform) -> timedelta:
    """Reads it once; how long until it is read again."""
    from makegood.store import due
    from makegood.store.models import Due
    from makegood.store.pulling import PULL, puller
    from makegood.store.workers import Worker

    due.ensure(PULL, one.shop, one.organisation, T0)
    Worker({PULL: puller(lambda _organisation, _shop: platform, Clock())}, now=Clock()).once()  # type: ignore[arg-type, return-value]
    at = Due.objects.get(kind=PULL, subject=one.shop).due_at
    assert at is not None
    return at - T0


def shop_of(one: Scene) -> Any:
    from makegood.store.models import Shop

    with within(one.organisation):
        return Shop.objects.get(pk=one.shop)


def test_it_is_read_every_five_minutes_from_where_it_was_read_to() -> None:
    one = scene()

    assert pulled(one, Platform()) == timedelta(minutes=5)
    assert (shop_of(one).trouble, shop_of(one).pulled_until) == (None, T0)


@pytest.mark.parametrize("trouble", [Unavailable("away"), Unanswered("lost")])
def test_passing_trouble_is_shown_and_tried_again_soon(trouble: Exception) -> None:
    one = scene()

    assert pulled(one, Platform(trouble=trouble)) == timedelta(minutes=5)
    assert (shop_of(one).trouble, shop_of(one).pulled_until) == (str(trouble), None)


@pytest.mark.parametrize("trouble", [Refused("makegood.gone", "nobody is there"), SignInNeeded("expired", "sign in")])
def test_after_a_no_it_is_asked_more_seldom(trouble: Exception) -> None:
    assert pulled(scene(), Platform(trouble=trouble)) == timedelta(minutes=30)


def test_what_was_read_before_trouble_came_is_kept() -> None:
    from makegood.store.models import Case

    one = scene()
    pulled(one, Platform(Pulled(dispute(1)), trouble=Unanswered("lost")))

    with within(one.organisation):
        assert Case.objects.count() == 1


def test_what_was_read_last_stands_whatever_its_row_says() -> None:
    """An order is listed under the time of its dispute, and the other way round: none of it is a reason to drop what was read."""
    from makegood.store.models import Order

    one, hour = scene(), timedelta(hours=1)
    pulled(one, Platform(Pulled(dispute(1, total="20.00"), T0), Pulled(dispute(1, total="25.90"), T0 - hour)))

    with within(one.organisation):
        assert Order.objects.get().facts["total"]["amount"] == "25.90"
