"""The composer: empty, with a template that lacks a value, blocked, and with a message that a person must send."""

from __future__ import annotations

from tools.seeded import Seeded


def _compose(_: Seeded) -> str:
    from makegood.store.models import Case

    rows = Case.objects.filter(is_open=True, shop__platform="aliexpress").order_by("due_at", "id")
    return f"/cases/{rows.values_list('pk', flat=True)[0]}/compose/"


PAGES = {"compose": _compose, "compose-blocked": lambda seeded: f"{_compose(seeded)}?template=offer_coupon"}
DOINGS = {
    "compose-by-hand": (
        lambda seeded: f"{_compose(seeded)}?template=first_contact",
        ["click [data-send]"],
        "[data-state=assisted]",
    ),
}
