"""What the appeal's screen shows: grounds with their chance, evidence with its faults, the form's preview, and what blocks it."""

from __future__ import annotations

from typing import Any

from makegood.core.situation import when
from makegood.core.text import Text
from makegood.core.words import Action, EventType, EvidenceKind, Platform, Side
from makegood.desk.working.exhibits import READS
from makegood.desk.working.line import cited, clock_of
from makegood.desk.working.looking import Seen
from makegood.desk.working.sides import SIDES
from makegood.desk.working.underway import copied, underway
from makegood.rules import b2b_appeal, wish_unful, wish_wrong
from makegood.store import hearing
from makegood.usecases import answers, appealing
from makegood.usecases.answers import Answer

STEPS = (Action.show_proof, Action.appeal, Action.ask_platform_service)
"""Steps that this screen asks for; any other next step is the case page's."""
GIVERS = {EvidenceKind.carrier_statement: Side.carrier}


def is_for(seen: Seen) -> bool:
    """Penalties everywhere; on Wish verdicts and refunds as well (WISH-WRONG-4, WISH-UNFUL-5)."""
    kind = seen.situation.kind
    return kind == "penalty" or (seen.platform is Platform.wish and kind in (*wish_wrong.KINDS, *wish_unful.KINDS))


def clauses_of(seen: Seen) -> tuple[str, ...]:
    if seen.platform is Platform.ali1688:
        return ("B2B-APPEAL-1", "B2B-APPEAL-2", "B2B-APPEAL-3")
    if seen.platform is not Platform.wish:
        return ("AE-TOPICS" if seen.platform is Platform.aliexpress else "ALL-1", "AUDIT-10")
    return (
        ("WISH-UNFUL-5",)
        if seen.situation.kind in ("unfulfilled_order", "penalty")
        else ("WISH-WRONG-3", "WISH-WRONG-4")
    )


def shown(seen: Seen, *, refused: bool = False, text: str | None = None) -> dict[str, Any]:
    """Plain values for the template. `refused`: the appeal was to go in while something blocks it. `text`: the statement typed."""
    exhibits = appealing.exhibits(seen.situation, seen.answer["evidence"]["rejected"])
    live = seen.live.get(Action.appeal)
    draft = appealing.statement(seen.situation)
    appealed = seen.situation.last(EventType.appealed)
    return {
        "line": seen.line,
        "clauses": cited(seen.policy.book, *clauses_of(seen)),
        "clock": clock_of(seen.answer, "appeal", now=seen.now),
        "grounds": [_ground(one) for one in appealing.grounds(seen.situation)],
        "exhibits": [_exhibit(one) for one in exhibits],
        "demanded": _demanded(seen),
        "offered": _kinds(seen),
        "blocks": [one for one in seen.answer["blocked"] if one["action"] == Action.appeal],
        "refused": refused,
        "draft": text if text is not None else None,
        "suggested": draft.as_json(),
        "preview": copied(_form(seen, text, exhibits)),
        "underway": underway(seen, STEPS, _copies(seen, live, exhibits)),
        "is_appealing": live is not None,
        "appealed_at": when(appealed) if appealed is not None else None,
        "waits_for_buyer": answers.waits(seen.situation, Answer.still_refuses) is None,
        "next": seen.answer["next"],
        "here": seen.next_action in STEPS,
        "number": hearing.next_number(seen.case),
        "sides": [{"value": str(one), "label": SIDES[one]} for one in Side],
        "most": appealing.LONGEST,
    }


def carried(seen: Seen) -> list[appealing.Exhibit]:
    """The exhibits that can go in: on file and without a fault; on 1688 only what carries an appeal."""
    every = [
        one for one in appealing.exhibits(seen.situation, seen.answer["evidence"]["rejected"]) if one.fault is None
    ]
    if not appealing.has_grounds(seen.situation):
        return every
    ids = {piece.id for piece in b2b_appeal.supports(seen.situation)}
    return [one for one in every if one.id in ids]


def _form(seen: Seen, text: str | None, exhibits: list[appealing.Exhibit]) -> list[tuple[Text, Text]]:
    said = appealing.statement(seen.situation) if text is None else Text(text, text)
    fields = appealing.form(seen.situation, said, [one for one in exhibits if one.fault is None])
    return [(one.name, one.value) for one in fields]


def _copies(seen: Seen, live: Any, exhibits: list[appealing.Exhibit]) -> list[tuple[Text, Text]]:
    if live is not None:
        return _form(seen, str(live.details.get("text") or ""), exhibits)
    if Action.show_proof in seen.live:
        names = "; ".join(f"{one.id} {one.file}".strip() for one in exhibits if one.fault is None)
        return [(Text("Proof to show", "出示的证明"), Text(names, names))] if names else []
    return []


def _ground(one: appealing.Judged) -> dict[str, Any]:
    return {
        "value": str(one.ground),
        "name": one.name.as_json(),
        "chance": str(one.chance),
        "clause": one.clause,
        "why": one.why.as_json(),
        "is_chosen": one.is_chosen,
    }


def _exhibit(one: appealing.Exhibit) -> dict[str, Any]:
    fault = {"clause": one.fault[0], "why": one.fault[1].as_json()} if one.fault is not None else None
    return {"id": one.id, "kind": one.kind, "file": one.file, "fault": fault}


def _demanded(seen: Seen) -> list[dict[str, Any]]:
    """What the assessment asks for, with the words to ask for it."""
    return [
        {"kind": one["kind"], "ask": one["ask"], "clause": one["clause"], "message": one["message"]}
        for one in seen.answer["evidence"]["missing"]
    ]


def _kinds(seen: Seen) -> list[dict[str, Any]]:
    """The kinds of evidence to put on record here: what is demanded first, then what clauses of this platform name."""
    if seen.platform is Platform.ali1688:
        known = [EvidenceKind.carrier_statement]
    elif seen.platform is Platform.wish:
        known = [EvidenceKind.pack_scan, EvidenceKind.dispatch_photo, EvidenceKind.tracking_record]
    else:
        known = [EvidenceKind.tracking_record, EvidenceKind.dispatch_photo, EvidenceKind.delivery_proof]
    asked = [EvidenceKind(one["kind"]) for one in seen.answer["evidence"]["missing"]]
    every = [one for one in dict.fromkeys([*asked, *known]) if one in READS]
    return [{"kind": str(one), "reads": READS[one], "giver": str(GIVERS.get(one, Side.seller))} for one in every]
