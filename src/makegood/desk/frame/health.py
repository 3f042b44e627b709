"""The health dot: green, amber or red, always with words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from makegood.store.models import Pause, Shop


@dataclass(frozen=True, slots=True)
class Health:
    level: str
    words: str


def health_of(shops: Sequence[Shop], pause: Pause | None, *, is_worked: bool = True) -> Health:
    """`is_worked`: whether any worker is at work; without one nothing is sent, read or announced."""
    troubled = [one for one in shops if one.trouble]
    if not is_worked:
        return Health("red", gettext("No worker is at work"))
    if pause is not None:
        return Health("red", gettext("Writes are paused"))
    if troubled and len(troubled) == len(shops):
        return Health("red", gettext("No shop can be read"))
    if troubled:
        text = ngettext("%(count)d shop cannot be read", "%(count)d shops cannot be read", len(troubled))
        return Health("amber", text % {"count": len(troubled)})
    return Health("green", gettext("All is well"))
