"""The case page's own words: parts, filters, stages of the ribbon, channels, sources, ways, costs."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from makegood.desk.words import CLOCKS, EVIDENCE, REMEDIES

TABS: dict[str, str | Promise] = {
    "timeline": _("Timeline"),
    "overview": _("Overview"),
    "proofs": _("Evidence"),
}
FILTERS: dict[str, str | Promise] = {
    "all": pgettext_lazy("timeline filter", "All"),
    "conversation": pgettext_lazy("timeline filter", "Conversation"),
    "logistics": pgettext_lazy("timeline filter", "Logistics"),
    "money": pgettext_lazy("timeline filter", "Money"),
    "internal": pgettext_lazy("timeline filter", "Internal"),
}
MARKS: dict[str, str | Promise] = {
    "negotiation": pgettext_lazy("ribbon", "Negotiation"),
    "platform": pgettext_lazy("ribbon", "Platform steps in"),
    "verdict": pgettext_lazy("ribbon", "Verdict"),
    "appeal": pgettext_lazy("ribbon", "Appeal"),
    "end": pgettext_lazy("ribbon", "End"),
}
CHANNELS: dict[str, str | Promise] = {
    "wish_ticket": _("Wish ticket"),
    "ae_message": _("AliExpress messages"),
    "wangwang": _("Wangwang"),
    "shopee_chat": _("Shopee chat"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "wechat": _("WeChat"),
    "whatsapp": "WhatsApp",
    "other": pgettext_lazy("channel", "other"),
}
SOURCES: dict[str, str | Promise] = {
    "platform": _("given by the platform for this case"),
    "seed": _("worked out from the seller guide"),
    "public": _("worked out from a public page of the platform"),
    "house": _("our own figure, not the platform's"),
    "shop": _("the shop's own figure"),
    "unknown": _("nobody has told the time; look it up on the platform"),
}
HOWS: dict[str, str | Promise] = {
    "api": _("by the platform's interface"),
    "assisted": _("by hand"),
    "unavailable": _("not possible there"),
}
WAYS: dict[str, str | Promise] = {
    "api": _("A worker sends it by the platform's interface."),
    "assisted": _("You do it on the platform's page; texts and the way there stand ready."),
    "rehearsal": _("The shop is in rehearsal: nothing is sent; it is shown what would be."),
    "desk": _("It is done here at once."),
}
COSTS: dict[str, str | Promise] = {
    "cash_out": _("Paid out"),
    "goods": _("Goods"),
    "freight_out": _("Freight out"),
    "freight_back": _("Freight back"),
    "fees": _("Platform fees"),
    "dispute_effect": _("Effect of the dispute"),
    "recovered": _("What comes back"),
}
PROOFS: dict[str, str | Promise] = {
    "held": pgettext_lazy("evidence", "held"),
    "missing": pgettext_lazy("evidence", "missing"),
    "doubtful": pgettext_lazy("evidence", "doubtful"),
    "rejected": pgettext_lazy("evidence", "does not count"),
}
MOVEMENTS: dict[str, str | Promise] = {
    "paid": pgettext_lazy("movement", "Paid by the buyer"),
    "refund": pgettext_lazy("movement", "Refunded"),
    "coupon": pgettext_lazy("movement", "Coupon"),
    "freight": pgettext_lazy("movement", "Freight"),
    "penalty": pgettext_lazy("movement", "Penalty"),
    "insurance": pgettext_lazy("movement", "Insurance"),
    "recovery": pgettext_lazy("movement", "Recovered"),
    "deposit_frozen": pgettext_lazy("movement", "Deposit frozen"),
    "deposit_freed": pgettext_lazy("movement", "Deposit freed"),
    "released": pgettext_lazy("movement", "Released to us"),
}
FINDINGS: dict[str, str | Promise] = {
    "ours": _("Ours: we shipped the wrong thing, or it was flawed"),
    "misread": _("The buyer misread the listing"),
    "correct": _("We shipped what was ordered"),
    "unknown": _("It does not show"),
}
TERMS: dict[str, str | Promise] = {
    "address": _("return address"),
    "recipient": _("recipient"),
    "phone": _("recipient's phone"),
    "freight_bearer": _("who bears the freight"),
    "freight_form": _("collect or prepaid"),
    "carrier_demand": _("demand on the carrier"),
    "days": _("time limit for the return"),
    "goods_condition": _("condition of the goods"),
}
PATHS: dict[str, str | Promise] = {
    "claim.received": _("what the buyer received"),
    "claim.wants": _("what the buyer wants"),
    "order.buyer": _("who the buyer is"),
    "ground": _("the ground of the appeal"),
}
FAMILIES: dict[str, dict[str, str | Promise]] = {
    "tab": TABS,
    "filter": FILTERS,
    "mark": MARKS,
    "channel": CHANNELS,
    "source": SOURCES,
    "how": HOWS,
    "way": WAYS,
    "cost": COSTS,
    "proof": PROOFS,
    "movement": MOVEMENTS,
    "finding": FINDINGS,
    "about": EVIDENCE | REMEDIES,
}


def missing(path: str) -> str:
    """What blocks an act, by the contract's own spelling (`evidence:KIND`, `terms:NAME`, `wait:CLOCK` …), in words."""
    family, _colon, name = path.partition(":")
    match family:
        case "evidence":
            return str(EVIDENCE.get(name, name))
        case "terms":
            return str(TERMS.get(name, name))
        case "wait":
            return str(CLOCKS.get(name, name))
        case _:
            return str(PATHS.get(path, name or path))


def label(family: str, name: str | None) -> str:
    """A word not known yet stands for itself."""
    return str(FAMILIES[family].get(name or "", name or ""))
