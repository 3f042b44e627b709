"""Cases for the desk's tests: taken in as the platform would tell them, or put down as rows where only the sorting matters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from makegood.store.tenancy import within
from tests.store.making import Scene, dispute

OPENED = datetime(2026, 1, 1, tzinfo=UTC)


def taken_in(one: Scene, number: int = 1, *, at: datetime, **more: Any) -> UUID:
    """A dispute opened four and a half days before `at`: it lapses in twelve hours."""
    from makegood.store import intake

    with within(one.organisation):
        told = dispute(number, opened=at - timedelta(hours=108), **more)
        case = intake.take_in(one.shop, told, by="aliexpress", at=at)
    assert case is not None
    return UUID(str(case.pk))


def rows(one: Scene, *clocks: datetime | None, at_risk: int | None = 100, **more: Any) -> list[UUID]:
    """Open cases with these clocks, as they would stand after an assessment."""
    from makegood.store.models import Case

    said = {
        "currency": "USD",
        "next_action": "offer",
        "kind": "damaged",
        "stage": "negotiating",
        "on_lapse": "auto_refund",
    } | more
    with within(one.organisation):
        have = Case.objects.count()
        made = [
            Case(
                shop_id=one.shop,
                organisation_id=one.organisation,
                number=f"c{have + place}",
                due_at=clock,
                opened_at=OPENED,
                at_risk=at_risk,
                **said,
            )
            for place, clock in enumerate(clocks)
        ]
        return [UUID(str(case.pk)) for case in Case.objects.bulk_create(made)]
