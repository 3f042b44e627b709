"""What closing a case asks for: the root cause, last used first, and what is done so that it does not come back."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CAUSES: dict[str, str | Promise] = {
    "supplier": _("Supplier: the goods were flawed or wrong"),
    "warehouse": _("Warehouse: picked, packed or labelled wrong"),
    "carrier": _("Carrier: lost, late, damaged or relabelled"),
    "listing": _("Listing: words or pictures misled"),
    "stock": _("Stock: sold what was not there"),
    "service": _("Service: answered late or wrong"),
    "buyer": _("Buyer: changed their mind or bad faith"),
    "platform": _("Platform: its rule or fault"),
    "other": pgettext_lazy("cause", "Other"),
}
"""House: where a trouble comes from (screens.md §12: supplier, warehouse, carrier, listing, buyer; and ours besides)."""
REASONS: dict[str, str | Promise] = {
    "facts": _("The facts are not as shown"),
    "talked": _("Settled otherwise with the buyer"),
    "costly": _("Costs too much"),
    "later": _("Too early"),
    "other": pgettext_lazy("reason", "Other"),
}
"""House: why advice is not taken, one tap each."""


def causes(session: Any) -> list[tuple[str, str | Promise]]:
    """Those this person used last come first."""
    last = [name for name in session.get("causes", ()) if name in CAUSES]
    return [(name, CAUSES[name]) for name in dict.fromkeys([*last, *CAUSES])]


def used(session: Any, cause: str) -> None:
    session["causes"] = [cause, *(name for name in session.get("causes", ()) if name != cause)][:3]
