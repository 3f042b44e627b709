"""The composer: empty, with a template that lacks a value, blocked, and with a message that a person must send."""

from __future__ import annotations

from tools.seeded import Seeded, own_case


def _compose(seeded: Seeded) -> str:
    return f"/cases/{own_case(seeded, 'compose', shop__platform='aliexpress').pk}/compose/"


PAGES = {"compose": _compose, "compose-blocked": lambda seeded: f"{_compose(seeded)}?template=offer_coupon"}
DOINGS = {
    "compose-by-hand": (
        lambda seeded: f"{_compose(seeded)}?template=first_contact",
        ["click [data-send]"],
        "[data-state=assisted]",
    ),
}
