"""Which screens are looked at: each room names its own in `rooms/`, by address, or by address and what is done there first."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from makegood.store.tenancy import within
from tools.screens import rooms
from tools.seeded import Seeded

Address = str | Callable[[Seeded], str]
"""A callable is asked inside the seeded organisation, and may look for a case there."""


@dataclass(frozen=True, slots=True)
class Shot:
    """`steps`: keys, or `click SELECTOR`; `seen`: what must then be visible. `role`: who looks, None for nobody signed in."""

    name: str
    address: str
    steps: Sequence[str] = ()
    seen: str = ""
    role: str | None = "lead"


def shots(seeded: Seeded) -> list[Shot]:
    """Of all rooms, in the order of their names. A room's module has `PAGES` {name: address}, and may have `DOINGS`
    {name: (address, steps, what is seen)} and `ROLES` {name: who looks, where it is not the lead}."""
    found = []
    for one in sorted(pkgutil.iter_modules(rooms.__path__), key=lambda module: module.name):
        room = importlib.import_module(f"tools.screens.rooms.{one.name}")
        doings = {name: (address, (), "") for name, address in getattr(room, "PAGES", {}).items()}
        doings |= getattr(room, "DOINGS", {})
        roles = getattr(room, "ROLES", {})
        for name, (address, steps, seen) in doings.items():
            found.append(Shot(name, _address(address, seeded), steps, seen, roles.get(name, "lead")))
    return found


def _address(address: Address, seeded: Seeded) -> str:
    if isinstance(address, str):
        return address
    with within(seeded.organisation):
        return address(seeded)
