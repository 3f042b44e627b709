"""A made-up clerk: says yes to each case's next step, does by hand what has no API, and asks a second person where one is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from django.db.models import Q

from makegood.core.money import Money
from makegood.core.text import Text
from makegood.core.words import Action as Verb
from makegood.core.words import Remedy
from makegood.rehearsal.hands import Hands
from makegood.rehearsal.sandboxes import Sandbox, SandboxFailed
from makegood.store import actions, stepping
from makegood.store.actions import NotPossible
from makegood.store.models import Action, Case
from makegood.store.stepping import Step
from makegood.store.tenancy import within
from makegood.usecases.acting import State
from makegood.usecases.approving import MayNot
from makegood.usecases.ports import Connection

SHARE = Decimal("0.4")
"""What the clerk offers of what was asked, where a part is offered."""
AFTER_A_NO = timedelta(days=1)
"""What could not be done is looked at again a day later."""


@dataclass(slots=True)
class Clerk:
    """`people`: the clerk and the one who says the second yes, by role."""

    organisation: UUID
    people: Mapping[str, UUID]
    connection: Connection
    sandbox: Sandbox
    hands: Hands
    random: Random
    counts: Counter[str] = field(default_factory=Counter)
    put_off: dict[UUID, datetime] = field(default_factory=dict)

    def rounds(self, at: datetime) -> int:
        """One look at everything that waits for us; how many yeses were said."""
        said = 0
        with within(self.organisation):
            waiting = Case.objects.filter(is_open=True).exclude(next_action__in=(Verb.wait.value,))
            busy = Action.objects.filter(~Q(state__in=_OVER)).values("case_id")
            ids = list(waiting.exclude(pk__in=busy).values_list("pk", flat=True))
        for case_id in ids:
            if self.put_off.get(case_id, at) <= at:
                said += self._one(case_id, at)
        return said

    def _one(self, case_id: UUID, at: datetime) -> int:
        try:
            with within(self.organisation):
                case = Case.objects.select_related("shop", "order", "content", "order__content").get(pk=case_id)
                step = self._step(case)
                by = f"person:{self.people['clerk']}"
                action = actions.propose(case, step.verb, step.details, money=step.money, by=by, at=at)
                action = self._approved(action, at)
                if action.state == State.assisted:
                    self._by_hand(case, step)
                    action = actions.bring_receipt(action.pk, by=by, at=at, reference=f"hand-{action.pk}")
        except (NotPossible, MayNot) as reason:
            self.counts[f"put off: {step_name(reason)}"] += 1
            self.put_off[case_id] = at + AFTER_A_NO
            return 0
        self.counts[f"{'api' if action.state == State.approved else 'assisted'}: {action.kind}"] += 1
        return 1

    def _approved(self, action: Action, at: datetime) -> Action:
        for role in ("clerk", "lead", "owner"):
            try:
                action = actions.approve(action.pk, self.people[role], connection=self.connection, at=at)
            except MayNot:
                continue
            if action.state != State.planned:
                break
        return action

    def _step(self, case: Case) -> Step:
        if (other := self.hands.instead(case)) is not None:
            return other
        said = self.hands.said(case, self.random)
        answer = case.assessment or {}
        if case.next_action == Verb.verify_order:
            said["finding"] = self.random.choices(["correct", "ours", "misread"], [6, 3, 1])[0]
        if case.next_action == Verb.offer:
            said["remedy"] = self._remedy(answer["next"]["what"])
            if said["remedy"] == Remedy.partial_refund:
                said["money"] = self._part(case)
        return stepping.next_step(case, said)

    def _remedy(self, what: Sequence[str]) -> str:
        """The one a clause names; left the choice, mostly a part of what is asked, now and then all of it."""
        if len(what) == 1:
            return what[0]
        liked = [Remedy.partial_refund, Remedy.full_refund] if self.random.random() < 0.8 else [Remedy.full_refund]
        return next((str(one) for one in liked if one in what), what[0])

    def _part(self, case: Case) -> Money:
        claim = (case.facts.get("claim") or {}).get("amount") or (case.order.facts["total"] if case.order else None)
        if claim is None:
            raise NotPossible(_NO_AMOUNT)
        return Money(Decimal(claim["amount"]) * SHARE, claim["currency"]).rounded()

    def _by_hand(self, case: Case, step: Step) -> None:
        """What the sandbox's seller pages can do is done there; the rest (a call, a message) leaves no trace on the platform."""
        try:
            self.hands.by_hand(self.sandbox, case, step)
        except SandboxFailed as reason:  # the dispute was over before the clerk got there
            self.counts[f"page refused: {str(reason).rpartition(': ')[2][:40]}"] += 1


_NO_AMOUNT = Text("neither the claim nor the order names an amount", "诉求与订单都没有金额")
_OVER = (State.confirmed, State.rejected, State.refused, State.dropped)


def step_name(reason: NotPossible | MayNot) -> str:
    return reason.text.en[:60]
