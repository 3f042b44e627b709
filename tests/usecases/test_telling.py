"""What an action done is called in the case file; the strict reader takes every one of them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from makegood.core.money import Money
from makegood.core.reading import SCHEMA, read
from makegood.core.words import Action, Platform
from makegood.usecases.telling import events_of

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
DETAILS: dict[str, Any] = {
    "what": ["buyer_protection"], "text": "hello", "finding": "ours", "remedy": "coupon", "ground": "carrier_fault",
    "tracking": "RR1", "note": "by phone", "terms": {"days": 7},
}  # fmt: skip


def told(action: Action, platform: Platform = Platform.aliexpress, **more: Any) -> list[dict[str, Any]]:
    return events_of(
        action, {**DETAILS, **more}, platform=platform, money=Money(Decimal("5.00"), "USD"), receipt="R-1", at=AT
    )


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("platform", list(Platform))
def test_every_action_has_events_that_a_case_file_may_hold(action: Action, platform: Platform) -> None:
    events = told(action, platform)

    read({"schema": SCHEMA, "id": "c", "platform": platform, "order": {"id": "1"}, "events": events})
    assert events and all(event["at"] == "2026-11-22T08:00:00Z" for event in events)


def test_an_offer_carries_its_remedy_and_amount() -> None:
    (event,) = told(Action.offer)
    assert event == {
        "at": "2026-11-22T08:00:00Z", "type": "offer_made", "remedy": "coupon",
        "amount": {"amount": "5.00", "currency": "USD"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("platform", "channel"),
    [("wish", "wish_ticket"), ("aliexpress", "ae_message"), ("ali1688", "wangwang"), ("shopee", "shopee_chat")],
)
def test_a_message_goes_by_the_channel_of_record(platform: str, channel: str) -> None:
    (event,) = told(Action.contact_buyer, Platform(platform))
    assert (event["type"], event["direction"], event["channel"], event["text"]) == ("message", "out", channel, "hello")


def test_a_message_by_another_channel_says_so() -> None:
    assert told(Action.contact_buyer, channel="whatsapp")[0]["channel"] == "whatsapp"


def test_an_escalation_that_could_not_be_withdrawn_is_told_with_its_error() -> None:
    assert told(Action.withdraw_escalation, error="judged")[0]["type"] == "escalation_withdrawal_failed"
    assert told(Action.withdraw_escalation)[0]["type"] == "escalation_withdrawn"


def test_each_service_closed_is_told() -> None:
    events = told(Action.close_service, what=["buyer_protection", "official_direct"])
    assert [event["service"] for event in events] == ["buyer_protection", "official_direct"]


def test_what_has_no_event_of_its_own_is_an_action_done() -> None:
    assert told(Action.send_coupon)[0] == {
        "at": "2026-11-22T08:00:00Z", "type": "action_done", "action": "send_coupon", "receipt": "R-1", "note": "by phone",
    }  # fmt: skip


@pytest.mark.parametrize("action", [Action.request_evidence, Action.show_proof, Action.ask_withdrawal])
def test_what_is_written_to_the_buyer_stands_in_the_talk_as_well(action: Action) -> None:
    message, done = told(action, channel="ae_message")
    assert (message["type"], message["channel"], message["text"]) == ("message", "ae_message", "hello")
    assert (done["type"], done["action"]) == ("action_done", str(action))
