"""1688: most answers to a refund are given on the seller's pages, for there is no call for them."""

from __future__ import annotations

from random import Random
from typing import Any

from makegood.core.instants import parse, show
from makegood.core.words import Action as Verb
from makegood.rehearsal.sandboxes import Sandbox
from makegood.store import actions, hearing
from makegood.store.models import Case
from makegood.store.stepping import Step

ADDRESS = {
    "address": "浙江省 杭州市 网商路1号",
    "fullName": "退货组",
    "mobilePhone": "13000000001",
    "post": "310051",
}
OPTIONS = {"return_address": ADDRESS, "read_lag": 5}
LIMITS = {"CNY": ("150", "1500")}
TERMS = {
    "address": ADDRESS["address"],
    "recipient": ADDRESS["fullName"],
    "phone": ADDRESS["mobilePhone"],
    "freight_bearer": "seller",
    "freight_form": "prepaid",
    "days": 7,
    "goods_condition": "吊牌完好",
}
ON_THE_PAGE = {Verb.agree: "agree", Verb.refund: "agree", Verb.refuse: "refuse", Verb.escalate: "ask_in"}


def said(case: Case, random: Random) -> dict[str, Any]:  # noqa: ARG001
    return {"terms": TERMS} if case.next_action == Verb.propose_return_terms else {}


def instead(case: Case) -> Step | None:  # noqa: ARG001
    return None


def by_hand(sandbox: Sandbox, case: Case, step: Step) -> None:
    """The buyer says yes to the terms on Wangwang; answers to a refund are given on the seller's pages."""
    if step.verb is Verb.confirm_on_channel:
        at = parse(sandbox.get("clock")["at"])
        heard = {"channel": "wangwang"}
        piece = {"id": hearing.next_number(case), "kind": "return_terms_confirmed", "by": "buyer", "at": show(at)}
        hearing.put_in(case, {**piece, "origin": "original", "reading": heard}, by="person:clerk", at=at)
    dispute, act = actions.dispute_of(case), ON_THE_PAGE.get(step.verb)
    if dispute is not None and act is not None:
        sandbox.post(f"refunds/{dispute.removeprefix('TQ')}/seller", act=act)
