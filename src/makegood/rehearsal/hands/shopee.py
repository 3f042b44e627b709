"""Shopee: returns, offers, disputes and cancellations have calls; what is left is said to people."""

from __future__ import annotations

from random import Random
from typing import Any

from makegood.rehearsal.sandboxes import Sandbox
from makegood.store.models import Case
from makegood.store.stepping import Step

OPTIONS = {"read_lag": 5}
LIMITS = {"SGD": ("30", "300")}


def said(case: Case, random: Random) -> dict[str, Any]:  # noqa: ARG001
    return {}


def instead(case: Case) -> Step | None:  # noqa: ARG001
    return None


def by_hand(sandbox: Sandbox, case: Case, step: Step) -> None:  # noqa: ARG001
    """Nothing of it leaves a trace on the platform."""
