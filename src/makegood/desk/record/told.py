"""Entries of the record in words: what was done, and what was before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from makegood.desk.case import told as cases
from makegood.desk.words import word

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What stood there, and what stands there now; either may be nothing."""

    before: str
    after: str


def what(type_: str, body: Body) -> str:
    """The entry as a sentence; one that only the case's timeline knows is said as it says it."""
    ours = {
        "record_checked": gettext("The record was checked"),
        "record_exported": gettext("The record was exported"),
        "erased": gettext("Personal data was erased"),
        "signed_in": gettext("Signed in"),
        "signed_out": gettext("Signed out"),
        "sign_in_failed": gettext("Signing in failed"),
        "action_questioned": gettext("Asked back about an action"),
        "order_told": gettext("What is known of the order changed"),
        "shop_added": gettext("A shop was added"),
        "unreadable": gettext("The platform sent what could not be read"),
        "setting_limits": gettext("Money limits were changed"),
        "setting_role": gettext("A role was changed"),
        "setting_person_added": gettext("A person was added"),
        "setting_person_removed": gettext("A person was taken out"),
        "setting_live": gettext("A shop was switched between rehearsal and live"),
        "setting_override": gettext("A shop's own number was changed"),
        "setting_paused": gettext("Writes were paused"),
        "setting_resumed": gettext("Writes were resumed"),
        "setting_signed_out": gettext("Other devices were signed out"),
        "read_asked": gettext("A shop was asked to be read at once"),
        "work_tried_again": gettext("Work that had been given up was set going again"),
    }
    return ours.get(type_) or cases.what(type_, body)


def change(type_: str, body: Body) -> Change | None:
    """Before → after, where an entry is about a change."""
    if "before" in body or "after" in body:
        return Change(_plain(body.get("before")), _plain(body.get("after")))
    if type_ == "record_checked":
        return Change("", gettext("broken") if body.get("broken") else gettext("complete"))
    if type_.startswith("action_"):
        state = type_.removeprefix("action_")
        return Change("", word("state", state)) if word("state", state) != state else None
    return None


def reason(body: Body) -> str:
    """Why, where the entry says it in the open."""
    why = body.get("why")
    if isinstance(why, Mapping):
        return str(why.get("zh" if _zh() else "en") or "")
    return str(why or "")


def _plain(value: Any) -> str:
    if value is None or value == {} or value == []:
        return gettext("nothing")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        return " · ".join(f"{name} {_plain(one)}" for name, one in sorted(value.items()))
    return word("role", str(value))


def _zh() -> bool:
    from django.utils.translation import get_language

    return (get_language() or "").startswith("zh")
