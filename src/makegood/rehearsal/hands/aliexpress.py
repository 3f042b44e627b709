"""AliExpress: the coupon is given on the seller's page; calls and messages leave no trace on the platform."""

from __future__ import annotations

from random import Random
from typing import Any

from makegood.core.words import Action as Verb
from makegood.rehearsal.sandboxes import Sandbox
from makegood.store import actions
from makegood.store.models import Case
from makegood.store.stepping import Step

OPTIONS = {"return_address": "9001", "read_lag": 5}
LIMITS = {"USD": ("20", "200")}


def said(case: Case, random: Random) -> dict[str, Any]:  # noqa: ARG001
    return {}


def instead(case: Case) -> Step | None:  # noqa: ARG001
    return None


def by_hand(sandbox: Sandbox, case: Case, step: Step) -> None:
    dispute = actions.dispute_of(case)
    if dispute is not None and dispute.isdigit() and step.verb is Verb.send_coupon:
        sandbox.post(f"issues/{dispute}/seller", act="coupon", amount="1.00")
