"""Actions on record: asked for, approved, sent once, looked for, told. Each step is one transaction; no call is made inside one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from makegood.core.instants import parse, show
from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.core.words import How, Platform, Remedy
from makegood.policies.policy import book
from makegood.store import cases, due, intake, pauses
from makegood.store.holding import elapsed
from makegood.store.ledger import major, minor
from makegood.store.models import Action, Approval, Case, Membership, Order, Organisation
from makegood.store.record import Fact, keyed, record
from makegood.store.tenancy import organisation_id, within
from makegood.usecases import acting, approving
from makegood.usecases.acting import PATIENT, Patience, State, Turn
from makegood.usecases.apart import OF_AN_ACTION, taken_apart
from makegood.usecases.approving import Limits, Person, Role
from makegood.usecases.ports import Act, Connection, Receipt, Refused
from makegood.usecases.ports import Verb as Way
from makegood.usecases.telling import events_of

SEND = "send"
MOVING = frozenset({Verb.agree, Verb.refund, Verb.cancel_order})
"""What gives the buyer money when it is done; an offer gives none before it is accepted, and then the platform's facts say so."""
URGENT = timedelta(hours=4)
"""House: a case that lapses sooner has its calls made first, from the reserved share."""
NO_CONNECTION = "the shop's connection is gone"
PAUSED = timedelta(seconds=30)
"""How long a paused action waits before the switch is read again."""


class NotPossible(Exception):
    """The action cannot be done as asked; says why, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


# --- asked and approved ---------------------------------------------------------------------------------------


def propose(
    case: Case, verb: Verb, details: Mapping[str, Any], *, money: Money | None, line: str = "", by: str, at: datetime
) -> Action:
    """Asks for an action; nothing is sent before a yes. Raises `NotPossible` where the same is already under way."""
    if money is not None and case.order is not None and case.order.currency not in (None, money.currency):
        raise NotPossible(
            Text(
                f"found {money.currency}; expected {case.order.currency}, the order's currency",
                f"币种为 {money.currency}，应为订单币种 {case.order.currency}",
            )
        )
    action = Action(
        shop=case.shop, order=case.order, case=case, kind=str(verb), line=line, details=dict(details), state=State.planned,
        money=minor(money) if money is not None else None, currency=money.currency if money is not None else None,
        moves=money is not None and verb in MOVING, asked_by=by, created_at=at, urgent=case.due_at is not None and case.due_at - at < URGENT,
    )  # fmt: skip
    try:
        with transaction.atomic():
            action.save(force_insert=True)
    except IntegrityError as reason:
        raise NotPossible(
            Text(
                f"{verb} is already under way for this case; it must end before another begins ({_constraint(reason)})",
                f"该案件的 {verb} 正在进行，须待其结束（{_constraint(reason)}）",
            )
        ) from None
    _tell(action, "action_planned", by=by, at=at, more={"details": dict(details)})
    return action


def _constraint(reason: IntegrityError) -> str:
    cause = reason.__cause__
    return getattr(getattr(cause, "diag", None), "constraint_name", None) or "one_live_action"


def approve(action_id: UUID, person_id: UUID, *, connection: Connection | None, at: datetime) -> Action:
    """One person's yes. Released, it is sent by a worker, or, where there is no API, waits for a person's receipt.

    Raises `MayNot` (roles, limits) and `NotPossible` (it is no longer planned; more would go back than was paid).
    """
    action = _locked(action_id)
    if action.state != State.planned:
        raise NotPossible(
            Text(f"it is {action.state} already; nothing was changed", f"状态已是 {action.state}，未作改动")
        )
    given = [str(one.person_id) for one in Approval.objects.filter(action=action, yes=True)]
    ruling = approving.approve(person(person_id), money=money_of(action), given=given, limits=limits())
    Approval.objects.create(action=action, person_id=person_id, yes=True, at=at)
    _tell(action, "action_approved", by=f"person:{person_id}", at=at)
    if ruling.released:
        release(action, connection=connection, at=at)
    return action


def release(action: Action, *, connection: Connection | None, at: datetime) -> None:
    """The yeses are there: due for sending, or for a person's hands."""
    api = connection is not None and Verb(action.kind) in connection.verbs and not action.shop.rehearsal
    api = api and _goes_by_api(action) and _has_call(connection, action)
    _guard(action)
    action.state = State.approved if api else State.assisted
    action.approved_at, action.due_at = at, at if api else None
    try:
        with transaction.atomic():
            action.save()
    except IntegrityError:
        raise NotPossible(_too_much(action)) from None
    if api:
        due.ensure(SEND, action.pk, organisation_id(), at)


def _goes_by_api(action: Action) -> bool:
    """An offer goes the way of its remedy: a coupon is offered in the messenger, though the platform has a call for offers of money."""
    remedy = action.details.get("remedy") if action.kind == Verb.offer else None
    if remedy not in set(Remedy):
        return True
    return book(Platform(action.shop.platform)).own.remedies[Remedy(remedy)].how is How.api


def _has_call(connection: Connection | None, action: Action) -> bool:
    """Of some actions a platform's interface does a part only: 1688 has a call for agreeing to a return, and none for money alone."""
    takes = getattr(connection, "takes", None)
    return takes is None or bool(takes(_act(action)))


def refuse(action_id: UUID, person_id: UUID, *, reason: str, at: datetime) -> Action:
    """A person's no; an action that may have been sent can no longer be refused."""
    action = _locked(action_id)
    if not acting.may_follow(State(action.state), State.refused):
        raise NotPossible(
            Text(
                f"it is {action.state}: it may have reached the platform and cannot be taken back here",
                f"状态为 {action.state}：可能已到达平台，无法在此撤回",
            )
        )
    who = person(person_id)
    if who.role not in approving.APPROVERS:
        raise approving.MayNot(Text(f"the role {who.role} refuses nothing", f"角色 {who.role} 无此权限"))
    Approval.objects.create(action=action, person_id=person_id, yes=False, reason=reason, at=at)
    _end(action, Turn(State.refused, why=reason), by=f"person:{person_id}", at=at)
    due.forget(SEND, [action.pk])
    return action


def take_back(action_id: UUID, person_id: UUID, *, why: str, at: datetime) -> Action:
    """A second thought about what was released and has not left: it ends, and the yes it had stays on record beside that."""
    action = _locked(action_id)
    if State(action.state) not in (State.planned, State.approved, State.assisted):
        raise NotPossible(
            Text(
                f"it is {action.state}: it may have left already and cannot be taken back here",
                f"状态为 {action.state}：可能已发出，无法在此撤回",
            )
        )
    _end(action, Turn(State.refused, why=why), by=f"person:{person_id}", at=at)
    due.forget(SEND, [action.pk])
    return action


def bring_receipt(
    action_id: UUID,
    *,
    by: str,
    at: datetime,
    reference: str | None,
    done: bool = True,
    note: str = "",
    done_at: datetime | None = None,
    said: Mapping[str, Any] | None = None,
) -> Action:
    """What a person did or saw on the platform's page: ends an assisted action, or one that needs a person.

    `done_at`: when it was done there. `said`: what only whoever did it knows (`text`, `tracking`).
    """
    action = _awaited(action_id)
    if added := {name: value for name, value in {**(said or {}), "note": note}.items() if value}:
        action.details = {**action.details, **added}
    if done:
        action.sent_at = done_at or action.sent_at
        _end(action, Turn(State.confirmed, receipt=Receipt(reference)), by=by, at=at)
    elif action.state == State.needs_person:
        _apply(action, Turn(State.approved, at, why=note), by=by, at=at)
    else:
        _end(action, Turn(State.dropped, why=note), by=by, at=at)
    return action


def bring_refusal(action_id: UUID, *, by: str, at: datetime, words: str, seen_at: datetime | None = None) -> Action:
    """The platform refused it on its page, in these words of its own."""
    action = _awaited(action_id)
    action.sent_at = seen_at or action.sent_at
    _end(action, Turn(State.rejected, why=words), by=by, at=at)
    return action


def _awaited(action_id: UUID) -> Action:
    action = _locked(action_id)
    if State(action.state) not in (State.assisted, State.needs_person):
        raise NotPossible(Text(f"it is {action.state}; no receipt is waited for", f"状态为 {action.state}，无需回执"))
    return action


def person(person_id: UUID) -> Person:
    role = Membership.objects.get(person_id=person_id, organisation_id=organisation_id()).role
    return Person(str(person_id), Role(role))


def limits() -> Limits:
    kept = Organisation.objects.get(pk=organisation_id())
    return Limits(
        alone={currency: Decimal(most) for currency, most in kept.alone.items()},
        role_most={
            Role(role): {currency: Decimal(most) for currency, most in by_currency.items()}
            for role, by_currency in kept.role_most.items()
        },
    )


def money_of(action: Action) -> Money | None:
    return major(action.money, action.currency) if action.money is not None and action.currency else None


def _guard(action: Action) -> None:
    """Confirmed, in flight and new together are no more than was paid; what the platform says went back counts too."""
    if not (action.moves and action.money):
        return
    if action.order is None:
        raise NotPossible(
            Text("the case names no order, so what was paid is unknown", "案件没有订单，无法知道已付金额")
        )
    order = Order.objects.select_for_update().get(pk=action.order_id)
    if order.paid is None:
        raise NotPossible(
            Text(
                f"what was paid on order {order.number} is not on file; pull or import the order first",
                f"订单 {order.number} 的已付金额没有记录；请先同步或导入订单",
            )
        )
    if max(order.released, order.refunded) + order.in_flight + action.money > order.paid:
        raise NotPossible(_too_much(action))


def _too_much(action: Action) -> Text:
    order = Order.objects.get(pk=action.order_id)
    left = (order.paid or 0) - max(order.released, order.refunded) - order.in_flight
    asked, still = (major(units, action.currency or "").amount for units in (action.money or 0, max(left, 0)))
    return Text(
        f"{asked} {action.currency} asked; {still} {action.currency} may still go back on order {order.number}",
        f"申请 {asked} {action.currency}；订单 {order.number} 仅剩 {still} {action.currency} 可退",
    )


# --- sent once ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sending:
    """An intent on record: what to call; and the instant (`holding.elapsed`) before it was committed, from which it may begin at once."""

    act: Act
    way: Way
    shop: UUID
    attempt: int
    said_at: float
    urgent: bool


@dataclass(frozen=True, slots=True)
class Looking:
    act: Act
    way: Way
    attempt: int
    taken: frozenset[str]


def take_up(
    work: due.Work, connection: Connection | None, *, at: datetime, patience: Patience = PATIENT
) -> Sending | Looking | None:
    """What a due action calls for now, committed before it is done. None: nothing to call; the row is finished or put off."""
    said_at = elapsed()
    with within(work.organisation):
        action = _locked(work.subject)
        way = connection.verbs.get(Verb(action.kind)) if connection is not None else None
        match State(action.state):
            case State.approved if way is None:
                _put(work, action, Turn(State.needs_person, why="the shop has no connection that can do it"), at=at)
                return None
            case State.approved if pauses.in_force(work.organisation, action.shop_id) is not None:
                due.finish(work, again_at=at + PAUSED)
                return None
            case State.approved:
                assert way is not None
                action.state, action.sent_at, action.attempts = State.sending, at, action.attempts + 1
                action.first_sent_at = action.first_sent_at or at
                action.save()
                _tell(action, "action_sending", by="worker", at=at, more={"attempt": action.attempts})
                due.renew(work, at=at, lease=way.settle + patience.lease)
                return Sending(_act(action), way, action.shop_id, action.attempts, said_at, action.urgent)
            case State.sending:  # the lease ran out: whoever was sending it is gone
                assert action.sent_at is not None
                if way is None:  # a call may still be under way; a person is asked once it cannot be
                    _put(work, action, Turn(State.unknown, at + patience.lease, why=NO_CONNECTION), at=at)
                else:
                    _put(work, action, acting.after_silence(way, sent_at=action.sent_at, at=at), at=at)
                return None
            case State.unknown | State.looking if way is not None:
                action.state = State.looking
                action.save(update_fields=["state"])
                due.renew(work, at=at, lease=way.settle + patience.lease)  # a slow look is not lost to another's
                taken = Action.objects.filter(order=action.order, state=State.confirmed, reference__isnull=False)
                names = frozenset(taken.exclude(pk=action.pk).values_list("reference", flat=True))
                return Looking(_act(action), way, action.attempts, names)
            case State.unknown | State.looking:
                _put(work, action, Turn(State.needs_person, why=NO_CONNECTION), at=at)
                return None
            case _:
                due.finish(work)
                return None


def settle(
    work: due.Work, called: Sending | Looking, outcome: Any, *, at: datetime, patience: Patience = PATIENT
) -> None:
    """What came of it, put on record. Told twice, it counts once; of a lease that was lost only the platform's yes still counts."""
    with within(work.organisation):
        action = _locked(work.subject)
        state = State(action.state)
        if isinstance(called, Sending) and isinstance(outcome, Receipt):
            _take_yes(action, called, outcome, at=at)
        elif action.attempts != called.attempt:
            return
        elif isinstance(called, Looking) and state is State.looking:
            no = Refused(action.code, action.why) if action.code else None
            turn = acting.after_looking(outcome, at=at, attempts=action.attempts, no=no, patience=patience)
            _put(work, action, turn, at=at)
        elif isinstance(called, Sending) and state is State.sending:
            assert action.sent_at is not None
            turn = acting.after_sending(
                outcome, called.way, sent_at=action.sent_at, at=at, attempts=action.attempts, patience=patience
            )
            _put(work, action, turn, at=at)


def _take_yes(action: Action, called: Sending, receipt: Receipt, *, at: datetime) -> None:
    """The platform's yes outranks whoever took us for dead, and needs no lease. Where it can no longer count, it is on record at least."""
    state = State(action.state)
    if state is State.confirmed and action.reference == receipt.reference:
        return
    another_is_out = state is State.sending and action.attempts != called.attempt
    if another_is_out or not acting.may_follow(state, State.confirmed):
        late = {"attempt": called.attempt, "receipt": {"reference": receipt.reference, **receipt.words}}
        _tell(action, "action_answered_late", by="worker", at=at, more=late)
        return
    _apply(action, Turn(State.confirmed, receipt=receipt), by="worker", at=at)
    due.forget(SEND, [action.pk])


def _put(work: due.Work, action: Action, turn: Turn, *, at: datetime) -> None:
    if not acting.may_follow(
        State(action.state), turn.state
    ):  # a fault of ours: the row is kept, shown with this, and tried again
        raise RuntimeError(f"{turn.state} cannot follow {action.state}")
    _apply(action, turn, by="worker", at=at, schedule=False)
    due.finish(work, again_at=turn.due_at)


def _apply(action: Action, turn: Turn, *, by: str, at: datetime, schedule: bool = True) -> None:
    if turn.state in acting.LIVE:
        action.state, action.due_at, action.why, action.code = turn.state, turn.due_at, turn.why, turn.code
        action.save()
        _tell(action, f"action_{turn.state}", by=by, at=at, more={"why": turn.why} if turn.why else {})
        if schedule and turn.due_at is not None:
            due.ensure(SEND, action.pk, organisation_id(), turn.due_at)
        return
    _end(action, turn, by=by, at=at)


def _end(action: Action, turn: Turn, *, by: str, at: datetime) -> None:
    action.state, action.ended_at, action.due_at = turn.state, at, None
    action.why, action.code = turn.why, turn.code
    if turn.receipt is not None:
        action.reference = turn.receipt.reference
        action.receipt = {"reference": turn.receipt.reference, **turn.receipt.words}
    action.save()
    _tell(action, f"action_{turn.state}", by=by, at=at, more={"why": turn.why, "receipt": action.receipt})
    if turn.state is State.confirmed:
        done_at, money = _done(action, turn, at)
        told = events_of(
            Verb(action.kind), action.details, platform=Platform(action.shop.platform), money=money,
            receipt=action.reference, at=done_at,
        )  # fmt: skip
        intake.add_events(action.case, told, by=by, at=at)
    elif (
        turn.state is State.rejected and action.kind == Verb.withdraw_escalation
    ):  # AE-RETURN-2: recorded, and no failure
        failed = {"at": show(action.sent_at or at), "type": "escalation_withdrawal_failed", "error": turn.why}
        intake.add_events(action.case, [failed], by=by, at=at)
    cases.assess(action.case, at=at)


def _done(action: Action, turn: Turn, at: datetime) -> tuple[datetime, Money | None]:
    """When it was done and with how much, as the platform's receipt has it: what it tells later is then the same fact, booked once."""
    words = turn.receipt.words if turn.receipt is not None else {}
    if action.kind == Verb.refund and words.get("at") and words.get("amount"):
        return parse(words["at"]), Money(Decimal(words["amount"]["amount"]), words["amount"]["currency"])
    return action.sent_at or at, money_of(action)


def _act(action: Action) -> Act:
    file = action.case.facts
    return Act(
        id=str(action.pk),
        action=Verb(action.kind),
        order=action.order.number if action.order is not None else None,
        dispute=dispute_of(action.case),
        money=money_of(action),
        details={**action.details, "buyer": _buyer(action), "claim": file.get("claim")},
        first_sent_at=action.first_sent_at,
    )


def _buyer(action: Action) -> str | None:
    order = cases.whole_order(action.order) if action.order is not None else {}
    return (order.get("buyer") or {}).get("id")


def dispute_of(case: Case) -> str | None:
    """The platform's id of the trouble: the case's number behind the platform's name, where it is not the order's own."""
    name = case.number.partition(":")[2]
    return name if name and (case.order is None or name != case.order.number) else None


def _locked(action_id: UUID) -> Action:
    found: Action = (
        Action.objects.select_for_update(of=("self",)).select_related("shop", "order", "case").get(pk=action_id)
    )
    return found


def _tell(action: Action, type_: str, *, by: str, at: datetime, more: Mapping[str, Any] | None = None) -> None:
    told = {
        "action": action.kind,
        "id": str(action.pk),
        "money": money.as_json() if (money := money_of(action)) else None,
        **(more or {}),
    }
    body, personal = taken_apart(told, OF_AN_ACTION)
    if intake.is_erased(action.case, action.order):
        personal = {}
    key = keyed("action", action.pk, type_, action.attempts, at.isoformat())
    fact = Fact(type_, at, by, key, body=body, personal=personal)
    record([fact], at=at, shop=action.shop, order=action.order, case=action.case)
