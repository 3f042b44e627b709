"""The steps every platform shares (ALL-1): look, speak, ask, offer, carry out, wait or close."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from makegood.core.findings import Asks, Clock, Step, Turn
from makegood.core.situation import Situation
from makegood.core.words import (
    Action,
    DeadlineKind,
    EventType,
    EvidenceKind,
    Kind,
    OnLapse,
    Platform,
    Remedy,
    Source,
)
from makegood.policies.policy import Policy
from makegood.rules.registry import rule, step
from makegood.rules.standing import Standing

E = EventType
VERIFIED_KINDS = ("wrong_item", "short_shipment", "not_as_described")
SPOKEN_KINDS = tuple(
    kind
    for kind in Kind
    if kind not in {"penalty", "tracking_correction", "unpaid_order", "deposit_release", "service_exit", "sku_alert"}
)
CLAIM_KINDS = tuple(kind for kind in SPOKEN_KINDS if kind != "cancel_request")
GOODS = ("wrong_item", "short_shipment", "damaged", "not_as_described")
ORDER_KINDS = tuple(kind for kind in Kind if kind not in {"deposit_release", "service_exit", "sku_alert"})

_VERIFY = {Platform.wish: "WISH-WRONG-2", Platform.shopee: "SHP-WRONG-3", Platform.aliexpress: "AE-NEGO-2"}
_OFFER = {Platform.aliexpress: "AE-NEGO-3", Platform.ali1688: "B2B-AFTERSALE-1"}


def contact_clause(situation: Situation) -> str:
    """The clause that says to speak to the buyer, for this platform and kind."""
    kind = situation.kind
    if situation.platform is Platform.wish:
        if kind is Kind.unfulfilled_order:
            return "WISH-UNFUL-1"
        return "WISH-WRONG-1" if kind in (Kind.wrong_item, Kind.refused_payment) else "ALL-1"
    if situation.platform is Platform.aliexpress:
        return "AE-NEGO-2" if situation.opened_at is not None else "ALL-1"
    if situation.platform is Platform.shopee:
        return "SHP-WRONG-1" if kind is Kind.wrong_item else "ALL-1"
    return "B2B-AFTERSALE-1"


def offer_clause(situation: Situation) -> str:
    if situation.platform is Platform.shopee:
        return "SHP-WRONG-2" if situation.kind is Kind.wrong_item else "ALL-1"
    if situation.platform is Platform.wish:
        return "WISH-WRONG-1" if situation.kind in (Kind.wrong_item, Kind.refused_payment) else "ALL-1"
    return _OFFER.get(situation.platform, "ALL-1")


@rule("ALL-2", kinds=ORDER_KINDS)
def ship_by(situation: Situation, policy: Policy) -> Iterator[Clock]:
    """When must a paid order be shipped?"""
    from makegood.core.words import Parameter
    from makegood.rules.clocks import ended_at, spans

    paid = situation.paid_at
    if paid is None or situation.order.finished_at is not None:
        return
    value = policy.value(Parameter.ship_days, paid)
    due = spans(paid, days=value.number)
    on_lapse = _SHIP_LAPSE[situation.platform]
    yield Clock(
        DeadlineKind.ship, due, on_lapse, value.clause, value.source, ended_at(situation, DeadlineKind.ship, None)
    )


# platforms/wish.md §4: automatic refund; aliexpress.md §4 and shopee.md §4: cancelled; 1688 states only a compensation
_SHIP_LAPSE = {
    Platform.wish: OnLapse.auto_refund,
    Platform.aliexpress: OnLapse.auto_cancel,
    Platform.shopee: OnLapse.auto_cancel,
    Platform.ali1688: OnLapse.unknown,
}


def order_is_verified(situation: Situation, standing: Standing) -> bool:
    return (
        situation.has(E.order_verified)
        or bool(situation.holds(EvidenceKind.pack_scan))
        or bool(situation.holds(EvidenceKind.dispatch_photo))
        or situation.did(Action.verify_order)
        or any(getattr(finding, "clause", "") == "AE-LABEL-2" for finding in standing.because)
        and standing.party == "logistics"
    )


@step("WISH-WRONG-2", "SHP-WRONG-3", "AE-NEGO-2", "ALL-1", kinds=VERIFIED_KINDS)
def verify(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Have we looked at our own order?"""
    if not order_is_verified(situation, standing):
        yield Step(Turn.verify, Action.verify_order, _VERIFY.get(situation.platform, "ALL-1"), "step.verify_order")


@step("WISH-WRONG-1", "WISH-UNFUL-1", "AE-NEGO-2", "SHP-WRONG-1", "B2B-AFTERSALE-1", "ALL-1", kinds=SPOKEN_KINDS)
def contact(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Has anything been said to the buyer about it?"""
    if not situation.spoken_to_buyer:
        yield Step(Turn.contact, Action.contact_buyer, contact_clause(situation), "step.contact_buyer")


def _not_asked_yet(situation: Situation, missing: list[Asks]) -> list[Asks]:
    asked = situation.done_at.get(Action.request_evidence)
    if asked is None:
        return missing
    return [ask for ask in missing if (ask.since or situation.opened_at or asked) > asked]


@step("ALL-1")
def ask(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """What evidence is missing that has not been asked for since it was called for?"""
    missing = [ask for ask in standing.missing if ask.by_request]
    unasked = _not_asked_yet(situation, missing)
    if unasked:
        what = tuple(dict.fromkeys(str(ask.evidence) for ask in unasked))
        yield Step(
            Turn.evidence, Action.request_evidence, unasked[0].clause, "step.request_evidence", what,
            for_appeal=any(ask.for_appeal for ask in unasked),
        )  # fmt: skip


def choices(situation: Situation, standing: Standing) -> tuple[str, ...]:
    """What can still be put forward: the recommended remedy, else each allowed one the buyer has not refused."""
    if standing.recommended is not None:
        return (str(standing.recommended),)
    return tuple(str(remedy) for remedy in standing.allowed if remedy not in situation.refused)


def must_wait_to_offer(situation: Situation, standing: Standing) -> bool:
    """An offer is on the table, the platform decides, or the facts that would decide are still missing."""
    if situation.did(Action.agree, situation.opened_at):  # we said yes to what the buyer asked: no offer beside it
        return True
    if situation.has_open_offer or standing.is_escalated or standing.decided_by_lapse or standing.stage == "appealed":
        return True
    if standing.recommended is not None and standing.named:
        return False
    return standing.is_clear or any(ask.by_request for ask in standing.missing)


@step("AE-NEGO-3", "WISH-WRONG-1", "SHP-WRONG-2", "B2B-AFTERSALE-1", "ALL-1", kinds=CLAIM_KINDS)
def offer(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Which solution can be put forward now?"""
    if must_wait_to_offer(situation, standing):
        return
    what = choices(situation, standing)
    if what:
        clause = standing.recommended_clause if standing.named and standing.recommended else offer_clause(situation)
        yield Step(Turn.settle, Action.offer, clause, "step.offer", what)
    elif not situation.did(Action.ask_platform_service, situation.opened_at):
        yield Step(Turn.settle, Action.ask_platform_service, "AUDIT-10", "step.no_remedy_left", order=9)


@step("WISH-WRONG-3", "ALL-1", kinds=GOODS + ("refused_payment",))
def show(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Where we are clear: has the buyer been shown so?"""
    if (
        standing.is_clear
        and not standing.decided_by_lapse
        and not situation.did(Action.show_proof, situation.opened_at)
    ):
        clause = "WISH-WRONG-3" if situation.platform is Platform.wish else "ALL-1"
        yield Step(Turn.settle, Action.show_proof, clause, "step.show_proof", order=4)


@step("WISH-UNFUL-2", "B2B-AFTERSALE-1", "ALL-1", kinds=["cancel_request"])
def answer_cancel(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """A buyer asks to cancel: agree while nothing has left, else refuse and say why."""
    clause = {Platform.wish: "WISH-UNFUL-2", Platform.ali1688: "B2B-AFTERSALE-1"}.get(situation.platform, "ALL-1")
    answered = situation.did(Action.agree, situation.opened_at) or situation.did(Action.refuse, situation.opened_at)
    if not answered:
        action = Action.refuse if situation.is_shipped else Action.agree
        why = "step.refuse_cancel" if situation.is_shipped else "step.agree_cancel"
        yield Step(Turn.settle, action, clause, why)
    elif situation.did(Action.agree, situation.opened_at) and not situation.has(E.cancelled):
        yield Step(Turn.carry_out, Action.cancel_order, clause, "step.cancel_order")
    else:
        yield Step(Turn.rest, Action.close, "ALL-1", "rest.answered")


# --- carrying out what is agreed ------------------------------------------------------------------------------

_GIVEN_BY = {
    Remedy.full_refund: Action.refund,
    Remedy.partial_refund: Action.refund,
    Remedy.reship: Action.reship,
    Remedy.coupon: Action.send_coupon,
    Remedy.reschedule: Action.reschedule,
    Remedy.cancel_and_refund: Action.cancel_order,
}


def _carried_out_by(situation: Situation, remedy: Remedy) -> Action | None:
    """The act that the remedy still needs of us; None while the buyer or carrier has the move."""
    if remedy is Remedy.partial_refund_and_reship:
        return Action.reship if situation.since(situation.opened_at, E.refund_paid) else Action.refund
    if remedy is Remedy.return_and_refund:
        return Action.refund if situation.since(situation.opened_at, E.return_received) else None
    return _GIVEN_BY.get(remedy)


@step("SHP-WRONG-6", "AE-NEGO-3", "WISH-UNFUL-3", "WISH-UNFUL-4", "ALL-3", kinds=ORDER_KINDS)
def carry_out(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """What is agreed and not yet done?"""
    if standing.agreed is None or standing.done:
        return
    judged = situation.last(E.judged)
    ordered = judged is not None and judged.verdict == "refund"
    accepted = standing.paid_by_platform and standing.agreed in (Remedy.full_refund, Remedy.partial_refund)
    if ordered or accepted or standing.is_escalated:
        return  # the platform moves this money itself; a refund of ours would be a second one
    action = _carried_out_by(situation, standing.agreed)
    if action is not None:
        yield Step(
            Turn.carry_out, action, _carry_clause(situation, standing.agreed), f"step.{action}", (str(standing.agreed),)
        )


def _carry_clause(situation: Situation, remedy: Remedy) -> str:
    platform, kind = situation.platform, situation.kind
    if platform is Platform.shopee and kind is Kind.wrong_item:
        return "SHP-WRONG-6"
    if platform is Platform.wish and kind is Kind.unfulfilled_order:
        return "WISH-UNFUL-4" if remedy is Remedy.cancel_and_refund else "WISH-UNFUL-3"
    return "AE-NEGO-3" if platform is Platform.aliexpress else "ALL-3"


# --- waiting or closing ---------------------------------------------------------------------------------------


@step("ALL-1", "ALL-2")
def rest(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """Has anyone still a move, or is the case at its end?"""
    stage = standing.stage
    if stage == "closed":
        yield Step(Turn.rest, Action.close, "ALL-1", "rest.closed")
    elif stage == "withdrawn":
        yield Step(Turn.rest, Action.close, "ALL-1", "rest.withdrawn")
    elif stage == "appealed":
        yield Step(Turn.rest, Action.wait, "ALL-2", "rest.appealed")
    elif standing.settled and standing.done:
        yield Step(Turn.rest, Action.close, "ALL-1", "rest.done")
    elif stage == "judged":
        over = standing.agreed is None
        yield Step(Turn.rest, Action.close if over else Action.wait, "ALL-1", "rest.judged" if over else "rest.verdict")
    else:
        yield Step(Turn.rest, Action.wait, "ALL-2", _waits_for(standing), order=9)


def _waits_for(standing: Standing) -> str:
    if standing.is_escalated:
        return "rest.arbitration"
    if standing.decided_by_lapse:
        return "rest.lapsed"
    return "rest.agreed" if standing.agreed is not None else "rest.buyer"


def due_soon(standing: Standing, kind: DeadlineKind, at: datetime) -> Clock | None:
    """The clock of that kind, where it ends within the hours in which its safe step is taken."""
    clock = standing.clock(kind)
    if clock is None or clock.due_at is None or clock.on_lapse is OnLapse.none:
        return None
    return clock if at < clock.due_at <= standing.ahead else None


def clause_of(clock: Clock) -> str:
    return clock.clause if clock.source is not Source.unknown else "ALL-2"


@step("ALL-2", "AE-NEGO-1", "B2B-AFTERSALE-1", "WISH-WRONG-1", kinds=ORDER_KINDS)
def answer_in_time(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The answer a platform waits for runs out soon: answer, so that silence does not answer for us."""
    clock = due_soon(standing, DeadlineKind.respond, situation.at)
    if clock is None or situation.kind is Kind.penalty:
        return
    answer = _answer(situation, standing)
    if situation.platform is Platform.wish:
        answer = (Action.contact_buyer, "safe.reply_ticket", ())
    action, why, what = answer
    if not (action is Action.offer and situation.has_open_offer):
        yield Step(Turn.safe, action, clause_of(clock), why, what, order=6)


def _answer(situation: Situation, standing: Standing) -> tuple[Action, str, tuple[str, ...]]:
    if standing.is_clear:
        return Action.refuse, "safe.refuse_clear", ()
    if standing.agreed is not None:
        return Action.agree, "safe.agree_agreed", (str(standing.agreed),)
    if situation.kind is Kind.cancel_request:  # by the facts, as without haste
        return (
            (Action.refuse, "step.refuse_cancel", ())
            if situation.is_shipped
            else (Action.agree, "step.agree_cancel", ())
        )
    if situation.platform is Platform.ali1688:
        if standing.party == "seller":
            return Action.agree, "safe.agree_ours", ()
        return Action.refuse, "safe.refuse_open", ()
    what = choices(situation, standing)
    return (Action.offer, "safe.offer", what) if what else (Action.refuse, "safe.refuse_open", ())


@step("AE-RETURN-1", "ALL-2", kinds=ORDER_KINDS)
def escalate_in_time(situation: Situation, policy: Policy, standing: Standing) -> Iterator[Step]:
    """The return's countdown ends soon and the goods are not here: escalate before it does."""
    clock = due_soon(standing, DeadlineKind.confirm_return, situation.at)
    if clock is not None:
        yield Step(Turn.safe, Action.escalate, clock.clause, "safe.escalate", order=1)
