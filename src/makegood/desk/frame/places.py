"""Where one can go: the places of the rail, each shown once its room is there."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PLACES: tuple[tuple[str, Promise, str, str], ...] = (
    ("inbox", gettext_lazy("Inbox"), "inbox", "i"),
    ("orders", gettext_lazy("Order audit"), "clipboard-check", "o"),
    ("approvals", gettext_lazy("Approvals"), "stamp", "a"),
    ("deposits", gettext_lazy("Deposits"), "landmark", "d"),
    ("insights", gettext_lazy("Insights"), "chart-line", "n"),
    ("policies", gettext_lazy("Policies"), "book-open", "p"),
    ("settings", gettext_lazy("Settings"), "settings", "s"),
)
"""Name of the address, label, icon, and the key after `g`."""


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    label: str | Promise
    icon: str
    key: str
    address: str
    is_here: bool
    waiting: int | None


def places(here: str | None, waiting: dict[str, int]) -> list[Place]:
    """Those whose room is there. `here`: the address's name; `waiting`: how much is due, where action is due."""
    found = []
    for name, label, icon, key in PLACES:
        if (address := address_of(name)) is not None:
            found.append(Place(name, label, icon, key, address, name == here, waiting.get(name) or None))
    return found


def address_of(name: str, *arguments: object) -> str | None:
    """The address of a page, or None where that room is not there yet."""
    try:
        return reverse(f"desk:{name}", args=arguments)
    except NoReverseMatch:
        return None
