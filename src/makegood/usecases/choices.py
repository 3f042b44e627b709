"""What a person may do about a case now, and why not the rest: read off its assessment, so that no face decides it for itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from makegood.core.instants import parse
from makegood.core.text import Text
from makegood.core.words import SHOP_KINDS, Action, DeadlineKind, How, Kind, OnLapse, Platform, Remedy, Stage
from makegood.policies.policy import book

ACTS = (
    Action.contact_buyer, Action.request_evidence, Action.offer, Action.agree, Action.refuse, Action.submit_evidence,
    Action.escalate, Action.withdraw_escalation, Action.appeal, Action.reship, Action.refund, Action.ask_withdrawal,
    Action.ask_platform_service, Action.close,
)  # fmt: skip
"""What stands beside the one next step, in this order, whether it can be done now or not (screens.md §4)."""
AT_THE_DESK = frozenset({Action.verify_order, Action.record_lesson, Action.close})
"""What is done here and nowhere else: saying yes to it is doing it."""
REFUNDS = frozenset(
    {Remedy.full_refund, Remedy.partial_refund, Remedy.return_and_refund, Remedy.partial_refund_and_reship,
     Remedy.cancel_and_refund}
)  # fmt: skip
RESHIPS = frozenset({Remedy.reship, Remedy.partial_refund_and_reship})
UNDER_WAY = Text("It is under way already.", "正在进行中。")
SETTLED = frozenset({Stage.agreed, Stage.fulfilling})
DECIDED = frozenset({Stage.judged, Stage.appealed})


@dataclass(frozen=True, slots=True)
class Choice:
    """One act: open to a person now, or not and why. `at`: the instant that its reason names."""

    action: Action
    allowed: bool
    why: Text | None = None
    clause: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class No:
    """Why an act is closed now."""

    why: Text
    clause: str | None = None
    at: datetime | None = None


def choices(answer: Mapping[str, Any], under_way: Collection[str] = ()) -> list[Choice]:
    """Every act but the next step. `under_way`: the actions of this case that are asked for, sent or done by hand just now."""
    told = Action(answer["next"]["action"])
    also = [Action(one["action"]) for one in answer.get("also", ())]
    acts = (Action.ask_platform_service, Action.close) if answer["kind"] in SHOP_KINDS else ACTS
    found = []
    for action in dict.fromkeys((*also, *acts)):
        if action is not told:
            no = _no(action, answer, under_way)
            found.append(Choice(action, True) if no is None else Choice(action, False, no.why, no.clause, no.at))
    return found


def forbidden(
    action: Action, answer: Mapping[str, Any], under_way: Collection[str] = (), *, remedy: str | None = None
) -> No | None:
    """Why this act is closed now, whoever asks for it and however; None: it is open."""
    told = answer["next"]["action"]
    known = {told, *(one["action"] for one in answer.get("also", ())), *ACTS}
    if action not in known or action is Action.wait:
        return No(Text("This is no step of this case now.", "这不是本案件现在的步骤。"))
    no = No(UNDER_WAY) if action in under_way else None if action == told else _no(action, answer, under_way)
    return no or (_not_offered(remedy, answer) if action is Action.offer and remedy else None)


def _not_offered(remedy: str, answer: Mapping[str, Any]) -> No | None:
    for one in answer["options"]:
        if one["remedy"] == remedy:
            because = one["because"][0]
            return None if one["allowed"] else No(Text(because["why"]["en"], because["why"]["zh"]), because["clause"])
    return No(Text("This remedy is not open in this case.", "本案件不提供此方案。"))


def _no(action: Action, answer: Mapping[str, Any], under_way: Collection[str]) -> No | None:
    if action in under_way:
        return No(UNDER_WAY)
    way = book(Platform(answer["platform"])).own.actions.get(action)
    if way is not None and way.how is How.unavailable:
        return No(way.text)
    for one in answer.get("blocked", ()):
        if one["action"] == action:
            return No(Text(one["why"]["en"], one["why"]["zh"]), one["clause"])
    if answer["stage"] == Stage.closed and action is not Action.ask_platform_service:
        return No(Text("The case is closed.", "案件已结案。"))
    return _BY_ACTION[action](answer) if action in _BY_ACTION else None


# --- why not, act by act --------------------------------------------------------------------------------------


def _answering(answer: Mapping[str, Any]) -> No | None:
    """Nothing is offered, agreed or refused any more once it is settled, judged, or in the arbitrator's hands."""
    stage = answer["stage"]
    if stage in DECIDED:
        return No(
            Text("The platform has decided; only what it ordered is done now.", "平台已裁决，现在只执行裁决内容。")
        )
    if stage in SETTLED:
        return No(Text("A remedy is agreed; it is carried out first.", "已达成方案，先执行完毕。"))
    if stage == Stage.withdrawn:
        return No(Text("The buyer has taken the dispute back.", "买家已撤销纠纷。"))
    if stage == Stage.escalated:
        return No(Text("It is with the arbitrator, who decides now.", "已进入仲裁，由平台裁决。"))
    if stage == Stage.lapsed:
        return No(
            Text(
                "A deadline passed unanswered; the platform carries out what follows.",
                "已超时未响应，平台正在执行后果。",
            )
        )
    return None


def _offering(answer: Mapping[str, Any]) -> No | None:
    if (no := _answering(answer)) is not None:
        return no
    options = answer["options"]
    if any(one["allowed"] for one in options):
        return None
    if options and options[0]["because"]:
        because = options[0]["because"][0]
        return No(Text(because["why"]["en"], because["why"]["zh"]), because["clause"])
    return No(Text("No remedy can be offered for this kind of case.", "此类案件没有可提供的方案。"))


def _escalating(answer: Mapping[str, Any]) -> No | None:
    stage = answer["stage"]
    if stage == Stage.escalated:
        return No(Text("It is with the arbitrator already.", "已在仲裁中。"))
    if stage in DECIDED or stage == Stage.withdrawn:
        return _answering(answer)
    if not answer["counts_as_dispute"] and answer["kind"] != Kind.return_:
        return No(Text("No dispute is open that could be escalated.", "没有可升级的纠纷。"))
    return None


def _withdrawing(answer: Mapping[str, Any]) -> No | None:
    if answer["stage"] != Stage.escalated:
        return No(Text("Nothing is in arbitration.", "当前不在仲裁中。"))
    return None


def _appealing(answer: Mapping[str, Any]) -> No | None:
    clock = next((one for one in answer["deadlines"] if one["kind"] == DeadlineKind.appeal), None)
    if clock is not None and clock["lapsed"]:
        return No(Text("The time to appeal has ended.", "申诉期已结束。"), clock["clause"], parse(clock["due_at"]))
    if answer["stage"] == Stage.appealed:
        return No(Text("It is appealed already.", "已经申诉。"))
    if answer["stage"] != Stage.judged and answer["kind"] != Kind.penalty:
        return No(Text("There is no verdict to appeal against.", "还没有可申诉的裁决。"))
    return None


def _carrying_out(remedies: frozenset[Remedy]) -> Any:
    def no(answer: Mapping[str, Any]) -> No | None:
        """What is agreed is the only option left; before that, offering comes first."""
        agreed = answer["stage"] in SETTLED | DECIDED and any(
            one["allowed"] and Remedy(one["remedy"]) in remedies for one in answer["options"]
        )
        return (
            None
            if agreed
            else No(Text("Nothing of the kind is agreed; offer it first.", "尚未达成此方案，请先发方案。"))
        )

    return no


def _asking(answer: Mapping[str, Any]) -> No | None:
    if not answer["evidence"]["missing"]:
        return No(Text("Nothing is missing that could be asked for.", "没有需要索取的凭证。"))
    return None


def _taking_back(answer: Mapping[str, Any]) -> No | None:
    if not answer["counts_as_dispute"]:
        return No(Text("There is no dispute that counts.", "没有计入纠纷率的纠纷。"))
    return None


def _putting_in(answer: Mapping[str, Any]) -> No | None:
    if not answer["evidence"]["have"]:
        return No(Text("No evidence is on file yet.", "案件中还没有凭证。"))
    return None


def _closing(answer: Mapping[str, Any]) -> No | None:
    """House: a case is not closed under a clock whose lapse costs something, for nobody would see it lapse (ALL-2)."""
    for one in answer["deadlines"]:
        if one["on_lapse"] != OnLapse.none and not one["lapsed"]:
            at = parse(one["due_at"]) if one["due_at"] else None
            return No(
                Text("A clock still runs; closed, nobody would see it lapse.", "仍有时限在走；结案后到期将无人看到。"),
                "ALL-2",
                at,
            )
    return None


_BY_ACTION = {
    Action.offer: _offering,
    Action.agree: _answering,
    Action.refuse: _answering,
    Action.escalate: _escalating,
    Action.withdraw_escalation: _withdrawing,
    Action.appeal: _appealing,
    Action.reship: _carrying_out(RESHIPS),
    Action.refund: _carrying_out(REFUNDS),
    Action.request_evidence: _asking,
    Action.ask_withdrawal: _taking_back,
    Action.submit_evidence: _putting_in,
    Action.close: _closing,
}
