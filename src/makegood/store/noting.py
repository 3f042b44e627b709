"""What people write and do beside a case: notes, why advice was not taken, and who looked at whose personal data. All on record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from makegood.store.intake import is_erased
from makegood.store.keys import uuid7
from makegood.store.models import Case, Event
from makegood.store.record import Fact, keyed, record

LONGEST = 4000


def note(case: Case, text: str, *, key: str = "", by: str, at: datetime) -> list[Event]:
    """An internal note; it never leaves. Free text is personal: erased with the buyer's. `key`: the form it came from, so that
    sent twice it stands once."""
    return _put(case, "note_added", {}, {"text": text[:LONGEST]}, key=key, by=by, at=at)


def advice_refused(case: Case, action: str, why: str, *, by: str, at: datetime) -> list[Event]:
    """The next step was not taken, and why; later advice can be measured by it."""
    return _put(case, "advice_refused", {"action": action, "why": why}, {}, by=by, at=at)


def personal_shown(case: Case, why: str, *, by: str, at: datetime) -> list[Event]:
    """Somebody asked to see who the buyer is (screens.md §2, 8)."""
    return _put(case, "personal_shown", {}, {"why": why[:LONGEST]}, by=by, at=at)


def cause_named(case: Case, cause: str, measure: str, *, by: str, at: datetime) -> list[Event]:
    """The root cause as a word, and what is done so that it does not come back."""
    return _put(case, "cause_named", {"cause": cause}, {"measure": measure[:LONGEST]} if measure else {}, by=by, at=at)


def _put(
    case: Case, type_: str, body: dict[str, Any], personal: dict[str, Any], *, key: str = "", by: str, at: datetime
) -> list[Event]:
    if is_erased(case, case.order):
        personal = {}
    fact = Fact(type_, at, by, keyed(type_, case.pk, by, key or uuid7()), body=body, personal=personal)
    return record([fact], at=at, shop=case.shop, order=case.order, case=case)
