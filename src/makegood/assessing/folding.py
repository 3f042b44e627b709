"""Runs the rules over one case at one moment and folds their findings into one assessment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from makegood.assessing import document
from makegood.core.case import Case
from makegood.core.findings import (
    Also,
    Asks,
    Blames,
    Blocks,
    Clock,
    Finding,
    Leaves,
    Names,
    Rejects,
    Step,
    Turn,
)
from makegood.core.instants import after
from makegood.core.situation import Situation, as_known
from makegood.core.words import Action, DeadlineKind, Kind, OnLapse, Parameter, Party, Remedy, Source, Stage
from makegood.policies.policy import Book, Policy, book
from makegood.rules import clocks as clocking
from makegood.rules import costs as costing
from makegood.rules import remedies, settling, staging
from makegood.rules.all_liability import NO_FAULT
from makegood.rules.kinds import infer
from makegood.rules.registry import rules_for
from makegood.rules.standing import CLEAR, Standing

_SETTLED = frozenset({Stage.judged, Stage.withdrawn, Stage.closed})
_CONSENTS = frozenset({DeadlineKind.respond, DeadlineKind.confirm_return})
_BEFORE_SETTLING = frozenset({Turn.verify, Turn.contact, Turn.evidence, Turn.settle})


def assess(case: Case, at: datetime, policies: Book | None = None) -> dict[str, Any]:
    """The assessment of a case as it was known at that moment, as the contract's JSON document.

    A pure function of the facts, the policies and the moment; `policies` other than the shipped ones serve
    comparisons of a changed clause.
    """
    situation, policy = look(case, at, policies)
    findings = find(situation, policy)
    standing, options = weigh(situation, policy, findings)
    steps = propose(situation, policy, standing)
    step = next_step(steps, standing)
    if step.action is Action.appeal:  # while we appeal, nothing is recommended beside it
        options = [option._replace(recommended=False) for option in options]
    return document.compose(situation, policy, standing, options, step, also(steps))


def look(case: Case, at: datetime, policies: Book | None = None) -> tuple[Situation, Policy]:
    """The situation at that moment, and the policy in force for it."""
    known = as_known(case, at)
    rules_book = policies or book(case.platform)
    situation = Situation(known, at)
    if case.kind is None:
        situation = Situation(known, at, infer(situation, rules_book.reasons))
    opened = situation.opened_at or situation.placed_at or at
    return situation, Policy(rules_book, known.shop.settings if known.shop is not None else None, opened)


def find(situation: Situation, policy: Policy) -> list[Finding]:
    """What the rules over facts and policy find."""
    findings: list[Finding] = []
    for function in rules_for(situation.platform, situation.kind, False):
        findings.extend(function(situation, policy))
    return findings


def propose(situation: Situation, policy: Policy, standing: Standing) -> list[Step | Also]:
    steps: list[Step | Also] = []
    for function in rules_for(situation.platform, situation.kind, True):
        steps += [one for one in function(situation, policy, standing) if isinstance(one, (Step, Also))]
    return steps


# --- liability ------------------------------------------------------------------------------------------------


def liability(situation: Situation, findings: Iterable[Finding]) -> tuple[Party, list[Blames | Leaves]]:
    """The strongest proof decides; what agrees with it stands beside it. Nothing decides: undetermined, and why."""
    blames = sorted((one for one in findings if isinstance(one, Blames)), key=lambda one: -one.proof)
    if blames:
        party = blames[0].party
        return party, [one for one in blames if one.party is party]
    leaves: list[Blames | Leaves] = [one for one in findings if isinstance(one, Leaves)]
    if not leaves and situation.kind not in NO_FAULT:
        leaves = [Leaves("ALL-1", "liability.open")]
    return Party.undetermined, [] if situation.kind in NO_FAULT else leaves


# --- clocks ---------------------------------------------------------------------------------------------------


def clocks_of(situation: Situation, findings: Iterable[Finding]) -> list[Clock]:
    """Every clock: the platform's own time for this case outranks what was computed; an unknown one stays listed."""
    computed: dict[DeadlineKind, Clock] = {}
    for one in findings:
        if isinstance(one, Clock) and (one.kind not in computed or _sooner(one, computed[one.kind])):
            computed[one.kind] = one
    for kind, given in _given(situation).items():
        computed[kind] = given if kind not in computed else _outranked(computed[kind], given)
    return sorted(computed.values(), key=lambda clock: (clock.due_at is None, clock.due_at or situation.at, clock.kind))


def _sooner(one: Clock, other: Clock) -> bool:
    return one.due_at is not None and (other.due_at is None or one.due_at < other.due_at)


def _given(situation: Situation) -> dict[DeadlineKind, Clock]:
    """What the platform itself gave: of two readings of one clock the later, of one instant the earlier end."""
    newest: dict[DeadlineKind, tuple[Any, Any]] = {}
    for one in situation.case.platform_deadlines:
        if one.kind is None or one.due_at is None or (one.read_at is not None and one.read_at > situation.at):
            continue
        key = (one.read_at is not None, one.read_at or one.due_at, -one.due_at.timestamp())
        if one.kind not in newest or key > newest[one.kind][0]:
            newest[one.kind] = (key, one)
    given = {}
    for kind, (_, one) in newest.items():
        start = one.read_at or situation.opened_at
        ends = clocking.ended_at(situation, kind, start)
        clause = document.CLOCK_CLAUSE.get((situation.platform, kind), "ALL-2")
        given[kind] = Clock(
            kind, one.due_at, one.on_lapse or OnLapse.unknown, clause, Source.platform, ends, one.read_at
        )
    return given


def _outranked(computed: Clock, given: Clock) -> Clock:
    on_lapse = given.on_lapse if given.on_lapse is not OnLapse.unknown else computed.on_lapse
    ends = given.ended_at if given.read_at is not None else computed.ended_at
    return replace(given, clause=computed.clause, on_lapse=on_lapse, ended_at=ends)


# --- weighing -------------------------------------------------------------------------------------------------


def weigh(situation: Situation, policy: Policy, findings: list[Finding]) -> tuple[Standing, list[document.Option]]:
    """Where the case stands, and its options."""
    party, because = liability(situation, findings)
    every_clock = clocks_of(situation, findings)
    agreed = settling.agreement(situation)
    stage = staging.stage(situation, every_clock, agreed)
    ordered = settling.verdict(situation) if situation.kind is not Kind.penalty else None
    if ordered is not None and (agreed is None or agreed.at < ordered.at):
        agreed = ordered
    lapsed = [one for one in every_clock if clocking.has_lapsed(one, situation.at)]
    decided = any(one.kind in _CONSENTS and one.on_lapse is not OnLapse.arbitration for one in lapsed)
    settled = agreed is not None or stage in _SETTLED
    ahead = policy.number(Parameter.escalate_ahead_hours)
    standing = Standing(
        stage=stage,
        party=party,
        because=because,
        clocks=_running(situation, every_clock),
        missing=[
            ask
            for ask in _missing(situation, findings, party, settled, stage)
            if not (ask.for_appeal and any(clock.kind is DeadlineKind.appeal for clock in lapsed))  # too late to appeal
        ],
        rejected=[one for one in findings if isinstance(one, Rejects)],
        blocked=[one for one in findings if isinstance(one, Blocks)] if stage not in _OVER else [],
        settled=settled,
        agreed=agreed.remedy if agreed is not None else None,
        done=agreed is not None and settling.is_done(situation, agreed) and agreed.remedy is not None,
        paid_by_platform=agreed is not None and agreed.by_platform,
        decided_by_lapse=decided and stage is not Stage.escalated and agreed is None,
        ahead=after(situation.at, hours=float(ahead or 0)),
        counts=staging.counts_as_dispute(situation, every_clock),
    )
    standing.named = [one for one in findings if isinstance(one, Names)]
    return standing, _options(situation, policy, standing)


_OVER = frozenset({Stage.closed, Stage.withdrawn})


def _running(situation: Situation, every: list[Clock]) -> list[Clock]:
    if situation.did(Action.close) or situation.withdrawn_at is not None:
        return []
    return [clock for clock in every if clocking.is_running(clock)]


def _missing(situation: Situation, findings: list[Finding], party: Party, settled: bool, stage: Stage) -> list[Asks]:
    """What is still asked for: nothing once settled, but for an appeal still open; nothing that no longer decides."""
    asks = [one for one in findings if isinstance(one, Asks)]
    if stage in _OVER:
        return []
    if settled and situation.kind is not Kind.penalty:
        asks = [one for one in asks if one.for_appeal and stage is Stage.judged]
    return [one for one in asks if not _is_moot(one, party)]


def _is_moot(ask: Asks, party: Party) -> bool:
    """Evidence that would decide who is liable is not asked for once that is decided."""
    if ask.clause in _DECIDING:
        return party is Party.seller or (party in CLEAR and ask.clause == "WISH-WRONG-1")
    return False


_DECIDING = frozenset({"AE-LABEL-1", "AE-DAMAGE-1", "AE-NEGO-2", "WISH-WRONG-1"})


def _options(situation: Situation, policy: Policy, standing: Standing) -> list[document.Option]:
    """The nine remedies while unsettled, then only the agreed one, none once it is done."""
    if situation.kind in remedies.NO_REMEDY_KINDS or standing.stage in _OVER:
        return []
    if standing.settled and standing.agreed is not None:
        if standing.done:
            return []
        cost = costing.cost_of(standing.agreed, costing.Figures(situation, policy, standing.counts))
        standing.recommended = standing.agreed
        return [document.Option(standing.agreed, True, True, cost, "ALL-3", "option.agreed")]
    if standing.stage is Stage.judged:
        return []
    against = {one.remedy: one for one in remedies.forbidden(situation, policy, standing.party)}
    standing.allowed = [remedy for remedy in remedies.REMEDIES if remedy not in against]
    costs = costing.costs(situation, policy, standing.counts)
    prices = {remedy: (cost.total, bool(cost.unknown)) for remedy, cost in costs.items()}
    decisive = any(ask.by_request for ask in standing.missing)
    best = remedies.recommend(situation, standing.allowed, standing.named, prices, decisive, standing.party in CLEAR)
    if best is not None:
        standing.recommended, standing.recommended_clause = best[0], best[1]
    named = {one.remedy for one in standing.named}
    standing.named = [one for one in standing.named if best is not None and one.remedy is best[0]]
    return [
        document.Option(
            remedy,
            remedy not in against,
            best is not None and best[0] is remedy,
            costs[remedy],
            *_because(remedy, against, best, remedy in named and remedy in situation.refused),
        )
        for remedy in remedies.REMEDIES
    ]


def _because(remedy: Remedy, against: dict[Remedy, Any], best: Any, was_refused: bool) -> tuple[str, str]:
    if remedy in against:
        return against[remedy].clause, against[remedy].why
    if best is not None and best[0] is remedy:
        return best[1], best[2]
    return "ALL-1", "option.refused" if was_refused else "option.open"


# --- the one next step ----------------------------------------------------------------------------------------


def next_step(steps: list[Step | Also], standing: Standing) -> Step:
    """The first that applies, in the contract's order; what comes before settling is past once the case is settled."""
    over = standing.settled or standing.decided_by_lapse
    live = [
        step
        for step in steps
        if isinstance(step, Step)
        and (standing.stage is not Stage.closed or step.turn in _AFTER_CLOSING)
        and not (over and step.turn in _BEFORE_SETTLING and not step.for_appeal)
        and not (standing.stage in _OVER and step.turn in _BEFORE_SETTLING)
    ]
    return min(live, key=lambda step: (step.turn, step.order, step.action))


_AFTER_CLOSING = frozenset({Turn.safe, Turn.lesson, Turn.rest, Turn.follow_up})


def also(steps: list[Step | Also]) -> list[Also]:
    return [step for step in steps if isinstance(step, Also)]


__all__ = ["assess", "find", "look", "next_step", "propose", "weigh"]
