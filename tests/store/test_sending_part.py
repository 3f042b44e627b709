"""Of some actions a platform's interface does a part only: what its connection does not take goes to a person's hands."""

from __future__ import annotations

import pytest

from makegood.core.words import Action as Verb
from makegood.usecases.ports import Act
from tests.store.making import InMemory, dispute
from tests.store.test_sending import Desk

pytestmark = pytest.mark.usefixtures("store")


class Partly(InMemory):
    """Agrees to returns alone, as 1688 does."""

    def takes(self, act: Act) -> bool:
        return act.action is not Verb.agree or "return" in (act.details["claim"] or {}).get("wants", [])


@pytest.mark.parametrize(("wants", "state"), [(["refund"], "assisted"), (["return", "refund"], "approved")])
def test_it_is_sent_only_where_this_very_act_has_a_call(wants: list[str], state: str) -> None:
    desk = Desk(Partly())
    claim = dispute()["claim"] | {"wants": wants}

    assert desk.state(desk.refund(desk.case(claim=claim), verb=Verb.agree)) == state


def test_a_connection_that_does_not_say_takes_all_its_verbs() -> None:
    desk = Desk()

    assert desk.state(desk.refund(desk.case(), verb=Verb.agree)) == "approved"
