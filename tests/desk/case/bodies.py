"""What the case page's forms send, for the matrix of rights."""

from __future__ import annotations

from typing import Any


def _events() -> list[dict[str, Any]]:
    from makegood.store.models import Event

    rows = Event.objects.filter(case__isnull=False, type="message").order_by("id")
    return [{"case": case, "event": event} for case, event in rows.values_list("case", "id")[:20]]


PATHS = {"case_event": _events}
QUERIES = {"case_review": {"act": "contact_buyer"}}
BODIES = {
    "case_act": [
        {"act": "contact_buyer", "seen": "99"},
        {"act": "offer", "remedy": "coupon"},
        {"action": "{action}", "seen": "99"},
    ],
    "case_take_back": [{"action": "{action}", "reason": "not now"}],
    "case_receipt": [{"action": "{action}", "reference": "R-1"}],
    "case_note": [{"text": "for us"}],
    "case_evidence": [{"kind": "goods_photo", "by": "buyer", "origin": "original"}],
    "case_unmask": [{"reason": "to print a label", "part": "buyer"}],
    "case_cause": [{"cause": "carrier", "measure": "none yet"}],
    "case_decline": [{"reason": "it was our fault"}],
}
