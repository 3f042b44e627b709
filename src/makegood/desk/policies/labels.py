"""Names of what policy is made of, as a page says them: numbers, units, sources, topics."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from makegood.core.money import Money
from makegood.desk.templatetags.desk import money

NUMBERS: dict[str, Promise] = {
    "negotiation_days": _("Negotiation period"),
    "respond_days": _("Time to answer"),
    "refund_days": _("Time to refund"),
    "auto_cancel_hours": _("Automatic cancellation of unpaid orders"),
    "payment_grace_hours": _("Grace for payment"),
    "after_sale_window_days": _("After-sale window"),
    "deposit_unfreeze_days": _("Unfreezing the deposit"),
    "service_exit_days": _("Leaving a service"),
    "unpaid_count": _("Unpaid orders that count as bad faith"),
    "unpaid_share": _("Share of unpaid orders that counts as bad faith"),
    "cancel_count": _("Cancellations that count as bad faith"),
    "cancel_share": _("Share of cancellations that counts as bad faith"),
    "coupon_cap_share": _("Ceiling of a coupon, as a share of the order"),
    "dispute_cost": _("What a dispute costs by itself"),
    "escalate_ahead_hours": _("Escalate ahead of the lapse"),
    "sku_alert_days": _("Complaints about one item are counted over"),
    "sku_alert_buyers": _("Different buyers that raise the alert"),
    "ship_days": _("Time to ship"),
    "ticket_reply_hours": _("Time to answer a ticket"),
    "appeal_days": _("Time to appeal"),
    "respond_hours_unshipped": _("Time to answer before shipping"),
    "respond_fast_hours": _("Time to answer, small amounts"),
    "respond_fast_amount": _("Small amount"),
    "respond_fast_within_hours": _("Small amounts: asked within"),
    "instant_refund_minutes": _("Refunded at once within"),
    "look_again_hours": _("Look again after"),
}
SOURCES: dict[str, Promise] = {
    "seed": _("Seller guide"),
    "public": _("Public page"),
    "house": _("Our own choice, not the platform's rule"),
}
UNITS: dict[str, Promise] = {
    "days": pgettext_lazy("unit", "days"),
    "hours": pgettext_lazy("unit", "hours"),
    "minutes": pgettext_lazy("unit", "minutes"),
    "share": pgettext_lazy("unit", "of the total"),
    "count": pgettext_lazy("unit", "times"),
}
TOPICS: dict[str, Promise] = {
    "clocks": _("Time limits"),
    "proof": _("Evidence"),
    "returns": _("Returns and refunds"),
    "penalties": _("Penalties and appeals"),
    "deposit": _("Deposit and services"),
    "orders": _("Orders in bad faith"),
    "house": _("What Makegood promises"),
}
FAMILIES: dict[str, tuple[str, ...]] = {
    "proof": ("AE-LABEL", "AE-DAMAGE", "AE-NEGO-2", "WISH-WRONG-3", "SHP-WRONG-4", "SHP-WRONG-5", "B2B-TERMS-2", "B2B-APPEAL-3"),
    "returns": ("AE-RETURN", "AE-ITALY", "AE-NEGO", "B2B-TERMS", "B2B-AFTERSALE", "SHP-WRONG", "WISH-WRONG", "WISH-UNFUL"),
    "penalties": ("B2B-APPEAL", "WISH-WRONG-4", "WISH-UNFUL-5"),
    "deposit": ("B2B-DEPOSIT", "B2B-EXIT", "B2B-PAYEE"),
    "orders": ("AUDIT",),
    "house": ("ALL",),
}  # fmt: skip
"""House: which families of clauses a topic shows; `clocks` shows every clause that states a time."""


def value(number: Decimal | Money | None, unit: str) -> str:
    """`5 days`, `10 %`, `CN¥1,000`; nothing stated: a dash."""
    if number is None:
        return "–"
    if isinstance(number, Money):
        return money(number)
    if unit == "share":
        return f"{number * 100:f}".rstrip("0").rstrip(".") + " %"
    return f"{number:f} {UNITS.get(unit, unit)}"
