"""What an action done is called in the case file: its own event where the contract has one, else `action_done`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from makegood.core.instants import show
from makegood.core.money import Money
from makegood.core.words import Action, Channel, EventType, Platform

CHANNEL_OF_RECORD = {
    Platform.wish: Channel.wish_ticket,
    Platform.aliexpress: Channel.ae_message,
    Platform.ali1688: Channel.wangwang,
    Platform.shopee: Channel.shopee_chat,
}

_OWN_EVENT = {
    Action.verify_order: EventType.order_verified,
    Action.offer: EventType.offer_made,
    Action.propose_return_terms: EventType.return_terms_proposed,
    Action.submit_ticket: EventType.ticket_submitted,
    Action.escalate: EventType.escalated,
    Action.withdraw_escalation: EventType.escalation_withdrawn,
    Action.appeal: EventType.appealed,
    Action.cancel_order: EventType.cancelled,
    Action.report_buyer: EventType.report_filed,
    Action.refund: EventType.refund_paid,
    Action.reship: EventType.reshipped,
    Action.record_lesson: EventType.lesson_recorded,
}
_SPOKEN = (Action.request_evidence, Action.show_proof, Action.ask_withdrawal, Action.remind_buyer)
"""What is done by writing to the buyer: written at the desk, it is a message of the talk as well."""
_SERVICES = (Action.close_service, Action.exit_service)
_TOLD = ("finding", "remedy", "terms", "ground", "tracking", "error")
"""What a person said of the deed that its event carries."""


def events_of(
    action: Action,
    details: Mapping[str, Any],
    *,
    platform: Platform,
    money: Money | None,
    receipt: str | None,
    at: datetime,
) -> list[dict[str, Any]]:
    """The case file's events that say this action was done. `at`: when it was."""
    stamp = show(at)
    if action is Action.contact_buyer:
        channel = details.get("channel") or CHANNEL_OF_RECORD[platform].value
        said = {"text": details["text"]} if details.get("text") else {}
        return [{"at": stamp, "type": "message", "direction": "out", "channel": channel, **said}]
    if action in _SERVICES and details.get("what"):
        return [{"at": stamp, "type": "service_close_requested", "service": name} for name in details["what"]]
    if action is Action.withdraw_escalation and details.get("error"):
        return [{"at": stamp, "type": "escalation_withdrawal_failed", "error": details["error"]}]
    if (type_ := _OWN_EVENT.get(action)) is not None:
        event: dict[str, Any] = {"at": stamp, "type": str(type_)}
        event |= {name: details[name] for name in _TOLD if details.get(name) and _carries(type_, name)}
        if money is not None and type_ in (EventType.offer_made, EventType.refund_paid):
            event["amount"] = money.as_json()
        return [event]
    done = {"at": stamp, "type": "action_done", "action": str(action)}
    done |= {name: text for name, text in (("receipt", receipt), ("note", details.get("note"))) if text}
    if action in _SPOKEN and details.get("text") and details.get("channel"):
        message = {"at": stamp, "type": "message", "direction": "out"}
        return [message | {"channel": details["channel"], "text": details["text"]}, done]
    return [done]


def _carries(type_: EventType, name: str) -> bool:
    return name in {
        EventType.order_verified: ("finding",),
        EventType.offer_made: ("remedy",),
        EventType.return_terms_proposed: ("terms",),
        EventType.appealed: ("ground",),
        EventType.reshipped: ("tracking",),
    }.get(type_, ())
