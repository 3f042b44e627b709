"""The words that scripts write: countdowns, announcements. In the viewer's language, as data in the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext


def scripted() -> dict[str, Any]:
    return {
        "days": gettext("{d} d {h} h"),
        "hours": gettext("{h} h {m} min"),
        "minutes": gettext("{m}:{s}"),
        "late": gettext("overdue {left}"),
        "group": {
            "overdue": gettext("A case is overdue"),
            "four_hours": gettext("A case has less than four hours left"),
        },
        "picked": gettext("{n} selected"),
        "leaves": gettext("leaves in {n} s"),
        "copied": gettext("Copied"),
        "offline": gettext("No connection to the desk: reading works, sending does not."),
        "failed": gettext("The desk did not answer. Nothing was sent twice; try again."),
    }
