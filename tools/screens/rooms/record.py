"""The record: its list, a filter that fits nothing, one entry."""

from __future__ import annotations

from tools.seeded import Seeded


def entry(_: Seeded) -> str:
    from makegood.store.models import Event

    found = Event.objects.filter(content__isnull=False).order_by("id").first()
    assert found is not None
    return f"/record/{found.pk}/"


PAGES = {
    "record": "/record/",
    "record-empty": "/record/?family=unmasking&by=rule&since=2026-01-01",
    "record-entry": entry,
}
