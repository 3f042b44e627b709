"""The assessment as the contract's JSON document: findings put into words, in two languages and the buyer's."""

from __future__ import annotations

from typing import Any, NamedTuple

from makegood.core.findings import Also, Asks, Blocks, Clock, Step
from makegood.core.instants import after, show
from makegood.core.situation import Situation
from makegood.core.words import Action, DeadlineKind, Parameter, Platform, Remedy, Side, Source
from makegood.policies import policy as policies
from makegood.policies.policy import Policy
from makegood.rules.clocks import has_lapsed
from makegood.rules.costs import Cost
from makegood.rules.standing import Standing

SCHEMA = "makegood.assessment/1"

CLOCK_CLAUSE = {
    (Platform.aliexpress, DeadlineKind.negotiation): "AE-NEGO-1",
    (Platform.aliexpress, DeadlineKind.respond): "AE-NEGO-1",
    (Platform.aliexpress, DeadlineKind.confirm_return): "AE-RETURN-1",
    (Platform.ali1688, DeadlineKind.respond): "B2B-AFTERSALE-1",
    (Platform.ali1688, DeadlineKind.appeal): "B2B-APPEAL-1",
    (Platform.ali1688, DeadlineKind.deposit_unfreezes): "B2B-DEPOSIT-3",
    (Platform.ali1688, DeadlineKind.after_sale_window): "B2B-DEPOSIT-2",
    (Platform.ali1688, DeadlineKind.service_exit): "B2B-EXIT-1",
    (Platform.wish, DeadlineKind.respond): "WISH-WRONG-1",
    (Platform.wish, DeadlineKind.appeal): "WISH-WRONG-4",
    (Platform.shopee, DeadlineKind.refund): "SHP-WRONG-6",
}
"""The clause a platform's own time stands under, where no computed clock says."""


class Option(NamedTuple):
    """A remedy as it could be offered now."""

    remedy: Remedy
    allowed: bool
    recommended: bool
    cost: Cost
    clause: str
    why: str


def compose(
    situation: Situation,
    policy: Policy,
    standing: Standing,
    options: list[Option],
    step: Step,
    also: list[Also],
) -> dict[str, Any]:
    """The contract's document."""
    case = situation.case
    body: dict[str, Any] = {
        "schema": SCHEMA,
        "case": case.id,
        "at": show(situation.at),
        "platform": str(situation.platform),
        "kind": str(situation.kind),
        "stage": str(standing.stage),
        "policy": {},
        "liability": {
            "party": str(standing.party),
            "because": [_because(one.clause, one.why, one.fills) for one in standing.because],
        },
        "evidence": {
            "have": [piece.id or f"evidence[{place}]" for place, piece in enumerate(situation.evidence)],
            "missing": [_missing(ask, situation) for ask in standing.missing],
            "rejected": [{"id": one.evidence, **_because(one.clause, one.why, one.fills)} for one in standing.rejected],
        },
        "deadlines": [_deadline(clock, situation) for clock in standing.clocks],
        "options": [_option(option, policy) for option in options],
        "blocked": [_blocked(one) for one in standing.blocked],
        "counts_as_dispute": standing.counts,
        "next": _next(step, situation, policy, standing),
        "also": [_also(one, policy) for one in also],
        "ignored": sorted(case.ignored or ()),
    }
    body["policy"] = {
        "pack": str(situation.platform),
        "version": policy.book.version(policy.opened or situation.at).isoformat(),
        "overrides": policy.overrides(),
    }
    if policy.book.own.warning is not None:
        body["policy"]["warning"] = policy.book.own.warning.as_json()
    return body


def _say(key: str, fills: Any) -> dict[str, str]:
    text = policies.sentences()[key]
    if fills:
        text = text.filled(dict(fills))
    return {"en": text.en, "zh": text.zh}


def _because(clause: str, why: str, fills: Any) -> dict[str, Any]:
    return {"clause": clause, "why": _say(why, fills)}


def buyer_language(situation: Situation) -> str | None:
    buyer = situation.order.buyer
    return (buyer.language if buyer is not None else None) or situation.claim.language


def _missing(ask: Asks, situation: Situation) -> dict[str, Any]:
    """Evidence asked of the buyer carries the text in the buyer's language, or English, and says which."""
    kind, of_buyer = str(ask.evidence), ask.of is Side.buyer
    table = "request" if of_buyer and kind in policies.requests("en")["request"] else "ask"
    message: dict[str, Any] = {language: policies.requests(language)[table][kind] for language in ("en", "zh")}
    item = {"kind": kind, "ask": str(ask.of), "clause": ask.clause, "message": message}
    message["buyer"] = None
    if of_buyer:
        wanted = buyer_language(situation)
        language = policies.requests_language(wanted)
        text = policies.requests(language)[table].get(kind)
        if text is None:
            language, text = "en", message["en"]
        message["buyer"] = text
        item["language"] = language
        if not wanted or language != policies.requests_language(wanted) or not _serves(language, wanted):
            item["note"] = _say("language.unknown" if not wanted else "language.none", {"language": wanted or ""})
    return item


def _serves(language: str, wanted: str) -> bool:
    return language != "en" or wanted.lower().partition("-")[0] == "en"


def _deadline(clock: Clock, situation: Situation) -> dict[str, Any]:
    return {
        "kind": str(clock.kind),
        "due_at": show(clock.due_at) if clock.due_at is not None else None,
        "on_lapse": str(clock.on_lapse),
        "clause": clock.clause,
        "source": str(clock.source if clock.due_at is not None else Source.unknown),
        "lapsed": has_lapsed(clock, situation.at),
    }


def _option(option: Option, policy: Policy) -> dict[str, Any]:
    way, total = policy.remedy(option.remedy), option.cost.total
    because = _because(option.clause, option.why, None)
    if option.why == "forbidden.platform":
        because["why"] = way.text.as_json()
    return {
        "remedy": str(option.remedy),
        "allowed": option.allowed,
        "recommended": option.recommended,
        "how": str(way.how),
        "cost": total.as_json() if total is not None else None,
        "cost_parts": {str(part): money.as_json() for part, money in option.cost.parts.items()},
        "unknown": [str(part) for part in option.cost.unknown],
        "rates": [
            {
                "base": rate.base,
                "quote": rate.quote,
                "rate": f"{rate.rate:f}" if rate.rate is not None else None,
                "as_of": show(rate.as_of) if rate.as_of is not None else None,
                "source": rate.source,
            }
            for rate in option.cost.rates
        ],
        "because": [because],
    }


def _blocked(block: Blocks) -> dict[str, Any]:
    return {
        "action": str(block.action),
        "missing": list(block.missing),
        **_because(block.clause, block.why, block.fills),
    }


def _next(step: Step, situation: Situation, policy: Policy, standing: Standing) -> dict[str, Any]:
    """The one next step, the first instant that presses, and how it is done on this platform."""
    running = [clock.due_at for clock in standing.clocks if clock.due_at is not None and clock.due_at > situation.at]
    way = policy.book.own.actions.get(step.action)
    body: dict[str, Any] = {
        "action": str(step.action),
        "what": list(step.what),
        "due_at": show(min(running)) if running else None,
        "clause": step.clause,
        "why": _say(step.why, step.fills),
    }
    if way is not None:
        body["how"] = str(way.how)
        body["note"] = way.text.as_json()
        if way.link is not None:
            body["link"] = way.link
    if step.action is Action.wait:
        body["look_again_at"] = _look_again(situation, policy, running)
    return body


def _look_again(situation: Situation, policy: Policy, running: list[Any]) -> str | None:
    """A wait always has an end: the first clock, or the house's hours after now, whichever is sooner."""
    hours = policy.number(Parameter.look_again_hours)
    if hours is None:
        return show(min(running)) if running else None
    own = after(situation.at, hours=float(hours))
    return show(min([own, *running]) if running else own)


def _also(one: Also, policy: Policy) -> dict[str, Any]:
    way = policy.book.own.actions.get(one.action)
    body = {"action": str(one.action), **_because(one.clause, one.why, one.fills)}
    body["how"] = str(way.how) if way is not None else "assisted"
    if one.source is not None:
        body["source"] = str(one.source)
    return body
