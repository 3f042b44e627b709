"""Typing in: a new case, facts of some sorts, the sample."""

from __future__ import annotations

from tools.seeded import Seeded


def _case() -> str:
    from makegood.store.models import Case

    return str(
        Case.objects.filter(is_open=True, shop__platform="wish")
        .order_by("due_at", "id")
        .values_list("pk", flat=True)[0]
    )


def _with_facts(_: Seeded) -> str:
    """A case in which somebody has typed something, and taken something back."""
    from datetime import UTC, datetime, timedelta

    from makegood.core.instants import show
    from makegood.store import correcting, intake
    from makegood.store.models import Case, Person

    case, now = Case.objects.select_related("shop", "order").get(pk=_case()), datetime.now(UTC)
    by = f"person:{Person.objects.get(username='clerk').pk}"
    told = [
        {"at": show(now - timedelta(hours=hours)), "type": kind}
        for hours, kind in ((3, "delivered"), (2, "return_shipped"))
    ]
    if made := intake.add_events(case, told, by=by, at=now):
        correcting.withdraw(made[0].pk, why="another parcel", by=by, at=now)
    return f"/cases/{case.pk}/facts/?sort=event&type=return_shipped"


PAGES = {
    "new-case": "/new/",
    "facts": _with_facts,
    "facts-clock": lambda _: f"/cases/{_case()}/facts/?sort=clock",
    "facts-evidence": lambda _: f"/cases/{_case()}/facts/?sort=evidence",
    "sample": "/new/sample/",
}
DOINGS: dict[str, tuple[str, list[str], str]] = {}
