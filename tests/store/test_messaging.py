"""Messages to buyers leave once, at the hour that was said, and not before they could be taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from makegood.core.words import Action as Verb
from makegood.store.messaging import UNDO, Message, Sent
from makegood.store.tenancy import within
from makegood.usecases.ports import Verb as Way
from tests.store.making import T0, Clock, InMemory, Scene, dispute, scene

HOUR = timedelta(hours=1)


class Talking(InMemory):
    @property
    def verbs(self):
        return {Verb.contact_buyer: Way(Verb.contact_buyer, "chat", self.settle)}


@pytest.fixture
def one(store: object) -> Scene:
    return scene()


def sent(one: Scene, platform: Talking, **more: object) -> Sent:
    from makegood.store import intake, messaging

    told = {
        "key": uuid4(), "verb": Verb.contact_buyer, "text": "Hola", "mine": "你好", "language": "es",
        "channel": "ae_message", "translated_by": "template:first_contact",
    }  # fmt: skip
    with within(one.organisation):
        case = intake.take_in(one.shop, dispute(), by="aliexpress", at=T0)
        return messaging.send(case, Message(**told | more), one.people["clerk"], connection=platform, at=T0)


def worked(platform: Talking, after: timedelta) -> list[str]:
    from makegood.store.wiring import worker

    worker(Clock(T0 + after), lambda organisation, shop: platform).until_idle()
    return [act.details["text"] for act in platform.done]


def test_it_leaves_at_the_very_end_of_the_moment_to_take_it_back(one: Scene) -> None:
    platform = Talking()
    sent(one, platform)

    assert worked(platform, UNDO - timedelta(milliseconds=1)) == [] and worked(platform, UNDO) == ["Hola"]


def test_put_off_it_leaves_then(one: Scene) -> None:
    platform = Talking()
    sent(one, platform, leaves_at=T0 + 2 * HOUR)

    assert worked(platform, HOUR) == [] and worked(platform, 2 * HOUR) == ["Hola"]


def test_taken_back_it_never_leaves_and_what_left_is_not_taken_back(one: Scene) -> None:
    from makegood.store import messaging
    from makegood.store.actions import NotPossible

    platform = Talking()
    first, second = sent(one, platform), sent(one, platform, text="Adiós")
    with within(one.organisation):
        messaging.take_back(first.action.pk, one.people["clerk"], at=T0)
    assert worked(platform, HOUR) == ["Adiós"]

    with within(one.organisation), pytest.raises(NotPossible, match="may have left already"):
        messaging.take_back(second.action.pk, one.people["clerk"], at=T0 + HOUR)


def test_for_review_it_waits_for_another_and_by_another_channel_for_a_persons_hands(one: Scene) -> None:
    platform = Talking()
    states = [
        sent(one, platform, for_review=True).action.state,
        sent(one, platform, channel="email", reason="the buyer asked for it").action.state,
    ]

    assert states == ["planned", "assisted"] and worked(platform, HOUR) == []


def test_what_was_said_is_in_the_case_file_once_it_arrived(one: Scene) -> None:
    from makegood.store import cases

    platform = Talking()
    made = sent(one, platform)
    worked(platform, HOUR)
    with within(one.organisation):
        made.action.case.refresh_from_db()
        said = [one for one in cases.file_of(made.action.case)["events"] if one["type"] == "message"]

    assert [(one["direction"], one["text"], one["channel"]) for one in said] == [("out", "Hola", "ae_message")]
