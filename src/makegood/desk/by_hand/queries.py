"""An action done by hand as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext

from makegood.core.money import Money
from makegood.core.words import Action as Verb
from makegood.core.words import Platform
from makegood.desk.by_hand.texts import Copy, texts
from makegood.desk.frame.places import address_of
from makegood.desk.templatetags.desk import money as shown
from makegood.desk.who import names, who
from makegood.desk.working.line import Line, line_of
from makegood.policies.policy import book
from makegood.store import cases
from makegood.store.actions import money_of
from makegood.store.models import Action
from makegood.usecases.acting import State

OURS = frozenset({Verb.verify_order, Verb.record_lesson, Verb.close, Verb.hold_shipping, Verb.wait})
"""Done in our own house: no page of the platform's shows them."""
TOLD = {
    Verb.contact_buyer: ("text",),
    Verb.request_evidence: ("text",),
    Verb.reship: ("tracking",),
    Verb.give_return_tracking: ("tracking",),
    Verb.remind_buyer: ("text",),
}
"""What whoever did it knows better than whoever asked for it."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """One action: how it is done here, what to copy and check, and where it stands."""

    id: UUID
    kind: str
    state: str
    case: UUID
    line: Line
    money: Money | None
    way: Mapping[str, str] | None
    link: str | None
    host: str
    is_ours: bool
    copies: list[Copy]
    checks: list[str]
    told: tuple[str, ...]
    details: Mapping[str, Any]
    asked_by: str
    asked_at: datetime
    reference: str | None
    done_at: datetime | None
    note: str
    why: str
    approvals: str | None
    text: str = ""
    attempts: int = 0

    @property
    def is_awaited(self) -> bool:
        return self.state in (State.assisted, State.needs_person)

    @property
    def needs_person(self) -> bool:
        """It was sent, and whether it was done is not known: a person looks at the platform's page."""
        return self.state == State.needs_person

    @property
    def is_planned(self) -> bool:
        return self.state == State.planned

    @property
    def is_done(self) -> bool:
        return self.state == State.confirmed

    @property
    def was_by_hand(self) -> bool:
        return self.is_done and not self.attempts


def by_hand(key: UUID, *, now: datetime) -> ByHand:
    """Raises `Http404` where the organisation entered has no such action."""
    rows = Action.objects.select_related(
        "case", "shop", "order", "case__shop", "case__order", "case__content", "case__order__content"
    )
    action = rows.filter(pk=key).first()
    if action is None or action.case.assessment is None:
        raise Http404
    verb, case = Verb(action.kind), action.case
    file, answer, money = cases.file_of(case), case.assessment, money_of(action)
    way = book(Platform(action.shop.platform)).own.actions.get(action.kind)
    copies = texts(verb, action.details, money, file, answer)
    link = way.link if way is not None else None
    return ByHand(
        id=action.pk,
        kind=action.kind,
        state=action.state,
        case=case.pk,
        line=line_of(case, answer, now=now),
        money=money,
        way=way.text.as_json() if way is not None else None,
        link=link,
        host=link.split("/")[2] if link else "",
        is_ours=verb in OURS,
        copies=copies,
        checks=list(_checks(verb, action, money, file)),
        told=TOLD.get(verb, ()),
        details=action.details,
        asked_by=who(action.asked_by, names([action.asked_by])).name,
        asked_at=action.created_at,
        reference=action.reference,
        done_at=action.sent_at or action.ended_at,
        note=str(action.details.get("note") or ""),
        why=action.why,
        approvals=address_of("approvals"),
        text=str(action.details.get("text") or _only_text(copies, verb)),
        attempts=action.attempts,
    )  # fmt: skip


def _only_text(copies: list[Copy], verb: Verb) -> str:
    """What to send to the buyer, where it is one text."""
    if verb is not Verb.request_evidence:
        return ""
    return "\n\n".join(one.text for one in copies if one.is_long)


def _checks(verb: Verb, action: Action, money: Money | None, file: Mapping[str, Any]) -> list[str]:
    """What to look at before and after: only what is on file here."""
    found = []
    if action.order is not None and verb not in OURS:
        found.append(gettext("The page shows order %(number)s.") % {"number": action.order.number})
    if money is not None:
        found.append(gettext("The amount there reads %(amount)s, in that currency.") % {"amount": shown(money)})
    buyer = (((file.get("order") or {}).get("buyer")) or {}).get("language")
    if action.details.get("text") and buyer:
        found.append(gettext("The text is in the buyer's language (%(language)s).") % {"language": buyer})
    if verb in (Verb.submit_ticket, Verb.appeal, Verb.escalate):
        found.append(gettext("Every piece of evidence on this case is attached."))
    if verb not in OURS:
        found.append(gettext("Afterwards the page says that it was taken; note the number it gives."))
    return found
