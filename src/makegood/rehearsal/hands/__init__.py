"""What a rehearsal's clerk knows of one platform: one module each, found by its name.

`OPTIONS`: what the shop's connector is told. `LIMITS`: currency → (what one person may give alone, the most a clerk may).
`said(case, random)`: what the clerk adds to a step. `instead(case)`: another step than the next, where there is a quicker way. `by_hand(sandbox, case, step)`: plays on the sandbox's pages what has no
call; raises `SandboxFailed` where the page refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from random import Random
from typing import Any, Protocol

from makegood.rehearsal.sandboxes import Sandbox
from makegood.store.models import Case
from makegood.store.stepping import Step


class Hands(Protocol):
    OPTIONS: Mapping[str, Any]
    LIMITS: Mapping[str, tuple[str, str]]

    def said(self, case: Case, random: Random) -> dict[str, Any]: ...
    def instead(self, case: Case) -> Step | None: ...
    def by_hand(self, sandbox: Sandbox, case: Case, step: Step) -> None: ...


def hands_of(platform: str) -> Hands:
    hands: Hands = import_module(f"makegood.rehearsal.hands.{platform}")
    return hands
