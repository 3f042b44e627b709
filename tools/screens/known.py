"""Which screens are looked at: each room names its own in `rooms/`, by address, or by address and what is done there first."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from types import ModuleType

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
    status: int = 200


def names() -> list[str]:
    """Of all screens, without a database."""
    return [name for room in _rooms() for name in _doings(room)]


def shots(seeded: Seeded, only: Container[str] | None = None) -> list[Shot]:
    """Of all rooms, in the order of their names. A room's module has `PAGES` {name: address}, and may have `DOINGS`
    {name: (address, steps, what is seen)}, `ROLES` {name: who looks, where it is not the lead} and `STATUSES` {name: what is answered, where it is
    not 200}."""
    found = []
    for room in _rooms():
        roles, statuses = getattr(room, "ROLES", {}), getattr(room, "STATUSES", {})
        for name, (address, steps, seen) in _doings(room).items():
            if only is None or name in only:
                found.append(
                    Shot(name, _address(address, seeded), steps, seen, roles.get(name, "lead"), statuses.get(name, 200))
                )
    return found


def _rooms() -> list[ModuleType]:
    known = sorted(one.name for one in pkgutil.iter_modules(rooms.__path__))
    return [importlib.import_module(f"tools.screens.rooms.{name}") for name in known]


def _doings(room: ModuleType) -> dict[str, tuple[Address, Sequence[str], str]]:
    pages = {name: (address, (), "") for name, address in getattr(room, "PAGES", {}).items()}
    return {**pages, **getattr(room, "DOINGS", {})}


def _address(address: Address, seeded: Seeded) -> str:
    if isinstance(address, str):
        return address
    with within(seeded.organisation):
        return address(seeded)
