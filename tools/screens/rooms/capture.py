"""A conversation pasted: the empty form, and what was read, certain lines beside doubtful ones."""

from __future__ import annotations

from tools.seeded import Seeded

PASTE = "[20/11/2026, 10:31:05] Maria: La caja llego rota\n[20/11/2026, 10:33:40] Lumen Outdoor: Sorry, a photo please?\n[20/11/2026, 10:40:00] Carrier: hi\n"
"""In signs that every keyboard has: it is typed, key by key."""


def _capture(_: Seeded) -> str:
    from makegood.store.models import Case

    case = Case.objects.filter(is_open=True, shop__platform="aliexpress").order_by("id")[0]
    return f"/cases/{case.pk}/capture/"


KEYS = {"\n": "Enter", " ": "Space"}
PAGES = {"capture": _capture}
DOINGS = {
    "capture-read": (
        _capture,
        ["click #c-paste", *(KEYS.get(sign, sign) for sign in PASTE), "click form[action$='read/'] .btn-primary"],
        ".pasted",
    )
}
