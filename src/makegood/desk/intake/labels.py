"""Labels of what a person chooses from when typing in facts: events, wants, channels, verdicts, grounds."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

EVENTS: Words = {
    "message": _("A message was written"),
    "dispute_opened": _("The buyer opened a dispute"),
    "cancel_requested": _("The buyer asked to cancel"),
    "offer_accepted": _("The buyer accepted our offer"),
    "offer_refused": _("The buyer refused our offer"),
    "dispute_withdrawn": _("The buyer took the dispute back"),
    "return_approved": _("The return was agreed"),
    "return_shipped": _("The buyer sent the goods back"),
    "shipped": _("We shipped the parcel"),
    "delivered": _("The parcel arrived"),
    "return_notice": _("The platform set a time to confirm the return"),
    "return_received": _("The returned goods are here"),
    "platform_notice": _("The platform wrote something"),
    "escalated": _("It went to arbitration"),
    "ticket_answered": _("The platform answered our ticket"),
    "judged": _("The platform judged"),
    "penalty_executed": _("A penalty was executed"),
    "settled_after_penalty": _("Both sides settled after the penalty"),
    "paid": _("The buyer paid"),
    "refund_paid": _("Money went back to the buyer"),
    "reshipped": _("A new parcel was sent"),
    "cancelled": _("The order was cancelled"),
    "bad_faith_confirmed": _("Bad faith was confirmed"),
    "service_reopened": _("A service was opened again"),
}
"""What happens outside the desk; what we do ourselves is an action, and its receipt tells it."""
WANTS: Words = {
    "refund": _("Refund"),
    "return": _("Send it back"),
    "reship": _("A new parcel"),
    "coupon": _("Coupon"),
    "cancel": _("Cancel"),
    "explanation": _("Explanation"),
}
CHANNELS: Words = {
    "wish_ticket": _("Wish ticket"),
    "ae_message": _("AliExpress messages"),
    "wangwang": _("Wangwang"),
    "shopee_chat": _("Shopee chat"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "wechat": "WeChat",
    "whatsapp": "WhatsApp",
    "other": pgettext_lazy("channel", "Other"),
}
DIRECTIONS: Words = {"in": _("The buyer wrote"), "out": _("We wrote")}
VERDICTS: dict[str, Words] = {
    "ticket_answered": {
        "approved": _("Approved"),
        "rejected": _("Rejected"),
        "more_needed": _("More is needed of us"),
    },
    "judged": {
        "refund": _("Refund to the buyer"),
        "return_and_refund": _("Return, then refund"),
        "rejected": _("The buyer's claim is rejected"),
        "penalty": _("Penalty for us"),
    },
}
SEVERITIES: Words = {"minor": _("Small: it can still be used"), "major": _("Serious: it cannot be used")}
CAUSES: Words = {
    "logistics_delay": _("Late parcel"),
    "out_of_stock": _("Out of stock"),
    "policy_change": _("Change of policy"),
    "quality": _("Quality"),
    "cancel": _("Cancellation"),
    "other": pgettext_lazy("cause", "Other"),
}
GROUNDS: Words = {
    "carrier_fault": _("The courier's fault"),
    "settled_after_penalty": _("Settled after the penalty"),
    "price_too_low": _("Price set too low"),
    "clerk_error": _("A clerk's mistake"),
    "discontinued": _("Out of production"),
    "out_of_stock": _("Out of stock"),
    "custom_listing_wrong_guarantee": _("Made-to-order listing, wrong guarantee"),
    "other": pgettext_lazy("ground", "Other"),
}
SHIPPERS: Words = {"platform": _("The platform's logistics"), "self": _("Our own carrier")}
SIDES: Words = {
    "buyer": pgettext_lazy("from", "The buyer"),
    "seller": pgettext_lazy("from", "We"),
    "carrier": pgettext_lazy("from", "The carrier"),
    "platform": pgettext_lazy("from", "The platform"),
}
ORIGINS: Words = {
    "original": _("The original, from where it was made"),
    "forwarded": _("Passed on by somebody"),
    "unknown": _("Not known"),
}
SERVICES: Words = {
    "buyer_protection": _("Buyer protection"),
    "official_direct": _("Official direct delivery"),
    "assured_purchase": _("Assured purchase"),
    "dispatch_24h": _("Dispatch within 24 h"),
    "dispatch_48h": _("Dispatch within 48 h"),
    "dispatch_72h": _("Dispatch within 72 h"),
    "dispatch_5d": _("Dispatch within 5 days"),
    "dispatch_7d": _("Dispatch within 7 days"),
    "dispatch_10d": _("Dispatch within 10 days"),
    "dispatch_15d": _("Dispatch within 15 days"),
}
YES_NO: Words = {"yes": _("Yes"), "no": _("No")}
