"""What was agreed or ordered, and whether it has been done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from makegood.core.situation import Situation, when
from makegood.core.words import Action, Channel, EventType, EvidenceKind, Kind, Platform, Remedy, Term, Want

E = EventType

REQUIRED_TERMS = tuple(term for term in Term if term is not Term.carrier_demand)
"""`carrier_demand` null means that none is made; every other term must be there (B2B-TERMS-1)."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A remedy both sides agreed, or a verdict ordered. `remedy` None: agreed, but which one is not on file."""

    remedy: Remedy | None
    at: datetime
    by_verdict: bool = False
    by_platform: bool = False
    """Our yes on the platform lets it move the money itself."""


def missing_terms(situation: Situation) -> list[Term] | None:
    """The terms that the last proposal lacks; None where nothing was proposed."""
    proposal = situation.last(E.return_terms_proposed)
    if proposal is None:
        return None
    terms = proposal.terms
    return [term for term in REQUIRED_TERMS if terms is None or _is_blank(getattr(terms, term))]


def _is_blank(term: object) -> bool:
    return term is None or (isinstance(term, str) and not term.strip())


def terms_confirmed_at(situation: Situation) -> datetime | None:
    """When the buyer confirmed the last complete terms on Wangwang (B2B-TERMS-2)."""
    if situation.platform is not Platform.ali1688 or missing_terms(situation) != []:
        return None
    proposed = when(situation.all(E.return_terms_proposed)[-1])
    for piece in situation.holds(EvidenceKind.return_terms_confirmed):
        channel = piece.reading.channel if piece.reading is not None else None
        if channel is Channel.wangwang and (piece.at is None or piece.at >= proposed):
            return piece.at or proposed
    return None


def _wanted(situation: Situation) -> Remedy | None:
    """What a ticket approved as it was asked for orders: the remedy last offered, else the one the buyer wants."""
    if situation.offered is not None:
        return situation.offered
    wants = situation.claim.wants
    if Want.reship in wants:
        return Remedy.partial_refund_and_reship if Want.refund in wants else Remedy.reship
    if Want.return_ in wants:
        return Remedy.return_and_refund
    if Want.cancel in wants:
        return Remedy.cancel_and_refund
    return Remedy.full_refund if Want.refund in wants else None


def agreement(situation: Situation) -> Agreement | None:
    """The newest agreement since the trouble began, or else what was simply done."""
    since = situation.opened_at
    made: list[Agreement] = []
    for event in situation.since(since, E.offer_accepted):
        made.append(Agreement(event.remedy or situation.offered, when(event)))
    for event in situation.since(since, E.return_approved):
        made.append(Agreement(Remedy.return_and_refund, when(event)))
    for event in situation.since(since, E.ticket_answered):
        if event.verdict == "approved":
            made.append(Agreement(_wanted(situation), when(event)))
    confirmed = terms_confirmed_at(situation)
    if confirmed is not None and situation.kind is Kind.return_:
        made.append(Agreement(Remedy.return_and_refund, confirmed))
    said_yes = situation.kind is not Kind.cancel_request and situation.did(Action.agree, since)
    if made:
        return replace(max(made, key=lambda one: one.at), by_platform=said_yes)
    return _simply_done(situation)


def _simply_done(situation: Situation) -> Agreement | None:
    """A remedy given without an agreement on file is taken as agreed by being given."""
    for type_, remedy in ((E.refund_paid, Remedy.full_refund), (E.reshipped, Remedy.reship)):
        given = situation.since(situation.opened_at, type_)
        if given and situation.kind is not Kind.tracking_correction:
            return Agreement(remedy, when(given[-1]))
    given_by = ((Action.send_coupon, Remedy.coupon), (Action.reschedule, Remedy.reschedule))
    for action, remedy in given_by:
        if situation.did(action, situation.opened_at):
            return Agreement(remedy, situation.done_at[action])
    return None


def verdict(situation: Situation) -> Agreement | None:
    """What the last verdict orders of us; for a penalty the verdict is the claim, and orders nothing."""
    judged = situation.last(E.judged)
    if judged is None:
        return None
    ordered = {"refund": Remedy.full_refund, "return_and_refund": Remedy.return_and_refund}
    return Agreement(ordered.get(judged.verdict or ""), when(judged), by_verdict=True)


def is_done(situation: Situation, agreed: Agreement) -> bool:
    """Has the remedy been given in full? Each half of a double remedy has its own proof."""
    remedy, since = agreed.remedy, situation.opened_at
    refunded = bool(situation.since(since, E.refund_paid))
    reshipped = bool(situation.since(since, E.reshipped))
    if remedy is Remedy.reship:
        return reshipped
    if remedy is Remedy.partial_refund_and_reship:
        return refunded and reshipped
    if remedy is Remedy.coupon:
        return situation.did(Action.send_coupon, since)
    if remedy is Remedy.reschedule:
        return situation.did(Action.reschedule, since)
    if remedy is Remedy.cancel_and_refund:
        return situation.has(E.cancelled) or refunded
    if remedy is Remedy.explain:
        return True
    return refunded
