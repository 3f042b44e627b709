"""The composer: empty, with a template that lacks a value, in French, and with messages on their way."""

from __future__ import annotations

from tools.seeded import Seeded


def _case(_: Seeded) -> str:
    from makegood.store.models import Case

    return str(
        Case.objects.filter(is_open=True, order__isnull=False).order_by("due_at", "id").values_list("pk", flat=True)[0]
    )


PAGES = {
    "compose": lambda seeded: f"/cases/{_case(seeded)}/compose/",
    "compose-unfilled": lambda seeded: f"/cases/{_case(seeded)}/compose/?template=offer_coupon",
}
DOINGS: dict[str, tuple[str, list[str], str]] = {}
