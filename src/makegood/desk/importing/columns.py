"""The columns that a file may have, as a person names them; and what reading it said, in the desk's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MAIN: dict[str, str | Promise] = {
    "order_id": _("Order number"),
    "placed_at": _("Placed on"),
    "paid_at": _("Paid on"),
    "amount": _("Total paid"),
    "currency": _("Currency"),
    "status": _("Status"),
    "sku": _("SKU"),
    "title": _("Item"),
    "quantity": _("Quantity"),
    "tracking": _("Tracking number"),
    "buyer_id": _("The buyer's id"),
    "return_id": _("Return number"),
}
OTHER: dict[str, str | Promise] = {
    "buyer_name": _("The buyer's name"),
    "receiver": _("Recipient"),
    "country": _("Country"),
    "state": _("State or province"),
    "city": _("City"),
    "extended_city": _("City (extended)"),
    "line1": _("Street"),
    "address": _("Whole address"),
    "postcode": _("Postcode"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "products": _("Products in one cell"),
    "unit_price": _("Unit price"),
    "carrier": _("Carrier"),
    "service_tracking": _("Carrier and number in one cell"),
    "shipped_at": _("Shipped on"),
    "delivered_at": _("Arrived on"),
    "finished_at": _("Finished on"),
    "cancelled_at": _("Cancelled on"),
    "cancelled_by": _("Cancelled by"),
    "cancel_reason": _("Reason of cancelling"),
    "return_opened_at": _("Return asked on"),
    "return_reason": _("Reason of return"),
    "return_status": _("State of return"),
    "return_quantity": _("Quantity returned"),
    "return_tracking": _("Number of the return parcel"),
    "return_amount": _("Amount of return"),
    "platform": _("Platform"),
    "shop": _("Shop"),
}
LABELS = MAIN | OTHER


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and the header it is read from; `how`: recognised, named by a person, remembered, or only suggested."""

    name: str
    label: str | Promise
    header: str
    how: str
    choices: list[tuple[str, bool]]


def columns(seen: Mapping[str, Any], given: Mapping[str, str], names: Mapping[str, str | Promise]) -> list[Column]:
    headers = list(dict.fromkeys(one for one in seen.get("headers") or [] if one))
    read, hints = seen.get("columns") or {}, seen.get("suggested") or {}
    mapped = given or seen.get("mapped") or {}
    found = []
    for name, label in names.items():
        header = mapped.get(name) or read.get(name) or hints.get(name) or ""
        how = "named" if name in mapped else "known" if name in read else "suggested" if name in hints else ""
        if how == "named" and seen.get("mapping") == "remembered":
            how = "remembered"
        found.append(Column(name, label, header, how, [(one, one == header) for one in headers]))
    return found


def named(texts: Mapping[str, str], seen: Mapping[str, Any]) -> dict[str, str]:
    """The columns as a person left them, those apart that are read so anyway."""
    read, headers = seen.get("columns") or {}, set(seen.get("headers") or [])
    chosen = {name: texts.get(f"column-{name}", "") for name in LABELS}
    new = {name: header for name, header in chosen.items() if header in headers and read.get(name) != header}
    # once one is named, those named before stay named with it
    return (
        new | {name: header for name, header in (seen.get("mapped") or {}).items() if chosen.get(name) == header}
        if new
        else {}
    )


def twice(mapping: Mapping[str, str]) -> str | None:
    """A header that was given to two columns."""
    headers = list(mapping.values())
    return next((one for one in headers if headers.count(one) > 1), None)


def refusal(seen: Mapping[str, Any]) -> str:
    """Why the file cannot be read as it stands, and what to do about it."""
    said = str(seen.get("refused") or "")
    for mark, sentence in (
        ("--map", gettext("No column of this file is known to be the order number. Name it below.")),
        ("--zone", gettext("The times in this file do not say their zone. Choose it below.")),
        ("--platform", gettext("This file is another platform's export than the shop's. Bring the file, or choose the shop, that was meant.")),
        ("password", gettext("It is protected by a password. Save it without one.")),
        ("blank", gettext("There is no table in it. Bring the platform's own export.")),
        ("not readable", gettext("It cannot be read as what its name says. Save it anew in Excel, or as CSV (UTF-8).")),
    ):  # fmt: skip
        if mark in said:
            return sentence
    if why := seen.get("why"):
        return gettext("It was not read to its end:") + " " + in_words(why)
    return gettext("It cannot be read as it stands:") + " " + said


def in_words(text: Mapping[str, str]) -> str:
    """A sentence of the import in the viewer's language, the shell's options named as the page names them."""
    from makegood.desk.templatetags.desk import said

    names = {"zone": gettext("“Its times are in”"), "currency": gettext("“Currency”"), "map": gettext("the columns")}
    whole = re.sub(r"--(zone|currency|map)( [A-Za-z_/=]+)?", lambda found: names[found[1]], said(text))
    return re.sub(r"(?<=[^\x00-\x7f]) (?=“)|(?<=”) (?=[^\x00-\x7f])", "", whole)
