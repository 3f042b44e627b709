"""Each event of the record in a short sentence, and the drawing that stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from makegood.desk.words import word

Body = Mapping[str, Any]


def what(type_: str, body: Body) -> str:
    """The event as a sentence; one not known yet stands as its own word."""
    if type_ in _TOLD:
        return _TOLD[type_](body)
    if type_.startswith("action_"):
        return _of_action(type_.removeprefix("action_"), body)
    return type_.replace("_", " ")


def drawn(type_: str) -> str:
    if type_.startswith("action_") and type_ != "action_done":
        return _ACTION_ICONS.get(type_.removeprefix("action_"), "send")
    return ICONS.get(type_, "dot")


def _filled(text: str, **fills: Any) -> str:
    for name, value in fills.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def _of_action(state: str, body: Body) -> str:
    action = word("action", body.get("action"))
    shapes = {
        "planned": _("Asked for: {action}"),
        "approved": _("Said yes to: {action}"),
        "sending": _("Sending: {action}"),
        "confirmed": _("Done: {action}"),
        "rejected": _("The platform refused: {action}"),
        "unknown": _("No answer from the platform: {action}"),
        "needs_person": _("A person must look: {action}"),
        "refused": _("Refused here: {action}"),
        "dropped": _("Overtaken by events: {action}"),
        "done": _("Done: {action}"),
        "answered_late": _("The platform answered late: {action}"),
        "assisted": _("To be done by hand: {action}"),
        "questioned": _("Asked back: {action}"),
    }
    return _filled(shapes.get(state, "{action}"), action=action)


def _offer(shape: str) -> Callable[[Body], str]:
    def told(body: Body) -> str:
        return _filled(_(shape), remedy=word("remedy", body.get("remedy")) or _("a remedy"))

    return told


def _number(shape: str) -> Callable[[Body], str]:
    def told(body: Body) -> str:
        return _filled(_(shape), number=body.get("tracking") or "").strip()

    return told


def _plain(text: str) -> Callable[[Body], str]:
    return lambda body: _(text)  # noqa: ARG005 - one shape for all


def _message(body: Body) -> str:
    return _("The buyer wrote") if body.get("direction") == "in" else _("We wrote")


def _finding(body: Body) -> str:
    said = {
        "ours": _("ours: we shipped the wrong thing"),
        "misread": _("the buyer misread the listing"),
        "correct": _("we shipped what was ordered"),
        "unknown": _("it does not show"),
    }
    return _filled(_("Order checked: {finding}"), finding=said.get(body.get("finding", ""), ""))


def _verdict(body: Body) -> str:
    said = {
        "refund": _("refund"),
        "return_and_refund": _("return and refund"),
        "rejected": _("the buyer's claim is rejected"),
        "penalty": _("penalty"),
        "approved": _("approved"),
        "more_needed": _("more is needed"),
    }
    return said.get(body.get("verdict", ""), "")


def _evidence(body: Body) -> str:
    return _filled(_("Evidence added: {kind}"), kind=word("evidence", body.get("kind")))


_TOLD: dict[str, Callable[[Body], str]] = {
    "message": _message,
    "order_verified": _finding,
    "evidence_added": _evidence,
    "offer_made": _offer(gettext_noop("We offered: {remedy}")),
    "offer_accepted": _offer(gettext_noop("The buyer accepted: {remedy}")),
    "offer_refused": _offer(gettext_noop("The buyer refused: {remedy}")),
    "return_shipped": _number(gettext_noop("The buyer sent it back {number}")),
    "reshipped": _number(gettext_noop("Sent again {number}")),
    "judged": lambda body: _filled(_("The platform judged: {verdict}"), verdict=_verdict(body)),
    "ticket_answered": lambda body: _filled(_("The ticket was answered: {verdict}"), verdict=_verdict(body)),
    "escalation_withdrawal_failed": _plain(
        gettext_noop("Withdrawing the escalation gave an error; nothing is lost by it")
    ),
    "dispute_opened": _plain(gettext_noop("The buyer opened a dispute")),
    "dispute_withdrawn": _plain(gettext_noop("The buyer took the dispute back")),
    "escalated": _plain(gettext_noop("Escalated to arbitration")),
    "escalation_withdrawn": _plain(gettext_noop("The escalation was withdrawn")),
    "return_terms_proposed": _plain(gettext_noop("Return terms proposed")),
    "return_approved": _plain(gettext_noop("Return agreed to")),
    "return_notice": _plain(gettext_noop("The platform asks us to confirm the return")),
    "return_received": _plain(gettext_noop("The return has arrived")),
    "ticket_submitted": _plain(gettext_noop("Ticket filed")),
    "penalty_executed": _plain(gettext_noop("Penalty executed")),
    "settled_after_penalty": _plain(gettext_noop("Settled with the buyer after the penalty")),
    "appealed": _plain(gettext_noop("Appealed")),
    "cancel_requested": _plain(gettext_noop("The buyer asks to cancel")),
    "cancelled": _plain(gettext_noop("Cancelled")),
    "refund_paid": _plain(gettext_noop("Refund paid")),
    "report_filed": _plain(gettext_noop("The buyer was reported")),
    "service_close_requested": _plain(gettext_noop("Closing of a service asked for")),
    "service_reopened": _plain(gettext_noop("Service opened again")),
    "lesson_recorded": _plain(gettext_noop("Lesson recorded")),
    "bad_faith_confirmed": _plain(gettext_noop("Bad faith confirmed")),
    "platform_notice": _plain(gettext_noop("Notice of the platform")),
    "order_placed": _plain(gettext_noop("Order placed")),
    "paid": _plain(gettext_noop("Paid")),
    "shipped": _plain(gettext_noop("Shipped")),
    "delivered": _plain(gettext_noop("Delivered")),
    "case_told": _plain(gettext_noop("What is known of the case changed")),
    "case_assigned": _plain(gettext_noop("Assigned")),
    "case_snoozed": _plain(gettext_noop("Put off")),
    "case_put_back": _plain(gettext_noop("Assigning or putting off was taken back")),
    "note_added": _plain(gettext_noop("Note; it never leaves")),
    "advice_refused": _plain(gettext_noop("The advice was not taken")),
    "personal_shown": _plain(gettext_noop("Looked at the buyer's personal data")),
    "cause_named": _plain(gettext_noop("Root cause named")),
    "erased": _plain(gettext_noop("Personal data erased")),
}
ICONS: dict[str, str] = {
    "message": "message-square", "note_added": "notebook-pen", "evidence_added": "paperclip", "offer_made": "hand-coins",
    "offer_accepted": "circle-check", "offer_refused": "circle-x", "dispute_opened": "flag", "dispute_withdrawn": "flag-off",
    "escalated": "gavel", "judged": "scale", "refund_paid": "banknote", "paid": "banknote", "shipped": "truck",
    "delivered": "package-check", "reshipped": "truck", "return_shipped": "undo-2", "return_received": "package-check",
    "return_notice": "bell", "platform_notice": "bell", "order_verified": "clipboard-check", "cancelled": "circle-x",
    "appealed": "scale", "ticket_submitted": "ticket", "ticket_answered": "ticket-check", "case_told": "refresh-cw",
    "personal_shown": "eye", "case_assigned": "user-check", "case_snoozed": "hourglass", "action_done": "circle-check",
}  # fmt: skip
_ACTION_ICONS = {
    "planned": "stamp", "approved": "check", "sending": "send", "confirmed": "circle-check", "rejected": "circle-x",
    "unknown": "circle-help", "needs_person": "circle-help", "refused": "circle-x", "answered_late": "circle-check",
}  # fmt: skip
