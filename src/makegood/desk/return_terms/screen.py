"""What the screen of return terms shows: the lines, the text for Wangwang, and each confirmation, counting or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from makegood.core.situation import when
from makegood.core.text import Text
from makegood.core.words import CHANNEL_OF_RECORD, Action, Channel, EventType, EvidenceKind, Kind, Platform, Term
from makegood.desk.return_terms.words import CHANNELS
from makegood.desk.working.line import cited
from makegood.desk.working.looking import Seen
from makegood.desk.working.underway import copied, underway
from makegood.rules.settling import terms_confirmed_at
from makegood.store import hearing
from makegood.usecases import return_terms

CLAUSES = ("B2B-TERMS-1", "B2B-TERMS-2")
CONFIRMED = EvidenceKind.return_terms_confirmed
ELSEWHERE = (Channel.wangwang, Channel.wechat, Channel.phone, Channel.email, Channel.whatsapp, Channel.other)
"""Where a 1688 buyer may have confirmed; the first is the one that counts."""


def is_for(seen: Seen) -> bool:
    """Return terms are 1688's, of a return (B2B-TERMS)."""
    return seen.platform is Platform.ali1688 and seen.situation.kind is Kind.return_


def shown(seen: Seen, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Plain values for the template. `typed`: what a refused form held, so that nothing typed is lost."""
    read = return_terms.lines(typed if typed is not None else _on_file(seen))
    lines = [_line(one) for one in read]
    live = seen.live.get(Action.propose_return_terms)
    text = _text(seen, live.details.get("terms") if live is not None else None)
    sent = seen.situation.last(EventType.return_terms_proposed)
    named = typed is not None or sent is not None
    missing = [one for one in lines if one["trouble"]] if named else []
    return {
        "line": seen.line,
        "clauses": cited(seen.policy.book, *CLAUSES),
        "lines": lines,
        "missing": missing,
        "faulty": [one["term"] for one in missing],
        "underway": underway(seen, [Action.propose_return_terms], [(_WANGWANG, text)] if text else []),
        "text": copied([(_WANGWANG, text)]) if text else [],
        "sent_at": when(sent) if sent is not None else None,
        "asked_at": _asked_at(seen),
        "confirmations": _confirmations(seen),
        "confirmed_at": terms_confirmed_at(seen.situation),
        "awaits": seen.next_action == Action.confirm_on_channel,
        "editing": typed is not None or not _is_complete(seen),
        "next": seen.answer["next"],
        "channels": [{"value": str(one), "label": CHANNELS[one]} for one in ELSEWHERE],
        "record": CHANNEL_OF_RECORD[Platform.ali1688],
        "number": hearing.next_number(seen.case),
    }


_WANGWANG = Text("For Wangwang", "旺旺文案")


def _on_file(seen: Seen) -> dict[str, str]:
    proposed = seen.situation.last(EventType.return_terms_proposed)
    return return_terms.as_typed(proposed.terms if proposed is not None else None)


def _is_complete(seen: Seen) -> bool:
    """The terms are sent, and none is missing."""
    on_file = _on_file(seen)
    return bool(on_file) and not any(one.fault for one in return_terms.lines(on_file))


def _text(seen: Seen, terms: Mapping[str, Any] | None) -> Text | None:
    """Of the terms being sent, else of those sent last."""
    if terms is None and _is_complete(seen):
        terms = return_terms.agreed(return_terms.lines(_on_file(seen)))
    return return_terms.text(terms, seen.situation.order.id) if terms else None


def _asked_at(seen: Seen) -> Any:
    return seen.situation.done_at.get(Action.confirm_on_channel)


def _confirmations(seen: Seen) -> list[dict[str, Any]]:
    rejected = {one["id"]: one for one in seen.answer["evidence"]["rejected"]}
    found = []
    for place, piece in enumerate(seen.situation.holds(CONFIRMED)):
        name = piece.id or f"{CONFIRMED}[{place}]"
        channel = piece.reading.channel if piece.reading is not None else None
        found.append(
            {
                "id": name,
                "channel": CHANNELS.get(channel) if channel is not None else None,
                "at": piece.at,
                "file": piece.file,
                "fault": rejected.get(name),
            }
        )
    return found


def _line(one: return_terms.Line) -> dict[str, Any]:
    return {
        "term": str(one.term),
        "told": one.name.as_json(),
        "value": one.value,
        "required": one.required,
        "trouble": one.fault.as_json() if one.fault is not None else None,
        "choices": _CHOICES.get(one.term, []),
    }


def _choices(names: Mapping[Any, Text]) -> list[dict[str, Any]]:
    return [{"value": str(value), "label": text.as_json()} for value, text in names.items()]


_CHOICES = {
    Term.freight_bearer: _choices(return_terms.BEARERS),
    Term.freight_form: _choices(return_terms.FORMS),
}
